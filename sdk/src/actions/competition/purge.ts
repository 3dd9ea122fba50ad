import type { Client } from '../../clients/client.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { PurgeArgs } from '../../generated/competition-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type PurgeParameters = PurgeArgs

/** Frees a competition's own records. Anyone, once nothing hangs on it. Errors: ERR_RECORDS_LEFT. */
export function purge(
  client: Client,
  parameters: PurgeParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.competition,
    competitionMethods.purge,
    parameters,
    { teraGas: 30 },
    options,
  )
}
