/** Offers and seats. */

import { chargeRecords, releaseRecords } from '../../common/money/credits.js'
import { send } from '../../common/money/outbox.js'
import { near } from '../../common/state/totals.js'
import { count, page, select } from '../../common/trie/query.js'
import { caller } from '../../common/wire/caller.js'
import { emit } from '../../common/wire/events.js'
import { fail } from '../errors.js'
import { fastLaneTiers, noTier, strikesToEvict } from '../limits.js'
import { activeUntil, evictingOrdinal, strikes } from '../rules/activity.js'
import { isExceptional, partDown, type RankedRound } from '../rules/movement.js'
import { offersStartNs, phaseAt } from '../rules/season.js'
import { capacity } from '../rules/tiers.js'
import { requireNotBarred } from '../state/accusation.js'
import { type Moment, moment } from '../state/moment.js'
import { loadOffer, removeOffer, requireOffer, saveOffer } from '../state/offer.js'
import { candidates, loadPromotion, savePromotion } from '../state/promotion.js'
import { loadResults } from '../state/results.js'
import { knownRound } from '../state/round.js'
import {
  loadSeat,
  removeSeat,
  requirePlaceIn,
  requireSeat,
  type Seat,
  saveSeat,
  seatBytes,
  seatOf,
} from '../state/seat.js'
import { requireCounts, saveCounts } from '../state/tier-counts.js'
import { requirePerson } from './identity.js'
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
  // Whoever goes down finds the seats that are free, before anybody comes up.
  requireRelegated(tier, season)
  if (tier + 1 < config.tiers) requireRelegated(tier + 1, season)
  const source = tier - 1
  const promotion = loadPromotion(season, source)
  if (promotion === undefined) fail('ERR_NO_CANDIDATE', tier)
  const trie = candidates(season, source)
  const { promoteBps } = presentPlan(source, season).now
  const most = Math.min(plan.now.seats + plan.now.bench, partDown(count(trie), promoteBps))
  const places = most - promotion.considered
  const next = page(trie, promotion.considered + 1, Math.max(0, Math.min(limit, places)))
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
  return (seatOf(accountId)?.tier ?? 0) === tier - 1 && loadOffer(tier, accountId) === undefined
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
  requirePlaceIn(tier - 1, accountId)
  const offerBytes = removeOffer(tier, accountId, offer)
  releaseRecords(offer.payerId, offerBytes)
  const counts = requireCounts(tier)
  saveCounts(tier, { ...counts, offered: counts.offered - 1 })
  return takeSeat(now, tier, accountId)
}

/**
 * Gives an exceptional account a free seat up to two tiers above its own, without waiting for the
 * season to turn. It takes the higher one where both have seats.
 */
export function claimFastSeat(from: number): string {
  const now = moment()
  const { config, season } = now
  const accountId = caller()
  if (from >= config.tiers - 1) fail('ERR_TOP_TIER', from)
  requirePlaceIn(from, accountId)
  const { rounds } = requireCounts(from)
  const { fastPlaces } = presentPlan(from, season).now
  const results = loadResults(from, accountId)?.list ?? []
  if (!isExceptional(results, lastRounds(from, rounds), fastPlaces)) {
    fail('ERR_NOT_EXCEPTIONAL', accountId, from)
  }
  const top = Math.min(from + fastLaneTiers, config.tiers - 1)
  for (let tier = top; tier > from; tier--) {
    if (freeSeats(tier, season) > 0) return takeSeat(now, tier, accountId)
  }
  return fail('ERR_NO_FREE_SEAT', from + 1, capacity(presentPlan(from + 1, season)))
}

function lastRounds(tier: number, rounds: number): RankedRound[] {
  const found: RankedRound[] = []
  for (let ordinal = Math.max(0, rounds - 2); ordinal < rounds; ordinal++) {
    found.push({ ordinal, ranked: knownRound(tier, ordinal)?.ranked ?? 0 })
  }
  return found
}

/** Seats somebody in a free seat of a higher tier, and frees the one it leaves. */
function takeSeat(now: Moment, tier: number, accountId: string): string {
  requireNotBarred(accountId, now.season)
  requirePerson(accountId)
  const before = seatOf(accountId)
  if (before === undefined) chargeRecords(accountId, seatBytes(accountId))
  else vacate(before.tier, accountId)
  occupy(now, tier, accountId)
  emit('seat_claimed', { tier, season: now.season, account_id: accountId })
  announce(now, tier, accountId)
  return seatTokenId(tier, accountId)
}

/** Writes a seat in a tier that has a free one. */
function occupy({ nowNs, season }: Moment, tier: number, accountId: string): void {
  const counts = requireCounts(tier)
  const { rounds } = counts
  saveSeat(accountId, { tier, season, sinceNs: nowNs, rounds, announcedSeason: season })
  saveCounts(tier, { ...counts, held: counts.held + 1 })
  emitMint(tier, accountId)
}

function vacate(tier: number, accountId: string): void {
  const counts = requireCounts(tier)
  saveCounts(tier, { ...counts, held: counts.held - 1 })
  emitBurn(tier, accountId)
}

function freeSeats(tier: number, season: number): number {
  const { held, offered } = requireCounts(tier)
  return capacity(presentPlan(tier, season)) - held - offered
}

/** How many of those who stand in a tier this season go down. */
export function relegationsOf(tier: number, season: number): number {
  const { relegateBps } = presentPlan(tier, season).now
  return tier === 0 ? 0 : partDown(count(candidates(season, tier)), relegateBps)
}

function requireRelegated(tier: number, season: number): void {
  const promotion = loadPromotion(season, tier)
  if (promotion === undefined) return
  const due = relegationsOf(tier, season)
  if (promotion.relegated < due) fail('ERR_RELEGATION_DUE', tier, promotion.relegated, due)
}

/** Moves the lowest of those who stand, and have not been reached, one tier down. */
export function relegate(tier: number): void {
  const now = moment()
  const { config, nowNs, season } = now
  if (phaseAt(config, nowNs) !== 'offers') {
    fail('ERR_OFFERS_CLOSED', offersStartNs(config, season), nowNs)
  }
  if (tier > 1) requireRelegated(tier - 1, season)
  const promotion = loadPromotion(season, tier)
  if (promotion === undefined || promotion.relegated >= relegationsOf(tier, season)) {
    fail('ERR_NO_RELEGATION', tier)
  }
  const trie = candidates(season, tier)
  const lowest = select(trie, count(trie) - promotion.relegated)
  savePromotion(season, tier, { ...promotion, relegated: promotion.relegated + 1 })
  if (lowest !== undefined) goDown(now, tier, lowest.accountId)
}

/** Whoever has left the tier since it stood is passed over. */
function goDown(now: Moment, tier: number, accountId: string): void {
  if (loadSeat(tier, accountId) === undefined) return
  const below = tier - 1
  const season = now.season
  if (below === 0 || freeSeats(below, season) <= 0) {
    endSeat(tier, accountId, 'seat_relegated')
    return
  }
  vacate(tier, accountId)
  occupy(now, below, accountId)
  emit('seat_relegated', { tier, account_id: accountId })
  announce(now, below, accountId)
}

/** Tells the competition of a seat for a season it has not been told of. */
export function announceSeat(tier: number, accountId: string): void {
  const now = moment()
  const seat = requireSeat(tier, accountId)
  if (seat.announcedSeason === now.season) fail('ERR_ANNOUNCED', accountId, tier)
  saveSeat(accountId, { ...seat, announcedSeason: now.season })
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
  const knownAtNs = knownRound(tier, evictingOrdinal(active))?.knownAtNs
  if (knownAtNs === undefined || nowNs < knownAtNs + config.offerNs) {
    const { rounds } = requireCounts(tier)
    const struck = Math.min(strikes(active, rounds), strikesToEvict - 1)
    fail('ERR_ACTIVE', accountId, struck, tier, strikesToEvict)
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

/** Ends a seat; the competition is told, so that it admits nobody on it any more. */
export function endSeat(tier: number, accountId: string, event: string): void {
  removeSeat(accountId)
  vacate(tier, accountId)
  releaseRecords(accountId, seatBytes(accountId))
  emit(event, { tier, account_id: accountId })
  announce(moment(), noTier, accountId)
}

/** Tells the competition of an account's present seat; tier 0 when it has none. */
function announce({ config, season }: Moment, tier: number, accountId: string): void {
  const { entries } = presentPlan(tier, season).now
  send({
    targetId: config.competitionId,
    method: 'admit_seat',
    args: { tier, account_id: accountId, season, entries },
    token: near,
    amount: 0n,
  })
}
