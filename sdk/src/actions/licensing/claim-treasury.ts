import type { Client } from '../../clients/client.js'
import { licensingMethods } from '../../generated/licensing-methods.js'
import type { ClaimTreasuryArgs } from '../../generated/licensing-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type ClaimTreasuryParameters = ClaimTreasuryArgs

/**
 * Also `claim_fee` (anyone: credits the treasury), `claim_treasury` (anyone: credits the treasury
 * with the pool share while there is no pool), `forward_pool_share` (anyone: sends the pool share
 * to the ladder; one yoctoNEAR attached when the token is not NEAR).
 */
export function claimTreasury(
  client: Client,
  parameters: ClaimTreasuryParameters,
  options?: SendOptions,
): Promise<Sent<bigint>> {
  return callMethod(
    client,
    client.contracts.licensing,
    licensingMethods.claimTreasury,
    parameters,
    { teraGas: 150 },
    options,
  )
}
