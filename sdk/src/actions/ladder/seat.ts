import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { SeatArgs, SeatView } from '../../generated/ladder-values.js'
import { viewMethod } from '../call-method.js'

export type SeatParameters = SeatArgs

/** An account's seat in a tier. */
export function seat(client: Client, parameters: SeatParameters): Promise<null | SeatView> {
  return viewMethod(client, client.contracts.ladder, ladderMethods.seat, parameters)
}
