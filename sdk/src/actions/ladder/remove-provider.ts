import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { RemoveProviderArgs } from '../../generated/ladder-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type RemoveProviderParameters = RemoveProviderArgs

/** Ends that. Owner only. Errors: ERR_NOT_OWNER, ERR_PROVIDER_UNKNOWN. */
export function removeProvider(
  client: Client,
  parameters: RemoveProviderParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.ladder,
    ladderMethods.removeProvider,
    parameters,
    { teraGas: 30 },
    options,
  )
}
