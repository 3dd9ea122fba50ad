import type { Client } from '../../clients/client.js'
import { licensingMethods } from '../../generated/licensing-methods.js'
import type { ClaimResidualArgs } from '../../generated/licensing-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type ClaimResidualParameters = ClaimResidualArgs

/** Anyone: credits the residual owner of an epoch. Returns the amount. */
export function claimResidual(
  client: Client,
  parameters: ClaimResidualParameters,
  options?: SendOptions,
): Promise<Sent<bigint>> {
  return callMethod(
    client,
    client.contracts.licensing,
    licensingMethods.claimResidual,
    parameters,
    { teraGas: 30 },
    options,
  )
}
