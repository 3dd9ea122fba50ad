import type { Client } from '../../clients/client.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { ClearScoresArgs } from '../../generated/competition-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type ClearScoresParameters = ClearScoresArgs

/** Frees the record of scores. Anyone, once closed or off. Errors: ERR_SCORES_MISSING, ERR_PHASE. */
export function clearScores(
  client: Client,
  parameters: ClearScoresParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.competition,
    competitionMethods.clearScores,
    parameters,
    { teraGas: 30 },
    options,
  )
}
