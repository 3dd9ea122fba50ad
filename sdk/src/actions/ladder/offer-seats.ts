import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { OfferSeatsArgs } from '../../generated/ladder-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type OfferSeatsParameters = OfferSeatsArgs

/**
 * Offers free seats to the next candidates and returns how many. Anyone; takes the caller's storage
 * until each offer is claimed or expires. Errors: ERR_PAUSED, ERR_OFFERS_CLOSED, ERR_NO_FREE_SEAT,
 * ERR_NO_CANDIDATE, ERR_NOT_REGISTERED, ERR_STORAGE_SHORT.
 */
export function offerSeats(
  client: Client,
  parameters: OfferSeatsParameters,
  options?: SendOptions,
): Promise<Sent<number>> {
  return callMethod(
    client,
    client.contracts.ladder,
    ladderMethods.offerSeats,
    parameters,
    { teraGas: 60 },
    options,
  )
}
