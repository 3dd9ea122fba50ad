import type { Client } from '../../clients/client.js'
import type { TransactionResult } from '../../sender/result.js'
import { gasOf } from './gas.js'

export type RefundUnusedParameters = { readonly channelId: string; readonly amount: bigint }

/** Gives unused deposit back to the payer, the channel staying open; payee only. Never touches what is settled. Errors: ERR_NOT_PAYEE, ERR_NOTHING_UNUSED. */
export function refundUnused(
  client: Client,
  parameters: RefundUnusedParameters,
): Promise<TransactionResult> {
  const args = { channel_id: parameters.channelId, amount: String(parameters.amount) }
  return client.send(client.contracts.channels, [
    { methodName: 'refund_unused', args, gas: gasOf.small, depositYocto: 0n },
  ])
}
