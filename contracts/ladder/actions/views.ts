import { hexEncode } from '@research-hub/compiler/host'
import { tokenId } from '../../common/state/tokens.js'
import { count, page } from '../../common/trie/query.js'
import { nsPerSecond } from '../../common/wire/time.js'
import type * as wire from '../interface.js'
import { creditSeasons, version } from '../limits.js'
import { aggregateOf, rankSumOf, windowOf } from '../rules/aggregate.js'
import { liveParts, sumOf } from '../rules/credits.js'
import { heldFor } from '../rules/funds.js'
import { offersStartNs, phaseAt, seasonStartNs } from '../rules/season.js'
import { claimableDown, counted } from '../rules/shares.js'
import { presentPool, type Tier } from '../rules/tiers.js'
import { loadConfig } from '../state/config.js'
import { loadMember } from '../state/member.js'
import { moment } from '../state/moment.js'
import { loadOffer } from '../state/offer.js'
import { loadPool } from '../state/pool.js'
import { candidates, loadPromotion } from '../state/promotion.js'
import { loadProposal } from '../state/proposal.js'
import { requireProvider } from '../state/provider.js'
import { loadParts } from '../state/resource-credits.js'
import { loadResults } from '../state/results.js'
import { loadRound } from '../state/round.js'
import { loadSeat } from '../state/seat.js'
import { seriesAt, seriesOf } from '../state/series.js'
import { loadStages } from '../state/stages.js'
import { requireCounts } from '../state/tier-counts.js'
import { seatTokenId } from './nft.js'
import { phaseOf } from './pool-money.js'
import { relegationsOf, strikesOf } from './seating.js'
import { presentPlan, roundsAtStart } from './tiers.js'

export function paramsView(): wire.ParamsView {
  const config = loadConfig()
  return {
    version,
    competition_id: config.competitionId,
    licensing_id: config.licensingId,
    identity_id: config.identityId === '' ? null : config.identityId,
    genesis_ns: String(config.genesisNs),
    season_s: Number(config.seasonNs / nsPerSecond),
    standing_s: Number(config.standingNs / nsPerSecond),
    offer_s: Number(config.offerNs / nsPerSecond),
    veto_s: Number(config.vetoNs / nsPerSecond),
    tiers: config.tiers,
  }
}

export function seasonView(): wire.SeasonView {
  const { config, nowNs, season } = moment()
  return {
    season,
    phase: phaseAt(config, nowNs),
    standing_ends_ns: String(offersStartNs(config, season)),
    ends_ns: String(seasonStartNs(config, season + 1)),
  }
}

export function tierView(tier: number): wire.TierView {
  const { nowNs, season } = moment()
  const { now, next } = presentPlan(tier, season)
  const counts = requireCounts(tier)
  const { held, offered, rounds, comingPoolId, comingFromNs } = counts
  const isComing = comingPoolId !== 0n && nowNs < comingFromNs
  const series = seriesOf(tier)
  return {
    tier,
    config: configView(now),
    next:
      next === undefined ? null : { from_season: next.fromSeason, config: configView(next.tier) },
    held,
    offered,
    rounds,
    next_pool_id: String(presentPool(counts, nowNs)),
    coming_pool_id: String(isComing ? comingPoolId : 0n),
    coming_pool_from_ns: String(isComing ? comingFromNs : 0n),
    series_id: String(seriesAt(series, nowNs)),
    coming_series_id: String(nowNs < series.comingFromNs ? series.comingId : 0n),
    coming_series_from_ns: String(nowNs < series.comingFromNs ? series.comingFromNs : 0n),
  }
}

function configView({
  kappaBps,
  relegateBps,
  promoteBps,
  fastPlaces,
  ...tier
}: Tier): wire.TierConfig {
  return {
    ...tier,
    kappa_bps: kappaBps,
    relegate_bps: relegateBps,
    promote_bps: promoteBps,
    fast_places: fastPlaces,
  }
}

export function roundView(cid: bigint): wire.RoundView | null {
  const round = loadRound(cid)
  if (round === undefined) return null
  return {
    cid: String(cid),
    tier: round.tier,
    ordinal: round.ordinal,
    results_root: hexEncode(round.resultsRoot),
    ranked: round.ranked,
    finalised_at_ns: String(round.finalisedAtNs),
    known_at_ns: String(round.knownAtNs),
  }
}

export function resultsView(tier: number, accountId: string): wire.ResultsView {
  const { season } = moment()
  const list = loadResults(tier, accountId)?.list ?? []
  const aggregate = aggregateOf(list, windowOf(roundsAtStart(tier, season)))
  return {
    results: list.map(({ ordinal, rank, key }) => ({ ordinal, rank, key: String(key) })),
    aggregate:
      aggregate === undefined ? null : { rank_sum: aggregate.rankSum, key: String(aggregate.key) },
  }
}

export function promotionView(tier: number, season: number): wire.PromotionView | null {
  const promotion = loadPromotion(season, tier)
  if (promotion === undefined) return null
  const { from, to } = windowOf(promotion.rounds)
  return {
    from_ordinal: from,
    to_ordinal: to,
    standing: count(candidates(season, tier)),
    considered: promotion.considered,
    relegated: promotion.relegated,
    relegations: relegationsOf(tier, season),
  }
}

export function candidateViews(
  tier: number,
  season: number,
  fromIndex: number,
  limit: number,
): wire.CandidateView[] {
  return page(candidates(season, tier), fromIndex + 1, limit).map(({ rank, key, accountId }) => ({
    place: rank,
    account_id: accountId,
    rank_sum: rankSumOf(key),
    key: String(key),
  }))
}

export function offerView(tier: number, accountId: string): wire.OfferView | null {
  const offer = loadOffer(tier, accountId)
  if (offer === undefined) return null
  return { season: offer.season, deadline_ns: String(offer.deadlineNs) }
}

export function seatView(tier: number, accountId: string): wire.SeatView | null {
  const seat = loadSeat(tier, accountId)
  if (seat === undefined) return null
  return {
    token_id: seatTokenId(tier, accountId),
    season: seat.season,
    since_ns: String(seat.sinceNs),
    strikes: strikesOf(tier, accountId, seat),
  }
}

export function creditsView(accountId: string): wire.CreditsView {
  const live = liveParts(loadParts(accountId) ?? [], moment().season)
  return {
    available: String(sumOf(live)),
    parts: live.map(({ season, amount }) => ({
      last_season: season + creditSeasons,
      amount: String(amount),
    })),
  }
}

export function providerView(providerId: string): wire.ProviderView {
  return { received: String(requireProvider(providerId)) }
}

export function poolView(id: bigint): wire.PoolView | null {
  const pool = loadPool(id)
  if (pool === undefined) return null
  return {
    pool_id: String(id),
    phase: phaseOf(id, pool),
    tier: pool.tier,
    token: tokenId(pool.token),
    manager_id: pool.managerId,
    goal: String(pool.goal),
    deadline_ns: String(pool.deadlineNs),
    raised: String(pool.raised),
    shares: String(pool.shares),
    common_shares: String(pool.commonShares),
    released: String(pool.released),
    refunded: String(pool.returned),
    revenue: String(pool.revenue),
    revenue_claimed: String(pool.revenueClaimed),
    residual: String(pool.residual),
    held: String(heldFor(pool)),
    stage: pool.stage,
    stages: loadStages(id).map(({ limit, deadlineNs }) => ({
      limit: String(limit),
      deadline_ns: String(deadlineNs),
    })),
    proposal: proposalView(id, pool.stage),
  }
}

export function proposalView(id: bigint, stage: number): wire.ProposalView | null {
  const proposal = loadProposal(id, stage)
  if (proposal === undefined) return null
  const { isForCompetition, targetId } = proposal
  return {
    stage,
    amount: String(proposal.amount),
    evidence_hash: hexEncode(proposal.evidenceHash),
    to_account_id: isForCompetition ? null : targetId,
    to_cid: isForCompetition ? targetId : null,
    veto_ends_ns: String(proposal.vetoEndsNs),
    released_at_ns: String(proposal.releasedAtNs),
    outbox_id: String(proposal.outboxId),
  }
}

export function memberView(id: bigint, accountId: string): wire.MemberView | null {
  const pool = loadPool(id)
  const member = loadMember(id, accountId)
  if (pool === undefined || member === undefined) return null
  return {
    shares: String(member.shares),
    is_refunded: member.isRefunded,
    claimable_revenue: String(claimableDown(counted(member, pool))),
  }
}
