import type { Client } from '../../clients/client.js'
import { licensingMethods } from '../../generated/licensing-methods.js'
import type { NftTokensForOwnerArgs, NftTokenView } from '../../generated/licensing-values.js'
import { viewMethod } from '../call-method.js'

export type NftTokensForOwnerParameters = NftTokensForOwnerArgs

/** `nft_tokens_for_owner` of the contract. */
export function nftTokensForOwner(
  client: Client,
  parameters: NftTokensForOwnerParameters,
): Promise<readonly NftTokenView[]> {
  return viewMethod(
    client,
    client.contracts.licensing,
    licensingMethods.nftTokensForOwner,
    parameters,
  )
}
