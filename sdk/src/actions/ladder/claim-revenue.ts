import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { ClaimRevenueArgs } from '../../generated/ladder-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type ClaimRevenueParameters = ClaimRevenueArgs

/**
 * Credits what a member's shares have earned. Anyone, likewise. Errors: ERR_POOL_NOT_FOUND,
 * ERR_NOT_MEMBER, ERR_NO_REVENUE.
 */
export function claimRevenue(
  client: Client,
  parameters: ClaimRevenueParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.ladder,
    ladderMethods.claimRevenue,
    parameters,
    { teraGas: 30 },
    options,
  )
}
