import type { Client } from '../../clients/client.js'
import { licensingMethods } from '../../generated/licensing-methods.js'
import type { NftTokensArgs, NftTokenView } from '../../generated/licensing-values.js'
import { viewMethod } from '../call-method.js'

export type NftTokensParameters = NftTokensArgs

/** NEP-181, at most 50 a page. */
export function nftTokens(
  client: Client,
  parameters: NftTokensParameters = {},
): Promise<readonly NftTokenView[]> {
  return viewMethod(client, client.contracts.licensing, licensingMethods.nftTokens, parameters)
}
