import type { Client } from '../../clients/client.js'
import { licensingMethods } from '../../generated/licensing-methods.js'
import type { NftContractMetadata } from '../../generated/licensing-values.js'
import { viewMethod } from '../call-method.js'

/** `nft_metadata` of the contract. */
export function nftMetadata(client: Client): Promise<NftContractMetadata> {
  return viewMethod(client, client.contracts.licensing, licensingMethods.nftMetadata, {})
}
