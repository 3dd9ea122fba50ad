import type { Client } from '../../clients/client.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { RollArgs } from '../../generated/competition-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type RollParameters = RollArgs

/**
 * Makes the next competition of a series. Anyone, once due. Errors: ERR_ROLL_EARLY, ERR_PAUSED,
 * ERR_STORAGE_SHORT.
 */
export function roll(
  client: Client,
  parameters: RollParameters,
  options?: SendOptions,
): Promise<Sent<bigint>> {
  return callMethod(
    client,
    client.contracts.competition,
    competitionMethods.roll,
    parameters,
    { teraGas: 60 },
    options,
  )
}
