import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { StandArgs } from '../../generated/ladder-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type StandParameters = StandArgs

/**
 * Enters an account in this season's promotion, or moves it up with better results. Anyone; takes
 * the caller's storage. Errors: ERR_PAUSED, ERR_STANDING_CLOSED, ERR_TOP_TIER, ERR_NO_SEAT,
 * ERR_ONE_ROUND, ERR_STANDING_KNOWN, ERR_NOT_REGISTERED, ERR_STORAGE_SHORT.
 */
export function stand(
  client: Client,
  parameters: StandParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.ladder,
    ladderMethods.stand,
    parameters,
    { teraGas: 40 },
    options,
  )
}
