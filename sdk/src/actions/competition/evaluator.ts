import type { Client } from '../../clients/client.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { EvaluatorArgs, EvaluatorView } from '../../generated/competition-values.js'
import { viewMethod } from '../call-method.js'

export type EvaluatorParameters = EvaluatorArgs

/** Bond and record of an evaluator, or null. */
export function evaluator(
  client: Client,
  parameters: EvaluatorParameters,
): Promise<null | EvaluatorView> {
  return viewMethod(client, client.contracts.competition, competitionMethods.evaluator, parameters)
}
