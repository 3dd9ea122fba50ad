import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { SweepPoolArgs } from '../../generated/ladder-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type SweepPoolParameters = SweepPoolArgs

/**
 * Moves what nobody owns to the tier's next pool. Anyone. Errors: ERR_POOL_NOT_FOUND,
 * ERR_NOTHING_TO_SWEEP, ERR_NEXT_POOL.
 */
export function sweepPool(
  client: Client,
  parameters: SweepPoolParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.ladder,
    ladderMethods.sweepPool,
    parameters,
    { teraGas: 30 },
    options,
  )
}
