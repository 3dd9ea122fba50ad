import type { Client } from '../../clients/client.js'
import { licensingMethods } from '../../generated/licensing-methods.js'
import type { NftIsApprovedArgs } from '../../generated/licensing-values.js'
import { viewMethod } from '../call-method.js'

export type NftIsApprovedParameters = NftIsApprovedArgs

/** `nft_is_approved` of the contract. */
export function nftIsApproved(
  client: Client,
  parameters: NftIsApprovedParameters,
): Promise<boolean> {
  return viewMethod(client, client.contracts.licensing, licensingMethods.nftIsApproved, parameters)
}
