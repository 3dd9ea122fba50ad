import type { Client, ContractName } from '../../clients/client.js'
import { channelsMethods } from '../../generated/channels-methods.js'
import type { StorageBalanceBounds } from '../../generated/channels-values.js'
import { viewMethod } from '../call-method.js'

/** The least a registration takes. */
export function storageBalanceBounds(
  client: Client,
  contract: ContractName,
): Promise<StorageBalanceBounds> {
  return viewMethod(client, client.contracts[contract], channelsMethods.storageBalanceBounds, {})
}
