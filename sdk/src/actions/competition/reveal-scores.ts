import type { Client } from '../../clients/client.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { RevealScoresArgs } from '../../generated/competition-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type RevealScoresParameters = RevealScoresArgs

/** Opens them. The same evaluator. Errors: ERR_COMMITMENT, ERR_SCORE_COUNT, ERR_SCORES_MISSING. */
export function revealScores(
  client: Client,
  parameters: RevealScoresParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.competition,
    competitionMethods.revealScores,
    parameters,
    { teraGas: 40 },
    options,
  )
}
