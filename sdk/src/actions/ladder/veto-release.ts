import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { VetoReleaseArgs } from '../../generated/ladder-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type VetoReleaseParameters = VetoReleaseArgs

/**
 * Stops a proposal. Guardian or owner, before its time is over. Errors: ERR_NOT_GUARDIAN,
 * ERR_POOL_NOT_FOUND, ERR_NO_PROPOSAL, ERR_VETO_OVER.
 */
export function vetoRelease(
  client: Client,
  parameters: VetoReleaseParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.ladder,
    ladderMethods.vetoRelease,
    parameters,
    { teraGas: 30 },
    options,
  )
}
