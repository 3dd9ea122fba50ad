import type { Client } from '../../clients/client.js'
import { licensingMethods } from '../../generated/licensing-methods.js'
import type { ClaimSplitArgs } from '../../generated/licensing-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type ClaimSplitParameters = ClaimSplitArgs

/**
 * Anyone: credits a contributor, who must be able to hold the token; a new record of the claim is
 * charged to the caller. `share`, `index` and `proof` only where the epoch has a root. Returns the
 * amount.
 */
export function claimSplit(
  client: Client,
  parameters: ClaimSplitParameters,
  options?: SendOptions,
): Promise<Sent<bigint>> {
  return callMethod(
    client,
    client.contracts.licensing,
    licensingMethods.claimSplit,
    parameters,
    { teraGas: 30 },
    options,
  )
}
