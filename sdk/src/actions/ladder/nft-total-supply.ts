import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import { viewMethod } from '../call-method.js'

/** How many seats are held. */
export function nftTotalSupply(client: Client): Promise<bigint> {
  return viewMethod(client, client.contracts.ladder, ladderMethods.nftTotalSupply, {})
}
