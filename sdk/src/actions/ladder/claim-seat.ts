import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { ClaimSeatArgs } from '../../generated/ladder-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type ClaimSeatParameters = ClaimSeatArgs

/**
 * Turns the caller's offer into a seat, giving the one below up, and tells the competition. Returns
 * the token id. Errors: ERR_NO_OFFER, ERR_OFFER_EXPIRED, ERR_NO_SEAT, ERR_NOT_REGISTERED,
 * ERR_STORAGE_SHORT.
 */
export function claimSeat(
  client: Client,
  parameters: ClaimSeatParameters,
  options?: SendOptions,
): Promise<Sent<string>> {
  return callMethod(
    client,
    client.contracts.ladder,
    ladderMethods.claimSeat,
    parameters,
    { teraGas: 100 },
    options,
  )
}
