import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { DepositRevenueArgs } from '../../generated/ladder-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type DepositRevenueParameters = DepositRevenueArgs & {
  /** The share of revenue. */
  readonly depositYocto: bigint
}

/**
 * Gives a pool its part of licence revenue, attached. Licensing only; a repetition returns the
 * deposit. Errors: ERR_NOT_NEIGHBOUR, ERR_POOL_NOT_FOUND, ERR_POOL_TOKEN, ERR_CONTRIBUTION.
 */
export function depositRevenue(
  client: Client,
  parameters: DepositRevenueParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  const { depositYocto, ...args } = parameters
  return callMethod(
    client,
    client.contracts.ladder,
    ladderMethods.depositRevenue,
    args,
    { teraGas: 30, depositYocto },
    options,
  )
}
