import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { NftToken, NftTokensForOwnerArgs } from '../../generated/ladder-values.js'
import { viewMethod } from '../call-method.js'

export type NftTokensForOwnerParameters = NftTokensForOwnerArgs

/** An account's seats from the lowest tier up. */
export function nftTokensForOwner(
  client: Client,
  parameters: NftTokensForOwnerParameters,
): Promise<readonly NftToken[]> {
  return viewMethod(client, client.contracts.ladder, ladderMethods.nftTokensForOwner, parameters)
}
