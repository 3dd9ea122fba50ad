import type { Client } from '../../clients/client.js'
import { licensingMethods } from '../../generated/licensing-methods.js'
import type { AssetArgs, AssetView } from '../../generated/licensing-values.js'
import { viewMethod } from '../call-method.js'

export type AssetParameters = AssetArgs

/** Views `asset`, `parents`, `ancestors`. */
export function asset(client: Client, parameters: AssetParameters): Promise<null | AssetView> {
  return viewMethod(client, client.contracts.licensing, licensingMethods.asset, parameters)
}
