import type { Client, ContractName } from '../../clients/client.js'
import { channelsMethods } from '../../generated/channels-methods.js'
import type { StorageBalance, StorageBalanceOfArgs } from '../../generated/channels-values.js'
import { viewMethod } from '../call-method.js'

export type StorageBalanceOfParameters = StorageBalanceOfArgs

/** An account's storage deposit, null when it is not registered. */
export function storageBalanceOf(
  client: Client,
  contract: ContractName,
  parameters: StorageBalanceOfParameters,
): Promise<null | StorageBalance> {
  return viewMethod(
    client,
    client.contracts[contract],
    channelsMethods.storageBalanceOf,
    parameters,
  )
}
