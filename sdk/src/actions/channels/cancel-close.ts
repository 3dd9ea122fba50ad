import type { Client } from '../../clients/client.js'
import type { TransactionResult } from '../../sender/result.js'
import { gasOf } from './gas.js'

export type CancelCloseParameters = { readonly channelId: string }

/** Takes a close request back; payer only. Errors: ERR_NOT_PAYER, ERR_NOT_CLOSING. */
export function cancelClose(
  client: Client,
  parameters: CancelCloseParameters,
): Promise<TransactionResult> {
  const args = { channel_id: parameters.channelId }
  return client.send(client.contracts.channels, [
    { methodName: 'cancel_close', args, gas: gasOf.small, depositYocto: 0n },
  ])
}
