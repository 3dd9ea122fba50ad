import type { Client } from '../../clients/client.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { ParamsView } from '../../generated/competition-values.js'
import { viewMethod } from '../call-method.js'

/** Neighbours, last ids, constants. */
export function params(client: Client): Promise<ParamsView> {
  return viewMethod(client, client.contracts.competition, competitionMethods.params, {})
}
