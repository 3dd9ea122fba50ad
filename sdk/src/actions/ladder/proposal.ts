import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { ProposalArgs, ProposalView } from '../../generated/ladder-values.js'
import { viewMethod } from '../call-method.js'

export type ProposalParameters = ProposalArgs

/** A stage's proposal or release. */
export function proposal(
  client: Client,
  parameters: ProposalParameters,
): Promise<null | ProposalView> {
  return viewMethod(client, client.contracts.ladder, ladderMethods.proposal, parameters)
}
