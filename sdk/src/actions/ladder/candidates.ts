import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { CandidatesArgs, CandidateView } from '../../generated/ladder-values.js'
import { viewMethod } from '../call-method.js'

export type CandidatesParameters = CandidatesArgs

/** Who stands, in order, 50 a page. */
export function candidates(
  client: Client,
  parameters: CandidatesParameters,
): Promise<readonly CandidateView[]> {
  return viewMethod(client, client.contracts.ladder, ladderMethods.candidates, parameters)
}
