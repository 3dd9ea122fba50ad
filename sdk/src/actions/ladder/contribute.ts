import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { ContributeArgs } from '../../generated/ladder-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type ContributeParameters = ContributeArgs & {
  /** The contribution; what exceeds the goal becomes credit. */
  readonly depositYocto: bigint
}

/**
 * Adds the attached NEAR to a pool that raises, and credits what exceeds its goal; returns what was
 * taken. Takes the caller's storage. Errors: ERR_PAUSED, ERR_POOL_NOT_FOUND, ERR_POOL_TOKEN,
 * ERR_POOL_PHASE, ERR_CONTRIBUTION, ERR_NOT_REGISTERED, ERR_STORAGE_SHORT.
 */
export function contribute(
  client: Client,
  parameters: ContributeParameters,
  options?: SendOptions,
): Promise<Sent<bigint>> {
  const { depositYocto, ...args } = parameters
  return callMethod(
    client,
    client.contracts.ladder,
    ladderMethods.contribute,
    args,
    { teraGas: 30, depositYocto },
    options,
  )
}
