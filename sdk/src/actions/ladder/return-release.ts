import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { ReturnReleaseArgs } from '../../generated/ladder-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type ReturnReleaseParameters = ReturnReleaseArgs & {
  /** What comes back. */
  readonly depositYocto: bigint
}

/**
 * Takes back what a competition did not use of a pool's release, attached, for the pool's shares.
 * The competition only; a repetition returns the deposit. Errors: ERR_NOT_NEIGHBOUR,
 * ERR_RETURN_UNKNOWN, ERR_POOL_TOKEN, ERR_CONTRIBUTION.
 */
export function returnRelease(
  client: Client,
  parameters: ReturnReleaseParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  const { depositYocto, ...args } = parameters
  return callMethod(
    client,
    client.contracts.ladder,
    ladderMethods.returnRelease,
    args,
    { teraGas: 30, depositYocto },
    options,
  )
}
