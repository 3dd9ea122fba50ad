import type { Client } from '../../clients/client.js'
import type { TransactionResult } from '../../sender/result.js'
import { gasOf } from './gas.js'

export type ApplyDecreaseParameters = { readonly channelId: string }

/** Lowers the deposit as announced and credits the payer; anyone may, after the grace. Errors: ERR_NO_DECREASE, ERR_DECREASE_EARLY. */
export function applyDecrease(
  client: Client,
  parameters: ApplyDecreaseParameters,
): Promise<TransactionResult> {
  const args = { channel_id: parameters.channelId }
  return client.send(client.contracts.channels, [
    { methodName: 'apply_decrease', args, gas: gasOf.small, depositYocto: 0n },
  ])
}
