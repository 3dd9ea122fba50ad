import type { Client } from '../../clients/client.js'
import type { TransactionResult } from '../../sender/result.js'
import { gasOf } from './gas.js'

export type AllocateLimitParameters = { readonly channelId: string; readonly limit: bigint }

/** Raises a channel's deposit to `limit` from the payer's credit, at once, and ends a pending decrease; payer only. Errors: ERR_NOT_PAYER, ERR_NOT_OPEN, ERR_LIMIT_RANGE, ERR_CREDIT_SHORT. */
export function allocateLimit(
  client: Client,
  parameters: AllocateLimitParameters,
): Promise<TransactionResult> {
  const args = { channel_id: parameters.channelId, limit: String(parameters.limit) }
  return client.send(client.contracts.channels, [
    { methodName: 'allocate', args, gas: gasOf.small, depositYocto: 0n },
  ])
}
