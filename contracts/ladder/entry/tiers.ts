/** What a tier is. */
import { input, type RawArgs } from '@research-hub/compiler/host'
import { refuseDeposit } from '../../common/entry/reply.js'
import { requireOwner } from '../../common/state/governance.js'
import { decodeArgs } from '../../common/wire/decode.js'
import { planTier } from '../actions/tiers.js'
import type * as wire from '../interface.js'
import { seasonNumber, tierFields, tierNumber } from '../rules/decoders.js'

/**
 * Plans a tier from a later season on. Owner only. Errors: ERR_NOT_OWNER, ERR_TIER_UNKNOWN,
 * ERR_SEASON_PAST, ERR_TIER_ORDER.
 */
export function set_tier(raw: RawArgs<wire.SetTierArgs> = input()): void {
  refuseDeposit('set_tier')
  const args = decodeArgs(raw, { ...tierFields, tier: tierNumber, from_season: seasonNumber })
  requireOwner()
  planTier(args.tier, args.from_season, args)
}
