import type { Client } from '../../clients/client.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { FinaliseArgs } from '../../generated/competition-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type FinaliseParameters = FinaliseArgs

/**
 * Fixes root, places and money, and tells the ladder. Anyone, after the challenge window. Errors:
 * ERR_TALLY_OPEN, ERR_TOO_FEW_RANKED.
 */
export function finalise(
  client: Client,
  parameters: FinaliseParameters,
  options?: SendOptions,
): Promise<Sent<string>> {
  return callMethod(
    client,
    client.contracts.competition,
    competitionMethods.finalise,
    parameters,
    { teraGas: 100 },
    options,
  )
}
