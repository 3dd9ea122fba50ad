import type { SendOptions } from '../../sender/context.js'
import type { TransactionResult } from '../../sender/result.js'
import type { Client } from '../client.js'
import { requireDone } from '../decide.js'

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
 * holding of a token. What the contract books decides, and nothing that the token says: when it refuses
 * all, its error is thrown; SDK_NOT_DONE when the token never asked it.
 */
export async function depositTokens(
  client: Client,
  parameters: DepositTokensParameters,
  options?: SendOptions,
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
  const gas = 100_000_000_000_000n
  const call = { methodName: 'ft_transfer_call', args, gas, depositYocto: 1n }
  const result = await client.send(token, [call], options)
  const facts =
    topUpChannelId === undefined
      ? { account_id: accountId ?? client.account?.accountId, token, amount }
      : { channel_id: topUpChannelId }
  const doneBy = topUpChannelId === undefined ? 'deposited' : 'channel_topped_up'
  requireDone(result, client.contracts.channels, [doneBy], facts)
  return result
}
