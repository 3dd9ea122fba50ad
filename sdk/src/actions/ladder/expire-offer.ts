import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { ExpireOfferArgs } from '../../generated/ladder-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type ExpireOfferParameters = ExpireOfferArgs

/**
 * Takes back an offer that was not claimed in time; its seat goes to the next candidate. Anyone.
 * Errors: ERR_NO_OFFER, ERR_OFFER_HOLDS.
 */
export function expireOffer(
  client: Client,
  parameters: ExpireOfferParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.ladder,
    ladderMethods.expireOffer,
    parameters,
    { teraGas: 30 },
    options,
  )
}
