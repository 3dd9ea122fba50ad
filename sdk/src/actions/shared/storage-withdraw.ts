import type { Client, ContractName } from '../../clients/client.js'
import { channelsMethods } from '../../generated/channels-methods.js'
import type { StorageBalance, StorageWithdrawArgs } from '../../generated/channels-values.js'
import type { SendOptions } from '../../sender/context.js'
import { requireDelivered } from '../../sender/result.js'
import { callMethod, type Sent } from '../call-method.js'

export type StorageWithdrawParameters = StorageWithdrawArgs

/**
 * Takes unused storage deposit out; one yoctoNEAR attached. Restored if the transfer fails. Errors:
 * ERR_ONE_YOCTO, ERR_NOT_REGISTERED, ERR_STORAGE_SHORT.
 * Attaches the one yoctoNEAR it asks for.
 */
export function storageWithdraw(
  client: Client,
  contract: ContractName,
  parameters: StorageWithdrawParameters = {},
  options?: SendOptions,
): Promise<Sent<StorageBalance>> {
  return callMethod(
    client,
    client.contracts[contract],
    channelsMethods.storageWithdraw,
    parameters,
    { teraGas: 60, depositYocto: 1n },
    options,
  ).then(requireDelivered)
}
