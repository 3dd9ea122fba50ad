import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { CreatePoolArgs } from '../../generated/ladder-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type CreatePoolParameters = CreatePoolArgs

/**
 * Opens a pool and returns its id. The owner, or who has a seat in the tier; takes the caller's
 * storage. Errors: ERR_PAUSED, ERR_TIER_UNKNOWN, ERR_POOL_CREATOR, ERR_POOL_TERMS,
 * ERR_UNKNOWN_TOKEN, ERR_NOT_REGISTERED, ERR_STORAGE_SHORT.
 */
export function createPool(
  client: Client,
  parameters: CreatePoolParameters,
  options?: SendOptions,
): Promise<Sent<bigint>> {
  return callMethod(
    client,
    client.contracts.ladder,
    ladderMethods.createPool,
    parameters,
    { teraGas: 30 },
    options,
  )
}
