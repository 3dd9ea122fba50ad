import type { Client } from '../../clients/client.js'
import { licensingMethods } from '../../generated/licensing-methods.js'
import type { NftTokenArgs, NftTokenView } from '../../generated/licensing-values.js'
import { viewMethod } from '../call-method.js'

export type NftTokenParameters = NftTokenArgs

/** `nft_token` of the contract. */
export function nftToken(
  client: Client,
  parameters: NftTokenParameters,
): Promise<null | NftTokenView> {
  return viewMethod(client, client.contracts.licensing, licensingMethods.nftToken, parameters)
}
