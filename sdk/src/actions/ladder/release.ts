import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { ReleaseArgs } from '../../generated/ladder-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type ReleaseParameters = ReleaseArgs & {
  /** One yoctoNEAR for tokens that go to a competition. */
  readonly depositYocto?: bigint
}

/**
 * Pays a proposal that was not vetoed, by credit or to the competition. Anyone; one yoctoNEAR
 * attached when tokens go to a competition, nothing otherwise. Errors: ERR_PAUSED,
 * ERR_POOL_NOT_FOUND, ERR_POOL_PHASE, ERR_NO_PROPOSAL, ERR_VETO_OPEN, ERR_CID_TAKEN, ERR_ONE_YOCTO.
 */
export function release(
  client: Client,
  parameters: ReleaseParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  const { depositYocto = 0n, ...args } = parameters
  return callMethod(
    client,
    client.contracts.ladder,
    ladderMethods.release,
    args,
    { teraGas: 150, depositYocto },
    options,
  )
}
