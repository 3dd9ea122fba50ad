import type { Client } from '../../clients/client.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { AdmitSeatArgs } from '../../generated/competition-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type AdmitSeatParameters = AdmitSeatArgs

/** Notes a seat. The ladder only, once an outbox id. Errors: ERR_NOT_NEIGHBOUR. */
export function admitSeat(
  client: Client,
  parameters: AdmitSeatParameters,
  options?: SendOptions,
): Promise<Sent<boolean>> {
  return callMethod(
    client,
    client.contracts.competition,
    competitionMethods.admitSeat,
    parameters,
    { teraGas: 30 },
    options,
  )
}
