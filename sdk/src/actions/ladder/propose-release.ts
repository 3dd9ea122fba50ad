import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { ProposeReleaseArgs } from '../../generated/ladder-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type ProposeReleaseParameters = ProposeReleaseArgs

/**
 * Proposes the present stage's release. The manager; takes its storage. Errors: ERR_PAUSED,
 * ERR_POOL_NOT_FOUND, ERR_NOT_MANAGER, ERR_POOL_PHASE, ERR_RELEASE_TARGET, ERR_STAGE_LIMIT,
 * ERR_STAGE_DEADLINE, ERR_PROPOSAL, ERR_CID_TAKEN, ERR_NOT_REGISTERED, ERR_TOKEN_NOT_HELD,
 * ERR_STORAGE_SHORT.
 */
export function proposeRelease(
  client: Client,
  parameters: ProposeReleaseParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.ladder,
    ladderMethods.proposeRelease,
    parameters,
    { teraGas: 30 },
    options,
  )
}
