import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { ParamsView } from '../../generated/ladder-values.js'
import { viewMethod } from '../call-method.js'

/** What was fixed at set-up. */
export function params(client: Client): Promise<ParamsView> {
  return viewMethod(client, client.contracts.ladder, ladderMethods.params, {})
}
