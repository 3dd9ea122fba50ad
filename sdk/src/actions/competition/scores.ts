import type { Client } from '../../clients/client.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { ScoresArgs, ScoresView } from '../../generated/competition-values.js'
import { viewMethod } from '../call-method.js'

export type ScoresParameters = ScoresArgs

/** An evaluator's scores of an entry, or null. */
export function scores(client: Client, parameters: ScoresParameters): Promise<null | ScoresView> {
  return viewMethod(client, client.contracts.competition, competitionMethods.scores, parameters)
}
