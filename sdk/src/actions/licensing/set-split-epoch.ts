import type { Client } from '../../clients/client.js'
import { licensingMethods } from '../../generated/licensing-methods.js'
import type { SetSplitEpochArgs } from '../../generated/licensing-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type SetSplitEpochParameters = SetSplitEpochArgs

/**
 * Asset owner. Opens the next epoch: revenue from now on is split by it, earlier epochs stay as
 * they are and claimable for ever. Either `shares` (at most 10, accounts strictly ascending) or
 * `root`, `count` and `allocated`. Returns the epoch. Before the first, everything is the owner's.
 */
export function setSplitEpoch(
  client: Client,
  parameters: SetSplitEpochParameters,
  options?: SendOptions,
): Promise<Sent<number>> {
  return callMethod(
    client,
    client.contracts.licensing,
    licensingMethods.setSplitEpoch,
    parameters,
    { teraGas: 30 },
    options,
  )
}
