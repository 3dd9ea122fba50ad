import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { RegisterProviderArgs } from '../../generated/ladder-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type RegisterProviderParameters = RegisterProviderArgs

/** Lets credits be spent at an account. Owner only. Errors: ERR_NOT_OWNER, ERR_PROVIDER_KNOWN. */
export function registerProvider(
  client: Client,
  parameters: RegisterProviderParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.ladder,
    ladderMethods.registerProvider,
    parameters,
    { teraGas: 30 },
    options,
  )
}
