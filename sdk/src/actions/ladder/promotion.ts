import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { PromotionArgs, PromotionView } from '../../generated/ladder-values.js'
import { viewMethod } from '../call-method.js'

export type PromotionParameters = PromotionArgs

/** Promotion out of a tier in a season; null before anyone stood. */
export function promotion(
  client: Client,
  parameters: PromotionParameters,
): Promise<null | PromotionView> {
  return viewMethod(client, client.contracts.ladder, ladderMethods.promotion, parameters)
}
