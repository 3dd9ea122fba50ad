import type { Client } from '../../clients/client.js'
import { licensingMethods } from '../../generated/licensing-methods.js'
import type { ParamsView } from '../../generated/licensing-values.js'
import { viewMethod } from '../call-method.js'

/** `params` of the contract. */
export function params(client: Client): Promise<ParamsView> {
  return viewMethod(client, client.contracts.licensing, licensingMethods.params, {})
}
