import type { Client } from '../../clients/client.js'
import { requireDelivered, type TransactionResult } from '../../sender/result.js'
import { gasOf } from './gas.js'

export type DepositTokensParameters = {
  /** A NEP-141 token that the contract has registered. */
  readonly token: string
  readonly amount: bigint
  /** Whose credit it becomes; the sender's unless given. */
  readonly accountId?: string
  /** Adds to this open channel's deposit instead. */
  readonly topUpChannelId?: string
}

/**
 * Sends tokens to the contract by `ft_transfer_call`. The sender's storage deposit pays for its first
 * holding of a token. What the contract cannot use the token returns; when it refuses all, its error
 * is thrown.
 */
export function depositTokens(
  client: Client,
  parameters: DepositTokensParameters,
): Promise<TransactionResult> {
  const { accountId, amount, token, topUpChannelId } = parameters
  const use = {
    ...(accountId === undefined ? {} : { account_id: accountId }),
    ...(topUpChannelId === undefined ? {} : { top_up: topUpChannelId }),
  }
  const args = {
    receiver_id: client.contracts.channels,
    amount: String(amount),
    msg: Object.keys(use).length === 0 ? '' : JSON.stringify(use),
  }
  return client
    .send(token, [{ methodName: 'ft_transfer_call', args, gas: gasOf.tokenCall, depositYocto: 1n }])
    .then(requireDelivered)
}
