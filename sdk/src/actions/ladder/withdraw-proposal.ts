import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { WithdrawProposalArgs } from '../../generated/ladder-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type WithdrawProposalParameters = WithdrawProposalArgs

/** Takes a proposal back. The manager. Errors: ERR_POOL_NOT_FOUND, ERR_NOT_MANAGER, ERR_NO_PROPOSAL. */
export function withdrawProposal(
  client: Client,
  parameters: WithdrawProposalParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.ladder,
    ladderMethods.withdrawProposal,
    parameters,
    { teraGas: 30 },
    options,
  )
}
