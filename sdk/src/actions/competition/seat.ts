import type { Client } from '../../clients/client.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { SeatArgs } from '../../generated/competition-values.js'
import { viewMethod } from '../call-method.js'

export type SeatParameters = SeatArgs

/** The season of an account's seat, or null. */
export function seat(client: Client, parameters: SeatParameters): Promise<null | number> {
  return viewMethod(client, client.contracts.competition, competitionMethods.seat, parameters)
}
