import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { OfferArgs, OfferView } from '../../generated/ladder-values.js'
import { viewMethod } from '../call-method.js'

export type OfferParameters = OfferArgs

/** An account's offer of a seat in a tier. */
export function offer(client: Client, parameters: OfferParameters): Promise<null | OfferView> {
  return viewMethod(client, client.contracts.ladder, ladderMethods.offer, parameters)
}
