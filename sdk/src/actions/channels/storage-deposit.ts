import type { Client } from '../../clients/client.js'
import type { TransactionResult } from '../../sender/result.js'
import { gasOf } from './gas.js'

export type StorageDepositParameters = {
  readonly accountId?: string
  readonly depositYocto: bigint
}

/** Registers an account (the caller unless named) or adds to its storage deposit (NEP-145). */
export function storageDeposit(
  client: Client,
  parameters: StorageDepositParameters,
): Promise<TransactionResult> {
  const args = {
    ...(parameters.accountId === undefined ? {} : { account_id: parameters.accountId }),
  }
  return client.send(client.contracts.channels, [
    {
      methodName: 'storage_deposit',
      args,
      gas: gasOf.storage,
      depositYocto: parameters.depositYocto,
    },
  ])
}
