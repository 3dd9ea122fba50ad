import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { TierArgs, TierView } from '../../generated/ladder-values.js'
import { viewMethod } from '../call-method.js'

export type TierParameters = TierArgs

/** A tier as it stands now. Errors: ERR_TIER_UNKNOWN. */
export function tier(client: Client, parameters: TierParameters): Promise<TierView> {
  return viewMethod(client, client.contracts.ladder, ladderMethods.tier, parameters)
}
