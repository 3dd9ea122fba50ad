import type { Phase } from '@research-hub/contracts/competition/interface'
import { endCode } from '@research-hub/contracts/competition/rules/codes'
import {
  penaltyDown,
  placesOf,
  residualOf,
  shareDown,
  sliceDown,
  weightSumOf,
} from '@research-hub/contracts/competition/rules/money'
import {
  momentOf,
  type Progress,
  type Schedule,
  timedPhases,
} from '@research-hub/contracts/competition/rules/phase'
import { combineDown, scaleDown } from '@research-hub/contracts/competition/rules/scores'
import test from 'ava'
import fc from 'fast-check'
import { fuzz } from '../../support/fuzz.js'

const order: readonly string[] = [
  'draft',
  'registration',
  'commit',
  'reveal',
  'seed',
  'eval_commit',
  'eval_reveal',
  'challenge',
  'results',
  'final',
  'closed',
  'failed',
  'void',
]
const seconds = fc.integer({ min: 1, max: 50 })
const schedule: fc.Arbitrary<Schedule> = fc.record({
  rolledAtNs: fc.constant(1_000_000_000n),
  committee: fc.constantFrom(3, 5, 7),
  draftS: seconds,
  registrationS: seconds,
  commitS: seconds,
  revealS: seconds,
  seedDelayS: seconds,
  evalCommitS: seconds,
  evalRevealS: seconds,
  challengeS: seconds,
  tallyS: seconds,
  keepS: seconds,
})
const none: Progress = {
  end: endCode.none,
  openedAtNs: 0n,
  finalisedAtNs: 0n,
  revealed: 0,
  enlisted: 0,
}

test('INV-101 phases only move on, whatever happens in each, and evaluation is never repeated', (t) => {
  fuzz(
    t,
    fc.property(
      schedule,
      fc.array(fc.record({ step: fc.nat({ max: 40 }), acts: fc.boolean() }), { maxLength: 60 }),
      (terms, steps) => {
        let now = 1_000_000_000n
        let progress = none
        let last = -1
        for (const { step, acts } of steps) {
          now += BigInt(step) * 1_000_000_000n
          const moment = momentOf(now, terms, progress)
          const place = order.indexOf(moment.phase)
          t.true(place >= last, `${order[last]} before ${order[place]}`)
          t.true(moment.endsAtNs === 0n || moment.endsAtNs > now)
          last = place
          if (acts) progress = act(progress, moment.phase, now)
        }
      },
    ),
    400,
  )
})

/** What calls may change in a phase. */
function act(progress: Progress, phase: Phase, now: bigint): Progress {
  switch (phase) {
    case 'draft':
      return { ...progress, openedAtNs: now }
    case 'registration':
    case 'commit':
      return { ...progress, enlisted: 7 }
    case 'reveal':
      return { ...progress, revealed: progress.revealed + 1 }
    case 'results':
      return { ...progress, finalisedAtNs: now }
    case 'failed':
      return { ...progress, end: endCode.void }
    default:
      return progress
  }
}

test('INV-101 each phase ends at its second: one nanosecond before, at, and after', (t) => {
  const lengths: Schedule = {
    rolledAtNs: 5n,
    committee: 3,
    draftS: 11,
    registrationS: 13,
    commitS: 17,
    revealS: 19,
    seedDelayS: 23,
    evalCommitS: 29,
    evalRevealS: 31,
    challengeS: 37,
    tallyS: 41,
    keepS: 43,
  }
  const phaseAt = (now: bigint, progress: Progress): string =>
    momentOf(now, lengths, progress).phase
  const second = 1_000_000_000n
  const running: Progress = { ...none, openedAtNs: 7n, revealed: 1, enlisted: 3 }
  let end = 7n
  timedPhases.forEach(([phase, duration], i) => {
    end += BigInt(lengths[duration]) * second
    const next = timedPhases[i + 1]?.[0] ?? 'results'
    t.is(phaseAt(end - 1n, running), phase)
    t.is(phaseAt(end, running), next)
    t.is(phaseAt(end + 1n, running), next)
    t.is(momentOf(end - 1n, lengths, running).endsAtNs, end)
  })
  t.is(momentOf(end, lengths, running).endsAtNs, 0n)
  for (const [at, progress, before, after] of [
    [5n + 11n * second, none, 'draft', 'failed'],
    [9n + 43n * second, { ...running, finalisedAtNs: 9n }, 'final', 'closed'],
    [7n + 30n * second, { ...running, enlisted: 2 }, 'commit', 'failed'],
    [7n + 49n * second, { ...running, revealed: 0 }, 'reveal', 'failed'],
  ] as const) {
    t.is(phaseAt(at - 1n, progress), before)
    t.is(phaseAt(at, progress), after)
    t.is(phaseAt(at + 1n, progress), after)
  }
})

const scale = (weight_bps: number, low = 0, high = 1_048_575) =>
  ({ weight_bps, direction: 'higher', low, high }) as const

test('combined scores stay in range and follow the weights', (t) => {
  t.is(combineDown([1_048_575, 1_048_575], [scale(7000), scale(3000)]), 1_048_575)
  t.is(combineDown([0, 10_001], [scale(9999), scale(1)]), 1)
  t.is(combineDown([100, 200], [scale(5000), scale(5000)]), 150)
})

test('INV-125 raw results are scaled and clamped between the bounds, in the direction that the benchmark says', (t) => {
  const higher = scale(10_000, 1000, 3000)
  const lower = { ...higher, direction: 'lower' } as const
  for (const [raw, score] of [
    [0, 0],
    [1000, 0],
    [1001, 524],
    [2000, 524_287],
    [2999, 1_048_050],
    [3000, 1_048_575],
    [0xffff_ffff, 1_048_575],
  ] as const) {
    t.is(scaleDown(raw, higher), score)
    t.is(scaleDown(4000 - Math.min(raw, 4000), lower), score)
  }
  const bound = fc.integer({ min: 0, max: 0xffff_ffff })
  fuzz(
    t,
    fc.property(bound, bound, bound, (raw, x, y) => {
      if (x === y) return
      const [low, high] = x < y ? [x, y] : [y, x]
      const up = scaleDown(raw, { ...higher, low, high })
      const down = scaleDown(raw, { ...lower, low, high })
      const kept = BigInt(Math.min(Math.max(raw, low), high))
      t.is(BigInt(up), ((kept - BigInt(low)) * 1_048_575n) / BigInt(high - low))
      t.is(BigInt(down), ((BigInt(high) - kept) * 1_048_575n) / BigInt(high - low))
    }),
    300,
  )
})

test('INV-112 prizes and residual are the escrow to the yocto, whatever the curve', (t) => {
  const weights = fc
    .array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 64 })
    .map((list) => list.sort((x, y) => y - x))
  fuzz(
    t,
    fc.property(
      weights,
      fc.bigInt({ min: 0n, max: 2n ** 120n }),
      fc.integer({ min: 1, max: 100 }),
      (curve, amount, ranked) => {
        const places = placesOf(ranked, curve)
        const sum = weightSumOf(curve, places)
        const rest = residualOf(amount, curve, places)
        let paid = 0n
        for (let i = 0; i < places; i++) paid += shareDown(amount, curve[i] ?? 0, sum)
        t.is(paid + rest, amount)
        t.true(rest >= 0n && rest < BigInt(places))
      },
    ),
    300,
  )
})

test('INV-114 penalties are never above the stake, slices never above their cap', (t) => {
  const amount = fc.bigInt({ min: 0n, max: 2n ** 100n })
  fuzz(
    t,
    fc.property(fc.nat({ max: 100_000 }), amount, amount, (pending, each, stake) => {
      const loss = BigInt(pending) * each
      const penalty = penaltyDown(loss, stake)
      t.true(penalty >= 0n && penalty <= stake && penalty <= loss)
      t.true(sliceDown(stake, 5000) * 2n <= stake)
    }),
    200,
  )
})
