import type { Client } from '../../clients/client.js'
import { requireDelivered, type TransactionResult } from '../../sender/result.js'
import { gasOf } from './gas.js'

export type StorageWithdrawParameters = { readonly amountYocto?: bigint }

/** Takes unused storage deposit out (NEP-145). Errors: ERR_STORAGE_SHORT. */
export function storageWithdraw(
  client: Client,
  parameters: StorageWithdrawParameters,
): Promise<TransactionResult> {
  const args = {
    ...(parameters.amountYocto === undefined ? {} : { amount: `${parameters.amountYocto}` }),
  }
  return client
    .send(client.contracts.channels, [
      { methodName: 'storage_withdraw', args, gas: gasOf.storageWithdraw, depositYocto: 1n },
    ])
    .then(requireDelivered)
}
