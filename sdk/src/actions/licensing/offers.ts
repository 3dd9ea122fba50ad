import type { Client } from '../../clients/client.js'
import { licensingMethods } from '../../generated/licensing-methods.js'
import type { OffersArgs, OfferView } from '../../generated/licensing-values.js'
import { viewMethod } from '../call-method.js'

export type OffersParameters = OffersArgs

/** At most 50 a page. */
export function offers(
  client: Client,
  parameters: OffersParameters,
): Promise<readonly OfferView[]> {
  return viewMethod(client, client.contracts.licensing, licensingMethods.offers, parameters)
}
