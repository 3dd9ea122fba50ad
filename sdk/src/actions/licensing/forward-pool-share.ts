import type { Client } from '../../clients/client.js'
import { licensingMethods } from '../../generated/licensing-methods.js'
import type { ForwardPoolShareArgs } from '../../generated/licensing-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type ForwardPoolShareParameters = ForwardPoolShareArgs & {
  /** One yoctoNEAR for tokens. */
  readonly depositYocto?: bigint
}

/**
 * Also `claim_fee` (anyone: credits the treasury), `claim_treasury` (anyone: credits the treasury
 * with the pool share while there is no pool), `forward_pool_share` (anyone: sends the pool share
 * to the ladder; one yoctoNEAR attached when the token is not NEAR).
 */
export function forwardPoolShare(
  client: Client,
  parameters: ForwardPoolShareParameters,
  options?: SendOptions,
): Promise<Sent<bigint>> {
  const { depositYocto = 0n, ...args } = parameters
  return callMethod(
    client,
    client.contracts.licensing,
    licensingMethods.forwardPoolShare,
    args,
    { teraGas: 150, depositYocto },
    options,
  )
}
