import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { ProviderArgs, ProviderView } from '../../generated/ladder-values.js'
import { viewMethod } from '../call-method.js'

export type ProviderParameters = ProviderArgs

/** What was spent at a provider. Errors: ERR_PROVIDER_UNKNOWN. */
export function provider(client: Client, parameters: ProviderParameters): Promise<ProviderView> {
  return viewMethod(client, client.contracts.ladder, ladderMethods.provider, parameters)
}
