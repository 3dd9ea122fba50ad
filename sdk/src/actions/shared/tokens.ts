import type { Client, ContractName } from '../../clients/client.js'
import { channelsMethods } from '../../generated/channels-methods.js'
import type { TokenId, TokensArgs } from '../../generated/channels-values.js'
import { viewMethod } from '../call-method.js'

export type TokensParameters = TokensArgs

/** Registered tokens, 50 a page, in the order of registration. */
export function tokens(
  client: Client,
  contract: ContractName,
  parameters: TokensParameters = {},
): Promise<readonly TokenId[]> {
  return viewMethod(client, client.contracts[contract], channelsMethods.tokens, parameters)
}
