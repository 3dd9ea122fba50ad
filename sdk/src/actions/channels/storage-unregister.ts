import type { Client } from '../../clients/client.js'
import type { TransactionResult } from '../../sender/result.js'
import { gasOf } from './gas.js'

export type StorageUnregisterParameters = { readonly force?: false }

/** Ends the registration and pays its deposit back (NEP-145). Errors: ERR_STORAGE_IN_USE. */
export function storageUnregister(
  client: Client,
  parameters: StorageUnregisterParameters,
): Promise<TransactionResult> {
  const args = { ...parameters }
  return client.send(client.contracts.channels, [
    { methodName: 'storage_unregister', args, gas: gasOf.storageWithdraw, depositYocto: 1n },
  ])
}
