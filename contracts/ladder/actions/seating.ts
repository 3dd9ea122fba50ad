/** Offers and seats. */

import {
  chargeRecords,
  chargeStorage,
  releaseRecords,
  releaseStorage,
} from '../../common/money/credits.js'
import { send } from '../../common/money/outbox.js'
import { changeTotals, near } from '../../common/state/totals.js'
import { page } from '../../common/trie/query.js'
import { caller } from '../../common/wire/caller.js'
import { emit } from '../../common/wire/events.js'
import { fail } from '../errors.js'
import { strikesToEvict } from '../limits.js'
import { activeUntil, evictingOrdinal, strikes } from '../rules/activity.js'
import { offersStartNs, phaseAt } from '../rules/season.js'
import { capacity } from '../rules/tiers.js'
import { type Moment, moment } from '../state/moment.js'
import { loadOffer, removeOffer, requireOffer, saveOffer } from '../state/offer.js'
import { candidates, loadPromotion, savePromotion } from '../state/promotion.js'
import { loadResults } from '../state/results.js'
import { roundKnownAtNs } from '../state/round.js'
import { loadSeat, removeSeat, requireSeat, type Seat, saveSeat, seatBytes } from '../state/seat.js'
import { requireCounts, saveCounts } from '../state/tier-counts.js'
import { emitBurn, emitMint, seatTokenId } from './nft.js'
import { presentPlan } from './tiers.js'

/** Offers free seats to the next candidates; returns how many offers that were. */
export function offerSeats(tier: number, limit: number): number {
  const { config, nowNs, season } = moment()
  if (phaseAt(config, nowNs) !== 'offers') {
    fail('ERR_OFFERS_CLOSED', offersStartNs(config, season), nowNs)
  }
  const counts = requireCounts(tier)
  const plan = presentPlan(tier, season)
  const free = capacity(plan) - counts.held - counts.offered
  if (free <= 0) fail('ERR_NO_FREE_SEAT', tier, capacity(plan))
  const source = tier - 1
  const promotion = loadPromotion(season, source)
  if (promotion === undefined) fail('ERR_NO_CANDIDATE', tier)
  const places = plan.now.seats + plan.now.bench - promotion.considered
  const next = page(
    candidates(season, source),
    promotion.considered + 1,
    Math.max(0, Math.min(limit, places)),
  )
  if (next.length === 0) fail('ERR_NO_CANDIDATE', tier)
  const payerId = caller()
  const deadlineNs = nowNs + config.offerNs
  let considered = promotion.considered
  let offers = 0
  let bytes = 0n
  for (const { accountId } of next) {
    if (offers === free) break
    considered++
    if (!mayBeOffered(tier, accountId)) continue
    bytes += saveOffer(tier, accountId, { season, deadlineNs, payerId })
    offers++
    emit('seat_offered', { tier, season, account_id: accountId, deadline_ns: String(deadlineNs) })
  }
  savePromotion(season, source, { ...promotion, considered })
  saveCounts(tier, { ...counts, offered: counts.offered + offers })
  chargeRecords(payerId, bytes)
  return offers
}

/** Candidates who have the seat or an offer, or have lost the one they stood with, are passed over. */
function mayBeOffered(tier: number, accountId: string): boolean {
  if (loadSeat(tier, accountId) !== undefined || loadOffer(tier, accountId) !== undefined) {
    return false
  }
  return tier === 1 || loadSeat(tier - 1, accountId) !== undefined
}

export function expireOffer(tier: number, accountId: string): void {
  const { nowNs } = moment()
  const offer = requireOffer(tier, accountId)
  if (nowNs < offer.deadlineNs) fail('ERR_OFFER_HOLDS', offer.deadlineNs, nowNs)
  const counts = requireCounts(tier)
  const bytes = removeOffer(tier, accountId, offer)
  saveCounts(tier, { ...counts, offered: counts.offered - 1 })
  releaseRecords(offer.payerId, bytes)
  emit('seat_expired', { tier, account_id: accountId })
}

/** Turns an offer into a seat and gives the one below up; the competition is told. */
export function claimSeat(tier: number): string {
  const now = moment()
  const accountId = caller()
  const offer = requireOffer(tier, accountId)
  if (now.nowNs >= offer.deadlineNs) {
    fail('ERR_OFFER_EXPIRED', offer.deadlineNs, now.nowNs)
  }
  if (tier > 1) requireSeat(tier - 1, accountId)
  const counts = requireCounts(tier)
  const offerBytes = removeOffer(tier, accountId, offer)
  releaseStorage(offer.payerId, offerBytes)
  let bytes = -offerBytes
  if (tier > 1) {
    const below = requireCounts(tier - 1)
    removeSeat(tier - 1, accountId)
    saveCounts(tier - 1, { ...below, held: below.held - 1 })
    emitBurn(tier - 1, accountId)
  } else {
    chargeStorage(accountId, seatBytes(tier, accountId))
    bytes += seatBytes(tier, accountId)
  }
  const { nowNs, season } = now
  saveSeat(tier, accountId, {
    season,
    sinceNs: nowNs,
    rounds: counts.rounds,
    announcedSeason: season,
  })
  saveCounts(tier, { ...counts, held: counts.held + 1, offered: counts.offered - 1 })
  changeTotals(near, { usedBytes: bytes })
  emit('seat_claimed', { tier, season, account_id: accountId })
  emitMint(tier, accountId)
  announce(now, tier, accountId)
  return seatTokenId(tier, accountId)
}

/** Tells the competition of a seat for a season it has not been told of. */
export function announceSeat(tier: number, accountId: string): void {
  const now = moment()
  const seat = requireSeat(tier, accountId)
  if (seat.announcedSeason === now.season) fail('ERR_ANNOUNCED', accountId, tier)
  saveSeat(tier, accountId, { ...seat, announcedSeason: now.season })
  announce(now, tier, accountId)
}

export function resign(tier: number): void {
  const accountId = caller()
  requireSeat(tier, accountId)
  endSeat(tier, accountId, 'seat_resigned')
}

/** Ends a seat whose holder let four rounds go by and had time to prove a result in the last. */
export function evict(tier: number, accountId: string): void {
  const { config, nowNs } = moment()
  const seat = requireSeat(tier, accountId)
  const active = lastActive(tier, accountId, seat)
  const knownAtNs = roundKnownAtNs(tier, evictingOrdinal(active))
  if (knownAtNs === undefined || nowNs < knownAtNs + config.offerNs) {
    const { rounds } = requireCounts(tier)
    const count = Math.min(strikes(active, rounds), strikesToEvict - 1)
    fail('ERR_ACTIVE', accountId, count, tier, strikesToEvict)
  }
  endSeat(tier, accountId, 'seat_evicted')
}

/** Strikes against a seat's holder. */
export function strikesOf(tier: number, accountId: string, seat: Seat): number {
  return strikes(lastActive(tier, accountId, seat), requireCounts(tier).rounds)
}

function lastActive(tier: number, accountId: string, seat: Seat): number {
  const list = loadResults(tier, accountId)?.list ?? []
  return activeUntil(seat.rounds, list[list.length - 1]?.ordinal)
}

function endSeat(tier: number, accountId: string, event: string): void {
  const counts = requireCounts(tier)
  removeSeat(tier, accountId)
  saveCounts(tier, { ...counts, held: counts.held - 1 })
  releaseRecords(accountId, seatBytes(tier, accountId))
  emit(event, { tier, account_id: accountId })
  emitBurn(tier, accountId)
}

function announce({ config, season }: Moment, tier: number, accountId: string): void {
  send({
    targetId: config.competitionId,
    method: 'admit_seat',
    args: { tier, account_id: accountId, season },
    token: near,
    amount: 0n,
  })
}
