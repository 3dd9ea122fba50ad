import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { ResultsArgs, ResultsView } from '../../generated/ladder-values.js'
import { viewMethod } from '../call-method.js'

export type ResultsParameters = ResultsArgs

/** An account's proved results in a tier, and its aggregate if it stood now. */
export function results(client: Client, parameters: ResultsParameters): Promise<ResultsView> {
  return viewMethod(client, client.contracts.ladder, ladderMethods.results, parameters)
}
