import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { RoundArgs, RoundView } from '../../generated/ladder-values.js'
import { viewMethod } from '../call-method.js'

export type RoundParameters = RoundArgs

/** A final round; null when it is not known here. */
export function round(client: Client, parameters: RoundParameters): Promise<null | RoundView> {
  return viewMethod(client, client.contracts.ladder, ladderMethods.round, parameters)
}
