import type { Client } from '../../clients/client.js'
import { licensingMethods } from '../../generated/licensing-methods.js'
import type { AncestorsArgs, AncestorView } from '../../generated/licensing-values.js'
import { viewMethod } from '../call-method.js'

export type AncestorsParameters = AncestorsArgs

/** Views `asset`, `parents`, `ancestors`. */
export function ancestors(
  client: Client,
  parameters: AncestorsParameters,
): Promise<readonly AncestorView[]> {
  return viewMethod(client, client.contracts.licensing, licensingMethods.ancestors, parameters)
}
