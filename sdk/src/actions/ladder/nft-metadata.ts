import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { NftContractMetadata } from '../../generated/ladder-values.js'
import { viewMethod } from '../call-method.js'

/** NEP-177 metadata. */
export function nftMetadata(client: Client): Promise<NftContractMetadata> {
  return viewMethod(client, client.contracts.ladder, ladderMethods.nftMetadata, {})
}
