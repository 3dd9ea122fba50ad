import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { NftToken, NftTokenArgs } from '../../generated/ladder-values.js'
import { viewMethod } from '../call-method.js'

export type NftTokenParameters = NftTokenArgs

/** A seat as a token; null when there is none of that id. */
export function nftToken(client: Client, parameters: NftTokenParameters): Promise<null | NftToken> {
  return viewMethod(client, client.contracts.ladder, ladderMethods.nftToken, parameters)
}
