import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { SpendCreditsArgs } from '../../generated/ladder-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type SpendCreditsParameters = SpendCreditsArgs

/**
 * Spends the caller's resource credits at a registered provider, those that lapse first. Errors:
 * ERR_PAUSED, ERR_PROVIDER_UNKNOWN, ERR_RESOURCE_CREDITS.
 */
export function spendCredits(
  client: Client,
  parameters: SpendCreditsParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.ladder,
    ladderMethods.spendCredits,
    parameters,
    { teraGas: 30 },
    options,
  )
}
