import type { Client, ContractName } from '../../clients/client.js'
import { channelsMethods } from '../../generated/channels-methods.js'
import type { RegisterTokenArgs } from '../../generated/channels-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type RegisterTokenParameters = RegisterTokenArgs

/**
 * Accepts a NEP-141 token from now on, for ever. Owner only: a token that lies about transfers can
 * harm whoever holds it here, and nobody else. Errors: ERR_NOT_OWNER, ERR_TOKEN_KNOWN,
 * ERR_TOKEN_LIMIT.
 */
export function registerToken(
  client: Client,
  contract: ContractName,
  parameters: RegisterTokenParameters,
  options?: SendOptions,
): Promise<Sent<number>> {
  return callMethod(
    client,
    client.contracts[contract],
    channelsMethods.registerToken,
    parameters,
    { teraGas: 30 },
    options,
  )
}
