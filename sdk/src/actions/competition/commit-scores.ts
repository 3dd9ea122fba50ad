import type { Client } from '../../clients/client.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { CommitScoresArgs } from '../../generated/competition-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type CommitScoresParameters = CommitScoresArgs

/**
 * Seals scores of an entry. Evaluators whose salt is in the seed. Errors: ERR_SALT,
 * ERR_SEED_MISSING, ERR_SCORES_EXIST, ERR_STORAGE_SHORT.
 */
export function commitScores(
  client: Client,
  parameters: CommitScoresParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.competition,
    competitionMethods.commitScores,
    parameters,
    { teraGas: 30 },
    options,
  )
}
