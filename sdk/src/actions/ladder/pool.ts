import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { PoolArgs, PoolView } from '../../generated/ladder-values.js'
import { viewMethod } from '../call-method.js'

export type PoolParameters = PoolArgs

/** A pool and its present stage. */
export function pool(client: Client, parameters: PoolParameters): Promise<null | PoolView> {
  return viewMethod(client, client.contracts.ladder, ladderMethods.pool, parameters)
}
