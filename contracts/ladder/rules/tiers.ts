/** Tier configs over seasons: those in force, and those that follow from a later season on. Pure. */
import type { Movement } from './movement.js'

export type Tier = Movement & {
  readonly size: string
  readonly seats: number
  readonly bench: number
  readonly kappaBps: number
  readonly entries: number
  readonly resources: number
}

export type TierPlan = {
  readonly now: Tier
  readonly next: { readonly fromSeason: number; readonly tier: Tier } | undefined
}

/** The plan as it stands in a season. */
export function planAt(plan: TierPlan, season: number): TierPlan {
  const { next } = plan
  return next === undefined || season < next.fromSeason ? plan : { now: next.tier, next: undefined }
}

/** Seats that may be held or offered: no more than will be there when the next config comes. */
export function capacity({ now, next }: TierPlan): number {
  return next === undefined ? now.seats : Math.min(now.seats, next.tier.seats)
}

/** The most seats in the present or coming config. */
export function mostSeats({ now, next }: TierPlan): number {
  return next === undefined ? now.seats : Math.max(now.seats, next.tier.seats)
}

/** What a tier counts as it goes. */
export type TierCounts = {
  /** Final rounds, ever. */
  readonly rounds: number
  /** The season of the last one, and how many rounds there were when it began. */
  readonly season: number
  readonly roundsAtSeasonStart: number
  readonly held: number
  readonly offered: number
  /** The pool that takes what nobody owns; 0 for none. */
  readonly nextPoolId: bigint
  /** Named to follow it from a time on; 0 for none. */
  readonly comingPoolId: bigint
  readonly comingFromNs: bigint
}

/** The pool that takes what nobody owns now. */
export function presentPool(
  { nextPoolId, comingPoolId, comingFromNs }: TierCounts,
  nowNs: bigint,
): bigint {
  return comingPoolId !== 0n && nowNs >= comingFromNs ? comingPoolId : nextPoolId
}

/** Names another after a notice; the first one holds at once, as nothing was promised before. */
export function withNextPool(
  counts: TierCounts,
  id: bigint,
  nowNs: bigint,
  noticeNs: bigint,
): TierCounts {
  const nextPoolId = presentPool(counts, nowNs)
  if (nextPoolId === 0n) return { ...counts, nextPoolId: id, comingPoolId: 0n, comingFromNs: 0n }
  return { ...counts, nextPoolId, comingPoolId: id, comingFromNs: nowNs + noticeNs }
}

/** Rounds that were known when a season, present or later, began. */
export function roundsBefore(counts: TierCounts, season: number): number {
  return counts.season === season ? counts.roundsAtSeasonStart : counts.rounds
}

export function withRound(counts: TierCounts, season: number): TierCounts {
  const roundsAtSeasonStart = roundsBefore(counts, season)
  return { ...counts, season, roundsAtSeasonStart, rounds: counts.rounds + 1 }
}
