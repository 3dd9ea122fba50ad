import type { Client } from '../../clients/client.js'
import type { TransactionResult } from '../../sender/result.js'
import { gasOf } from './gas.js'

export type TopUpChannelParameters = { readonly channelId: string; readonly depositYocto: bigint }

/** Adds to the deposit of an open channel; anyone may. Errors: ERR_CHANNEL_NOT_FOUND, ERR_NOT_OPEN. */
export function topUpChannel(
  client: Client,
  parameters: TopUpChannelParameters,
): Promise<TransactionResult> {
  const args = { channel_id: parameters.channelId }
  return client.send(client.contracts.channels, [
    { methodName: 'top_up', args, gas: gasOf.small, depositYocto: parameters.depositYocto },
  ])
}
