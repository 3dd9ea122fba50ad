import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { RecallReleaseArgs } from '../../generated/ladder-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type RecallReleaseParameters = RecallReleaseArgs

/**
 * Gives the shares back what a competition would not take. Anyone. Errors: ERR_POOL_NOT_FOUND,
 * ERR_NO_PROPOSAL, ERR_RECALL.
 */
export function recallRelease(
  client: Client,
  parameters: RecallReleaseParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.ladder,
    ladderMethods.recallRelease,
    parameters,
    { teraGas: 30 },
    options,
  )
}
