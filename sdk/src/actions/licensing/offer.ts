import type { Client } from '../../clients/client.js'
import { licensingMethods } from '../../generated/licensing-methods.js'
import type { OfferArgs, OfferView } from '../../generated/licensing-values.js'
import { viewMethod } from '../call-method.js'

export type OfferParameters = OfferArgs

/** An offer of an asset under terms; null when the asset has none under them. */
export function offer(client: Client, parameters: OfferParameters): Promise<null | OfferView> {
  return viewMethod(client, client.contracts.licensing, licensingMethods.offer, parameters)
}
