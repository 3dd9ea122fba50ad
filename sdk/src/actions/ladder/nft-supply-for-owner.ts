import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { NftSupplyForOwnerArgs } from '../../generated/ladder-values.js'
import { viewMethod } from '../call-method.js'

export type NftSupplyForOwnerParameters = NftSupplyForOwnerArgs

/** How many seats an account has. */
export function nftSupplyForOwner(
  client: Client,
  parameters: NftSupplyForOwnerParameters,
): Promise<bigint> {
  return viewMethod(client, client.contracts.ladder, ladderMethods.nftSupplyForOwner, parameters)
}
