import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { OnFinalArgs } from '../../generated/ladder-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type OnFinalParameters = OnFinalArgs

/**
 * Takes a round's final results. The competition only; a repetition does nothing. Errors:
 * ERR_NOT_NEIGHBOUR, ERR_TIER_UNKNOWN, ERR_ROUND_KNOWN.
 */
export function onFinal(
  client: Client,
  parameters: OnFinalParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.ladder,
    ladderMethods.onFinal,
    parameters,
    { teraGas: 30 },
    options,
  )
}
