import type { Client } from '../../clients/client.js'
import { licensingMethods } from '../../generated/licensing-methods.js'
import type { PullableArgs } from '../../generated/licensing-values.js'
import { viewMethod } from '../call-method.js'

export type PullableParameters = PullableArgs

/** What a descendant owes an ancestor in a token and `pullRoyalty` would move now, in its smallest unit. */
export function pullable(client: Client, parameters: PullableParameters): Promise<bigint> {
  return viewMethod(client, client.contracts.licensing, licensingMethods.pullable, parameters)
}
