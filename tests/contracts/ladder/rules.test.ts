/** The ladder's pure rules against references that share no code with them. */
import {
  aggregateOf,
  type Result,
  rankSumOf,
  windowOf,
  withResult,
} from '@research-hub/contracts/ladder/rules/aggregate'
import {
  granted,
  liveParts,
  spent,
  sumOf,
  takenBack,
} from '@research-hub/contracts/ladder/rules/credits'
import { impossibleTerm, poolPhase } from '@research-hub/contracts/ladder/rules/pool'
import { phaseAt, seasonAt, seasonStartNs } from '@research-hub/contracts/ladder/rules/season'
import test from 'ava'
import fc from 'fast-check'
import { fuzz } from '../../support/fuzz.js'

const sequenceRange = 1_048_576

/** Ranks of accounts in each of several rounds; absent means not entered. */
const rankings = fc.integer({ min: 2, max: 7 }).chain((rounds) =>
  fc.array(fc.uniqueArray(fc.nat({ max: 9 }), { minLength: 3, maxLength: 10 }), {
    minLength: rounds,
    maxLength: rounds,
  }),
)

/** An account's result in a round; commitments come in the reverse order of ranks, to tell the two apart. */
function resultOf(ranking: readonly number[], ordinal: number, account: number): Result[] {
  const place = ranking.indexOf(account)
  if (place < 0) return []
  return [{ ordinal, rank: place + 1, key: place * 5 * sequenceRange + (100 - place) }]
}

test('INV-204 the aggregate is the sum of the best two of the last three, ties by the earlier commitment, in whatever order results are proved', (t) => {
  fuzz(
    t,
    fc.property(rankings, fc.nat({ max: 3 }), fc.integer(), (rounds, sinceStart, salt) => {
      const before = Math.max(0, rounds.length - sinceStart)
      const window = windowOf(before)
      const seen: { account: number; order: readonly number[]; key: number; sum: number }[] = []
      for (let account = 0; account < 10; account++) {
        const all = rounds.flatMap((ranking, ordinal) => resultOf(ranking, ordinal, account))
        const shuffled = [...all].sort(
          (a, b) => ((a.ordinal * 7 + salt) % 5) - ((b.ordinal * 7 + salt) % 5),
        )
        let list: readonly Result[] = []
        for (const result of shuffled) {
          if (result.ordinal < window.from) continue
          list = withResult(list, result, before) ?? list
        }
        t.true(list.length <= 6)
        const aggregate = aggregateOf(list, window)
        const counted = all.filter(({ ordinal }) => ordinal >= before - 3 && ordinal < before)
        if (counted.length < 2) {
          t.is(aggregate, undefined)
          continue
        }
        // Every pair of counted results; the best by sum, then by what is older.
        const pairs = counted.flatMap((a, i) => counted.slice(i + 1).map((b) => [a, b] as const))
        const orders = pairs.map(([a, b]) => [a.rank + b.rank, a.ordinal, a.key % sequenceRange])
        const best = orders.sort(compareLists)[0] ?? []
        t.is(aggregate?.rankSum, best[0])
        seen.push({ account, order: best, key: aggregate?.key ?? 0, sum: best[0] ?? 0 })
      }
      const byReference = [...seen].sort((a, b) => compareLists(a.order, b.order))
      const byKey = [...seen].sort((a, b) => a.key - b.key)
      t.deepEqual(
        byKey.map(({ account }) => account),
        byReference.map(({ account }) => account),
      )
      t.is(new Set(seen.map(({ key }) => key)).size, seen.length)
      for (const { key, sum } of seen) t.is(rankSumOf(key), sum)
    }),
    200,
  )
})

function compareLists(a: readonly number[], b: readonly number[]): number {
  for (const [at, value] of a.entries()) {
    if (value !== b[at]) return value - (b[at] ?? 0)
  }
  return 0
}

test('INV-204 results that may still count are never lost, and a better set never makes the aggregate worse', (t) => {
  fuzz(
    t,
    fc.property(
      fc.uniqueArray(fc.nat({ max: 12 }), { minLength: 1, maxLength: 13 }),
      fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 13, maxLength: 13 }),
      fc.nat({ max: 10 }),
      (ordinals, ranks, before) => {
        let list: readonly Result[] = []
        let key = Number.POSITIVE_INFINITY
        const window = windowOf(before)
        for (const ordinal of ordinals) {
          if (ordinal < window.from) continue
          list =
            withResult(list, { ordinal, rank: ranks[ordinal] ?? 1, key: ordinal }, before) ?? []
          const now = aggregateOf(list, window)?.key ?? Number.POSITIVE_INFINITY
          t.true(now <= key)
          key = now
        }
        // Whatever round ends the next season's window, its results are still there.
        for (let to = before; to <= 13; to++) {
          const later = windowOf(to)
          if (to !== before && to < Math.max(...ordinals) + 1) continue
          const wanted = ordinals.filter((o) => o >= later.from && o < to && o >= window.from)
          for (const ordinal of wanted) t.true(list.some((result) => result.ordinal === ordinal))
        }
      },
    ),
    200,
  )
})

test('INV-206 credits that came with a place go back with it as far as they are not spent, the newest first', (t) => {
  const part = fc.record({ season: fc.nat({ max: 3 }), amount: fc.bigInt({ min: 1n, max: 100n }) })
  const parts = fc.uniqueArray(part, { maxLength: 2, selector: ({ season }) => season })
  fuzz(
    t,
    fc.property(parts, fc.bigInt({ min: 0n, max: 250n }), (list, amount) => {
      const sorted = [...list].sort((x, y) => x.season - y.season)
      const live = liveParts(sorted, 3)
      const left = takenBack(sorted, 3, amount)
      const all = sumOf(live)
      t.is(sumOf(left), amount < all ? all - amount : 0n)
      // The older part is touched only when the newer one is gone.
      if (live.length === 2 && left.length === 2) t.deepEqual(left[0], live[0])
    }),
    200,
  )
})

test('INV-206 credits granted are live, spent or lapsed, and only live ones are spent, those that lapse first', (t) => {
  const step = fc.record({
    seasons: fc.nat({ max: 2 }),
    grant: fc.bigInt({ min: 0n, max: 100n }),
    spend: fc.bigInt({ min: 1n, max: 150n }),
  })
  fuzz(
    t,
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      let season = 0
      let parts: readonly { season: number; amount: bigint }[] = []
      const bySeason = new Map<number, bigint>()
      for (const { seasons, grant, spend } of steps) {
        season += seasons
        parts = granted(parts, season, grant)
        bySeason.set(season, (bySeason.get(season) ?? 0n) + grant)
        const live = (bySeason.get(season) ?? 0n) + (bySeason.get(season - 1) ?? 0n)
        t.is(sumOf(liveParts(parts, season)), live)
        const left = spent(parts, season, spend)
        t.is(left === undefined, spend > live)
        if (left === undefined) continue
        parts = left
        const old = bySeason.get(season - 1) ?? 0n
        const fromOld = spend < old ? spend : old
        bySeason.set(season - 1, old - fromOld)
        bySeason.set(season, (bySeason.get(season) ?? 0n) - (spend - fromOld))
        t.true(parts.length <= 2)
      }
    }),
    200,
  )
})

test('seasons and pool phases follow from time alone and never go back', (t) => {
  const calendar = { genesisNs: 1000n, seasonNs: 300n, standingNs: 100n }
  fuzz(
    t,
    fc.property(fc.bigInt({ min: 0n, max: 5000n }), (now) => {
      const season = seasonAt(calendar, now)
      t.true(seasonAt(calendar, now + 1n) >= season)
      const into = now - seasonStartNs(calendar, season)
      t.is(phaseAt(calendar, now), into < 0n ? 'before' : into < 100n ? 'standing' : 'offers')
    }),
  )
  const terms = {
    goal: 10n,
    deadlineNs: 100n,
    stages: [
      { limit: 4n, deadlineNs: 200n },
      { limit: 6n, deadlineNs: 300n },
    ],
  }
  t.is(poolPhase(terms, { raised: 9n, stage: 0 }, 99n), 'raising')
  t.is(poolPhase(terms, { raised: 9n, stage: 0 }, 100n), 'failed')
  t.is(poolPhase(terms, { raised: 10n, stage: 0 }, 199n), 'funded')
  t.is(poolPhase(terms, { raised: 10n, stage: 0 }, 200n), 'stopped')
  t.is(poolPhase(terms, { raised: 10n, stage: 1 }, 200n), 'funded')
  t.is(poolPhase(terms, { raised: 10n, stage: 2 }, 999n), 'completed')
  t.is(impossibleTerm(terms, 99n), undefined)
  t.is(impossibleTerm(terms, 100n), 'deadline_ns')
  t.is(impossibleTerm({ ...terms, goal: 0n }, 1n), 'goal')
  t.is(impossibleTerm({ ...terms, goal: 9n }, 1n), 'stages')
  t.is(impossibleTerm({ ...terms, stages: [] }, 1n), 'stages')
  t.is(impossibleTerm({ ...terms, stages: terms.stages.toReversed() }, 1n), 'stages')
})
