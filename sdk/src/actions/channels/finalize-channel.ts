import type { Client } from '../../clients/client.js'
import type { TransactionResult } from '../../sender/result.js'
import { gasOf } from './gas.js'

export type FinalizeChannelParameters = { readonly channelId: string }

/** Ends a channel whose grace period is over; anyone may. Errors: ERR_NOT_CLOSING, ERR_GRACE_NOT_OVER. */
export function finalizeChannel(
  client: Client,
  parameters: FinalizeChannelParameters,
): Promise<TransactionResult> {
  const args = { channel_id: parameters.channelId }
  return client.send(client.contracts.channels, [
    { methodName: 'finalize', args, gas: gasOf.close, depositYocto: 0n },
  ])
}
