/**
 * The order of promotion: the sum of an account's best two ranks in the last three rounds, the smaller
 * first; ties go to the earlier commitment, which is the one in the older of the two rounds. Pure.
 */
import { roundsInWindow } from '../limits.js'

export type Result = {
  /** Number of the round in its tier. */
  readonly ordinal: number
  /** From 1. */
  readonly rank: number
  /** Key of the results: score's complement and, in the low 20 bits, order of commitment. */
  readonly key: number
}

/** Rounds from `from` up to but without `to`. */
export type RoundWindow = { readonly from: number; readonly to: number }

export type Aggregate = { readonly rankSum: number; readonly key: number }

const sequenceRange = 1_048_576
const maxRankSum = 262_143

/** The last three of the rounds that were known when the season began. */
export function windowOf(roundsBefore: number): RoundWindow {
  return { from: Math.max(0, roundsBefore - roundsInWindow), to: roundsBefore }
}

/** Results in the rounds that count. */
export function resultsIn(results: readonly Result[], { from, to }: RoundWindow): Result[] {
  return results.filter(({ ordinal }) => ordinal >= from && ordinal < to)
}

/**
 * Aggregate and its place in the order, as a key of 40 bits of which the smaller is better: 18 bits of
 * rank sum, 2 of the older round's place in the window, 20 of the order of commitment there.
 * Undefined for fewer than two rounds. No two accounts have the same key.
 */
export function aggregateOf(
  results: readonly Result[],
  window: RoundWindow,
): Aggregate | undefined {
  let first: Result | undefined
  let second: Result | undefined
  for (const result of resultsIn(results, window)) {
    if (first === undefined || isBetter(result, first)) {
      second = first
      first = result
    } else if (second === undefined || isBetter(result, second)) second = result
  }
  if (first === undefined || second === undefined) return undefined
  const older = first.ordinal < second.ordinal ? first : second
  const rankSum = Math.min(first.rank + second.rank, maxRankSum)
  const age = older.ordinal - window.from
  const key = (rankSum * 4 + age) * sequenceRange + (older.key % sequenceRange)
  return { rankSum, key }
}

/** By rank; of equal ranks the older counts. */
function isBetter(a: Result, b: Result): boolean {
  return a.rank < b.rank || (a.rank === b.rank && a.ordinal < b.ordinal)
}

export function rankSumOf(key: number): number {
  return Math.floor(key / (4 * sequenceRange))
}

/**
 * Adds a result of a round that may still count, and lets those go that never will again, given how
 * many rounds were known when the season began: whatever comes, the three before and the three
 * newest are enough. Undefined when the round is there already.
 */
export function withResult(
  results: readonly Result[],
  result: Result,
  roundsBefore: number,
): readonly Result[] | undefined {
  if (results.some(({ ordinal }) => ordinal === result.ordinal)) return undefined
  const older = results.filter(({ ordinal }) => ordinal < result.ordinal)
  const younger = results.filter(({ ordinal }) => ordinal > result.ordinal)
  const all = [...older, result, ...younger]
  const newer = all.filter(({ ordinal }) => ordinal >= roundsBefore)
  return [...resultsIn(all, windowOf(roundsBefore)), ...newer.slice(-roundsInWindow)]
}

/** Whether any of them counts now or may later. */
export function mayCount(results: readonly Result[], roundsBefore: number): boolean {
  const { from } = windowOf(roundsBefore)
  return results.some(({ ordinal }) => ordinal >= from)
}
