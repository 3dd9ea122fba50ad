import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { LeavePoolArgs } from '../../generated/ladder-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type LeavePoolParameters = LeavePoolArgs

/**
 * Pays what the caller's shares have earned and gives them up. Errors: ERR_POOL_NOT_FOUND,
 * ERR_POOL_PHASE, ERR_NOT_MEMBER, ERR_NOT_REFUNDED.
 */
export function leavePool(
  client: Client,
  parameters: LeavePoolParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.ladder,
    ladderMethods.leavePool,
    parameters,
    { teraGas: 30 },
    options,
  )
}
