import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { RefundArgs } from '../../generated/ladder-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type RefundParameters = RefundArgs

/**
 * Credits a member's part of what an ended pool did not release. Anyone, for the caller unless
 * `accountId` names another. Errors: ERR_POOL_NOT_FOUND, ERR_POOL_PHASE, ERR_NOT_MEMBER,
 * ERR_REFUNDED.
 */
export function refund(
  client: Client,
  parameters: RefundParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.ladder,
    ladderMethods.refund,
    parameters,
    { teraGas: 30 },
    options,
  )
}
