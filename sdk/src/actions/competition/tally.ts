import type { Client } from '../../clients/client.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { TallyArgs } from '../../generated/competition-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type TallyParameters = TallyArgs

/**
 * Ranks a revealed entry by its median. Anyone, once evaluation has ended. Errors: ERR_PHASE,
 * ERR_ENTRY_STATUS.
 */
export function tally(
  client: Client,
  parameters: TallyParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.competition,
    competitionMethods.tally,
    parameters,
    { teraGas: 50 },
    options,
  )
}
