import type { Client } from '../../clients/client.js'
import type { TransactionResult } from '../../sender/result.js'
import { gasOf } from './gas.js'

export type DeallocateLimitParameters = { readonly channelId: string; readonly limit: bigint }

/** Announces that the deposit shall fall to `limit`; after the grace, `applyDecrease` does it. Payer only. Errors: ERR_NOT_PAYER, ERR_NOT_OPEN, ERR_LIMIT_RANGE, ERR_STORAGE_SHORT. */
export function deallocateLimit(
  client: Client,
  parameters: DeallocateLimitParameters,
): Promise<TransactionResult> {
  const args = { channel_id: parameters.channelId, limit: String(parameters.limit) }
  return client.send(client.contracts.channels, [
    { methodName: 'deallocate', args, gas: gasOf.small, depositYocto: 0n },
  ])
}
