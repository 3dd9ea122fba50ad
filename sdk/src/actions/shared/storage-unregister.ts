import type { Client, ContractName } from '../../clients/client.js'
import { channelsMethods } from '../../generated/channels-methods.js'
import type { StorageUnregisterArgs } from '../../generated/channels-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type StorageUnregisterParameters = StorageUnregisterArgs

/**
 * Ends the caller's registration and pays its deposit back; one yoctoNEAR attached. Refused while
 * records or credit are left, `force` or not. Errors: ERR_ONE_YOCTO, ERR_STORAGE_IN_USE.
 * Attaches the one yoctoNEAR it asks for.
 */
export function storageUnregister(
  client: Client,
  contract: ContractName,
  parameters: StorageUnregisterParameters = {},
  options?: SendOptions,
): Promise<Sent<boolean>> {
  return callMethod(
    client,
    client.contracts[contract],
    channelsMethods.storageUnregister,
    parameters,
    { teraGas: 60, depositYocto: 1n },
    options,
  )
}
