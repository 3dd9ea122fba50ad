import type { Client, ContractName } from '../../clients/client.js'
import { channelsMethods } from '../../generated/channels-methods.js'
import type { StorageBalance, StorageDepositArgs } from '../../generated/channels-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type StorageDepositParameters = StorageDepositArgs & {
  /** At least `storageBalanceBounds().min` the first time; it comes back by storageWithdraw. */
  readonly depositYocto: bigint
}

/**
 * Registers `accountId` (the caller unless given) or adds to its storage deposit. Anyone may pay
 * for anyone. With `registrationOnly` what is attached beyond the minimum returns. Errors:
 * ERR_STORAGE_SHORT.
 */
export function storageDeposit(
  client: Client,
  contract: ContractName,
  parameters: StorageDepositParameters,
  options?: SendOptions,
): Promise<Sent<StorageBalance>> {
  const { depositYocto, ...args } = parameters
  return callMethod(
    client,
    client.contracts[contract],
    channelsMethods.storageDeposit,
    args,
    { teraGas: 30, depositYocto },
    options,
  )
}
