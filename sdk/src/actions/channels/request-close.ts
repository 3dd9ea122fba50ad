import type { Client } from '../../clients/client.js'
import type { TransactionResult } from '../../sender/result.js'
import { gasOf } from './gas.js'

export type RequestCloseParameters = { readonly channelId: string }

/** Starts the grace period; payer only. Errors: ERR_NOT_PAYER, ERR_NOT_OPEN. */
export function requestClose(
  client: Client,
  parameters: RequestCloseParameters,
): Promise<TransactionResult> {
  const args = { channel_id: parameters.channelId }
  return client.send(client.contracts.channels, [
    { methodName: 'request_close', args, gas: gasOf.small, depositYocto: 0n },
  ])
}
