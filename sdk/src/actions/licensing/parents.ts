import type { Client } from '../../clients/client.js'
import { licensingMethods } from '../../generated/licensing-methods.js'
import type { ParentsArgs, ParentView } from '../../generated/licensing-values.js'
import { viewMethod } from '../call-method.js'

export type ParentsParameters = ParentsArgs

/** Views `asset`, `parents`, `ancestors`. */
export function parents(
  client: Client,
  parameters: ParentsParameters,
): Promise<readonly ParentView[]> {
  return viewMethod(client, client.contracts.licensing, licensingMethods.parents, parameters)
}
