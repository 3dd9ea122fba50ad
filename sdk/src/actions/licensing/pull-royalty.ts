import type { Client } from '../../clients/client.js'
import { licensingMethods } from '../../generated/licensing-methods.js'
import type { PullRoyaltyArgs } from '../../generated/licensing-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type PullRoyaltyParameters = PullRoyaltyArgs

/** Anyone: moves what a descendant owes an ancestor into the ancestor's own flow. */
export function pullRoyalty(
  client: Client,
  parameters: PullRoyaltyParameters,
  options?: SendOptions,
): Promise<Sent<bigint>> {
  return callMethod(
    client,
    client.contracts.licensing,
    licensingMethods.pullRoyalty,
    parameters,
    { teraGas: 30 },
    options,
  )
}
