/** Scores: scaling, weighted combination, what a committee's scores come to, flags. Integers only. Pure. */
import { maxScore } from '../../common/trie/key.js'

/** What is needed of a benchmark: its share, and the raw results between which scores lie. */
export type Scale = {
  readonly weight_bps: number
  readonly direction: 'higher' | 'lower'
  readonly low: number
  readonly high: number
}

/** A raw result between the bounds, as a score from 0 to the greatest, rounded down. */
export function scaleDown(raw: number, { direction, low, high }: Scale): number {
  const kept = raw < low ? low : raw > high ? high : raw
  const gained = (direction === 'higher' ? kept - low : high - kept) * maxScore
  return (gained - (gained % (high - low))) / (high - low)
}

/** The weighted mean of scaled results, weights in basis points that sum to 10 000, rounded down. */
export function combineDown(raws: readonly number[], benchmarks: readonly Scale[]): number {
  let sum = 0
  benchmarks.forEach((benchmark, i) => {
    sum += scaleDown(raws[i] ?? 0, benchmark) * benchmark.weight_bps
  })
  return (sum - (sum % 10_000)) / 10_000
}

/** More than half of a committee. */
export function quorumOf(committee: number): number {
  return (committee + 1) >> 1
}

/**
 * What the opened scores of those drawn for an entry come to, in the order of the draw: the median of the first
 * `committee` of them. Of an even number left, the two in the middle must agree within the tolerance; else the last
 * one drawn does not count. -1 when no majority of a committee is left: so a minority of liars never moves the
 * result out of what the others gave.
 */
export function verdictDown(
  opened: readonly number[],
  committee: number,
  tolerance: number,
): number {
  const quorum = quorumOf(committee)
  let count = opened.length < committee ? opened.length : committee
  if (count < quorum) return -1
  let sorted = sortedFirst(opened, count)
  if (count % 2 === 0) {
    const low = sorted[count / 2 - 1] ?? 0
    if ((sorted[count / 2] ?? 0) - low <= tolerance) return low
    count -= 1
    if (count < quorum) return -1
    sorted = sortedFirst(opened, count)
  }
  return sorted[count >> 1] ?? -1
}

export function isOutside(score: number, median: number, tolerance: number): boolean {
  return score - median > tolerance || median - score > tolerance
}

function sortedFirst(scores: readonly number[], count: number): number[] {
  const sorted: number[] = []
  for (let i = 0; i < count; i++) {
    const score = scores[i] ?? 0
    let at = i
    while (at > 0 && (sorted[at - 1] ?? 0) > score) {
      sorted[at] = sorted[at - 1] ?? 0
      at--
    }
    sorted[at] = score
  }
  return sorted
}
