import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { CreditsArgs, CreditsView } from '../../generated/ladder-values.js'
import { viewMethod } from '../call-method.js'

export type CreditsParameters = CreditsArgs

/** Resource credits that an account may spend now. */
export function credits(client: Client, parameters: CreditsParameters): Promise<CreditsView> {
  return viewMethod(client, client.contracts.ladder, ladderMethods.credits, parameters)
}
