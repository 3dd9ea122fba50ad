import type { Client, ContractName } from '../../clients/client.js'
import { channelsMethods } from '../../generated/channels-methods.js'
import { viewMethod } from '../call-method.js'

/** `contract_source_metadata` of the contract. */
export function contractSourceMetadata(client: Client, contract: ContractName): Promise<unknown> {
  return viewMethod(client, client.contracts[contract], channelsMethods.contractSourceMetadata, {})
}
