import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { SetNextPoolArgs } from '../../generated/ladder-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type SetNextPoolParameters = SetNextPoolArgs

/**
 * Names the pool that takes what nobody owns in a tier's other pools. Owner only. Errors:
 * ERR_NOT_OWNER, ERR_POOL_NOT_FOUND, ERR_POOL_TERMS.
 */
export function setNextPool(
  client: Client,
  parameters: SetNextPoolParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.ladder,
    ladderMethods.setNextPool,
    parameters,
    { teraGas: 30 },
    options,
  )
}
