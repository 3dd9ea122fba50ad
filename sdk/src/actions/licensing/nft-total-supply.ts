import type { Client } from '../../clients/client.js'
import { licensingMethods } from '../../generated/licensing-methods.js'
import { viewMethod } from '../call-method.js'

/** `nft_total_supply` of the contract. */
export function nftTotalSupply(client: Client): Promise<bigint> {
  return viewMethod(client, client.contracts.licensing, licensingMethods.nftTotalSupply, {})
}
