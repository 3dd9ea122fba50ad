/** Tier configs and the neighbours' messages about rounds. */
import type { Decoded } from '../../common/wire/decode.js'
import { emit } from '../../common/wire/events.js'
import { fail } from '../errors.js'
import { leastRanked, maxSeats, minTiers, noticeNs, usualMovement } from '../limits.js'
import type { tierFields } from '../rules/decoders.js'
import {
  capacity,
  mostSeats,
  planAt,
  roundsBefore,
  type Tier,
  type TierCounts,
  type TierPlan,
  withRound,
} from '../rules/tiers.js'
import { type Moment, moment } from '../state/moment.js'
import { addRound, loadRound, type Round } from '../state/round.js'
import { saveSeries, seriesAt, seriesOf } from '../state/series.js'
import { requireCounts, saveCounts } from '../state/tier-counts.js'
import { requirePlan, savePlan } from '../state/tier-plan.js'

const noCounts: TierCounts = {
  rounds: 0,
  season: 0,
  roundsAtSeasonStart: 0,
  held: 0,
  offered: 0,
  nextPoolId: 0n,
  comingPoolId: 0n,
  comingFromNs: 0n,
}

type Planned = Decoded<typeof tierFields>

function tierOf(config: Planned): Tier {
  const { size, seats, bench, kappa_bps, entries, resources } = config
  return {
    size,
    seats,
    bench,
    kappaBps: kappa_bps,
    entries,
    resources,
    relegateBps: config.relegate_bps ?? usualMovement.relegateBps,
    promoteBps: config.promote_bps ?? usualMovement.promoteBps,
    bar: config.bar ?? usualMovement.bar,
    fastPlaces: config.fast_places ?? usualMovement.fastPlaces,
  }
}

/** Writes the first configs; each tier has fewer seats than the one below. */
export function setUpTiers(configs: readonly Planned[]): void {
  if (configs.length < minTiers) fail('ERR_ARGS', 'tiers', `fewer than ${minTiers}`)
  let below = maxSeats + 1
  for (const [tier, config] of configs.entries()) {
    if (config.seats >= below) fail('ERR_TIER_ORDER', tier, config.seats, 1, below - 1)
    below = config.seats
    savePlan(tier, { now: tierOf(config), next: undefined })
    saveCounts(tier, noCounts)
  }
}

/** A config from a later season on; those before them stay, and those not yet in force are replaced. */
export function planTier(tier: number, fromSeason: number, config: Planned): void {
  const { config: ladder, season } = moment()
  const plan = planAt(requirePlan(tier), season)
  if (fromSeason <= season) fail('ERR_SEASON_PAST', fromSeason, season)
  const { held, offered } = requireCounts(tier)
  const above = tier + 1 < ladder.tiers ? mostSeats(planAt(requirePlan(tier + 1), season)) : 0
  const below = tier > 0 ? capacity(planAt(requirePlan(tier - 1), season)) : maxSeats + 1
  const least = Math.max(above + 1, held + offered)
  if (config.seats < least || config.seats >= below) {
    fail('ERR_TIER_ORDER', tier, config.seats, least, below - 1)
  }
  savePlan(tier, { now: plan.now, next: { fromSeason, tier: tierOf(config) } })
  emit('tier_planned', { tier, from_season: fromSeason, seats: config.seats })
}

/** A tier's configs as they stand now. */
export function presentPlan(tier: number, season: number): TierPlan {
  return planAt(requirePlan(tier), season)
}

/** Rounds of a tier that were known when the season began. */
export function roundsAtStart(tier: number, season: number): number {
  return roundsBefore(requireCounts(tier), season)
}

/** Names whose rounds count in a tier: the first series at once, others after a notice. */
export function nameSeries(tier: number, seriesId: bigint): void {
  requireCounts(tier)
  const { nowNs } = moment()
  const id = seriesAt(seriesOf(tier), nowNs)
  const fromNs = id === 0n ? nowNs : nowNs + noticeNs
  saveSeries(
    tier,
    id === 0n
      ? { id: seriesId, comingId: 0n, comingFromNs: 0n }
      : { id, comingId: seriesId, comingFromNs: fromNs },
  )
  emit('series_named', { tier, series_id: String(seriesId), from_ns: String(fromNs) })
}

/** Counts a round of the tier's official series that ranked enough; others are taken note of by nobody. */
export function noteRound(
  { nowNs, season }: Moment,
  cid: bigint,
  seriesId: bigint,
  final: Omit<Round, 'ordinal' | 'knownAtNs'>,
): void {
  const counts = requireCounts(final.tier)
  if (loadRound(cid) !== undefined) fail('ERR_ROUND_KNOWN', cid)
  if (seriesAt(seriesOf(final.tier), final.finalisedAtNs) !== seriesId) return
  if (final.ranked < leastRanked) return
  addRound(cid, { ...final, ordinal: counts.rounds, knownAtNs: nowNs })
  saveCounts(final.tier, withRound(counts, season))
  emit('round_final', { cid: String(cid), tier: final.tier, ordinal: counts.rounds })
}
