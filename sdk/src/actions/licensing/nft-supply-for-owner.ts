import type { Client } from '../../clients/client.js'
import { licensingMethods } from '../../generated/licensing-methods.js'
import type { NftSupplyForOwnerArgs } from '../../generated/licensing-values.js'
import { viewMethod } from '../call-method.js'

export type NftSupplyForOwnerParameters = NftSupplyForOwnerArgs

/** `nft_supply_for_owner` of the contract. */
export function nftSupplyForOwner(
  client: Client,
  parameters: NftSupplyForOwnerParameters,
): Promise<bigint> {
  return viewMethod(
    client,
    client.contracts.licensing,
    licensingMethods.nftSupplyForOwner,
    parameters,
  )
}
