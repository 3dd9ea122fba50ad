/** Who moves: how many go down and up at the turn of a season, and who need not wait for one. Pure. */
import { exceptionalDivisor } from '../limits.js'
import type { Result } from './aggregate.js'

const bpsRange = 10_000

/** How a tier moves its people; a part of its config. */
export type Movement = {
  /** The part of who stands in the tier that leaves it at the turn of a season, lowest first. */
  readonly relegateBps: number
  /** The part of who stands in the tier that may be offered a seat above; a third unless configured. */
  readonly promoteBps: number
  /** The least score of a result that counts for a seat. */
  readonly bar: number
  /** Places of a round that are exceptional; two rounds running with one open the fast lane. */
  readonly fastPlaces: number
}

/** How many of those who stand in a tier a part of them is: who leaves it, or who may be offered a seat above. */
export function partDown(standing: number, partBps: number): number {
  return Math.floor((standing * partBps) / bpsRange)
}

/** Whether a score counts for a seat. */
export function reachesBar(score: number, bar: number): boolean {
  return score >= bar
}

/** A round of a tier as the fast lane looks at it. */
export type RankedRound = { readonly ordinal: number; readonly ranked: number }

/** The worst rank of a round that is exceptional: never more than a third of those ranked are. */
export function exceptionalRank({ ranked }: RankedRound, fastPlaces: number): number {
  return Math.min(fastPlaces, Math.floor(ranked / exceptionalDivisor))
}

/** Whether an account was exceptional in both of a tier's last two rounds. */
export function isExceptional(
  results: readonly Result[],
  lastRounds: readonly RankedRound[],
  fastPlaces: number,
): boolean {
  if (lastRounds.length !== 2) return false
  return lastRounds.every((round) =>
    results.some(
      ({ ordinal, rank }) =>
        ordinal === round.ordinal && rank <= exceptionalRank(round, fastPlaces),
    ),
  )
}
