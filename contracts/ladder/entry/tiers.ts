/** What a tier is. */
import { input, type RawArgs } from '@research-hub/compiler/host'
import { refuseDeposit } from '../../common/entry/reply.js'
import { requireOwner } from '../../common/state/governance.js'
import { decodeArgs, u64 } from '../../common/wire/decode.js'
import { nameSeries, planTier } from '../actions/tiers.js'
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

/**
 * Names the series of the competition whose rounds count in a tier: the first at once, another for rounds that
 * are final seven days from now or later. Owner only. Errors: ERR_NOT_OWNER, ERR_TIER_UNKNOWN.
 */
export function set_series(raw: RawArgs<wire.SetSeriesArgs> = input()): void {
  refuseDeposit('set_series')
  const args = decodeArgs(raw, { tier: tierNumber, series_id: u64 })
  requireOwner()
  nameSeries(args.tier, args.series_id)
}
