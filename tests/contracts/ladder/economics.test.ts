/**
 * Two accounts of one person with opposite predictions and no skill: in each round one is first and the
 * other last, and the last one's bond burns. Promotion by the ladder's own rules.
 */
import { aggregateOf, type Result } from '@research-hub/contracts/ladder/rules/aggregate'
import test from 'ava'
import fc from 'fast-check'
import { fuzz } from '../../support/fuzz.js'

type Pair = { readonly first: readonly Result[]; readonly second: readonly Result[] }

/** Whether to enter a round at all, given who won before; a strategy of the pair. */
type Strategy = (winners: readonly boolean[]) => boolean

const fieldSize = 20
const window = { from: 0, to: 3 }

/** A field that always ranks the same, behind the pair's winner and before its loser. */
function fieldKeys(): number[] {
  return Array.from({ length: fieldSize }, (_, at) => {
    const results = [0, 1, 2].map((ordinal) => ({ ordinal, rank: at + 2, key: at + 10 }))
    return aggregateOf(results, window)?.key ?? Number.POSITIVE_INFINITY
  })
}

function isPromoted(results: readonly Result[], seats: number): boolean {
  const key = aggregateOf(results, window)?.key
  if (key === undefined) return false
  return fieldKeys().filter((other) => other < key).length < seats
}

type Expectation = { readonly promotions: number; readonly burns: number }

/** Exact expectation over all outcomes, each round won by the first account with probability `p`. */
function expectation(
  strategy: Strategy,
  seats: number,
  p: number,
  isPair: boolean,
  winners: readonly boolean[] = [],
  pair: Pair = { first: [], second: [] },
  entered = 0,
): Expectation {
  if (entered === 3) {
    const promoted = [pair.first, ...(isPair ? [pair.second] : [])].filter((results) =>
      isPromoted(results, seats),
    )
    return { promotions: promoted.length, burns: 0 }
  }
  if (!strategy(winners)) {
    return expectation(strategy, seats, p, isPair, winners, pair, entered + 1)
  }
  const after = (firstWins: boolean): Expectation => {
    const result = (wins: boolean): Result => ({
      ordinal: entered,
      rank: wins ? 1 : fieldSize + 2,
      key: 1,
    })
    const next = {
      first: [...pair.first, result(firstWins)],
      second: [...pair.second, result(!firstWins)],
    }
    const rest = expectation(strategy, seats, p, isPair, [...winners, firstWins], next, entered + 1)
    return { ...rest, burns: rest.burns + (isPair || !firstWins ? 1 : 0) }
  }
  const won = after(true)
  const lost = after(false)
  return {
    promotions: p * won.promotions + (1 - p) * lost.promotions,
    burns: p * won.burns + (1 - p) * lost.burns,
  }
}

/** Enter until one account has two wins or nothing can be won any more: the cheapest of all. */
const stopEarly: Strategy = (winners) => {
  const wins = winners.filter(Boolean).length
  return wins < 2 && winners.length - wins < 2
}

const strategies = fc.array(fc.boolean(), { minLength: 15, maxLength: 15 }).map(
  (table): Strategy =>
    (winners) => {
      const at = winners.reduce((index, won) => index * 2 + (won ? 2 : 1), 0)
      return table[at] ?? false
    },
)

test('INV-216 opposite bets gain nothing, whatever the strategy, when a lost round burns two fifths of what a seat is worth', (t) => {
  const seatValue = 1
  const burn = 0.4
  fuzz(
    t,
    fc.property(strategies, fc.integer({ min: 1, max: 4 }), (strategy, seats) => {
      const { promotions, burns } = expectation(strategy, seats, 0.5, true)
      t.true(promotions * seatValue - burns * burn <= 1e-12)
    }),
    300,
  )
  const best = expectation(stopEarly, 1, 0.5, true)
  t.is(best.promotions, 1)
  t.is(best.burns, 2.5)
  // The bound is tight: for less, stopping early would pay.
  t.true(best.promotions * seatValue - best.burns * (burn - 0.01) > 0)
})

test('INV-216 a second account with opposite bets adds nothing to the better of the two alone', (t) => {
  const burn = 0.4
  fuzz(
    t,
    fc.property(
      fc.double({ min: 0.5, max: 1, noNaN: true }),
      fc.integer({ min: 1, max: 4 }),
      (p, seats) => {
        for (const strategy of [stopEarly, () => true]) {
          const pair = expectation(strategy, seats, p, true)
          const alone = expectation(strategy, seats, p, false)
          const gain = pair.promotions - alone.promotions - burn * (pair.burns - alone.burns)
          t.true(gain <= 1e-12, `${p}: ${gain}`)
        }
      },
    ),
    100,
  )
})
