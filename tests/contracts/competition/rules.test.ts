import type { Phase } from '@research-hub/contracts/competition/interface'
import { endCode } from '@research-hub/contracts/competition/rules/codes'
import {
  penaltyOf,
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
} from '@research-hub/contracts/competition/rules/phase'
import {
  combineDown,
  isOutside,
  leastQuorum,
  medianDown,
} from '@research-hub/contracts/competition/rules/scores'
import test from 'ava'
import fc from 'fast-check'
import { fuzz } from '../../support/fuzz.js'

const order: readonly string[] = [
  'draft',
  'registration',
  'commit',
  'reveal',
  'eval_commit',
  'eval_reveal',
  'eval_commit_again',
  'eval_reveal_again',
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
  quorumBps: fc.integer({ min: 1, max: 10_000 }),
  draftS: seconds,
  registrationS: seconds,
  commitS: seconds,
  seedDelayS: fc.constant(0),
  revealS: seconds,
  evalCommitS: seconds,
  evalRevealS: seconds,
  challengeS: seconds,
  tallyS: seconds,
  keepS: seconds,
})
const score = fc.integer({ min: 0, max: 1_048_575 })

test('INV-101 phases only move on, whatever happens in each, and evaluation repeats at most once', (t) => {
  fuzz(
    t,
    fc.property(
      schedule,
      fc.array(fc.record({ step: fc.nat({ max: 40 }), acts: fc.boolean() }), { maxLength: 60 }),
      (terms, steps) => {
        let now = 1_000_000_000n
        let progress: Progress = {
          end: endCode.none,
          openedAtNs: 0n,
          finalisedAtNs: 0n,
          revealed: 0,
          quorateFirst: 0,
          quorateSecond: 0,
        }
        let last = -1
        for (const { step, acts } of steps) {
          now += BigInt(step) * 1_000_000_000n
          const moment = momentOf(now, terms, progress)
          const again = moment.isRepeated && moment.phase.startsWith('eval_') ? '_again' : ''
          const place = order.indexOf(`${moment.phase}${again}`)
          t.true(place >= last, `${order[last]} before ${order[place]}`)
          t.true(moment.endsAtNs === 0n || moment.endsAtNs > now)
          last = place
          if (acts) progress = act(progress, moment.phase, moment.isRepeated, now)
        }
      },
    ),
    400,
  )
})

/** What calls may change in a phase. */
function act(progress: Progress, phase: Phase, isRepeated: boolean, now: bigint): Progress {
  switch (phase) {
    case 'draft':
      return { ...progress, openedAtNs: now }
    case 'reveal':
      return { ...progress, revealed: progress.revealed + 1 }
    case 'eval_reveal': {
      const { quorateFirst, quorateSecond, revealed } = progress
      if (quorateFirst + quorateSecond >= revealed) return progress
      return isRepeated
        ? { ...progress, quorateSecond: quorateSecond + 1 }
        : { ...progress, quorateFirst: quorateFirst + 1 }
    }
    case 'results':
      return { ...progress, finalisedAtNs: now }
    case 'failed':
      return { ...progress, end: endCode.void }
    default:
      return progress
  }
}

test('INV-111 a minority below quorum moves the median no further than the others reach', (t) => {
  fuzz(
    t,
    fc.property(
      fc.integer({ min: 1, max: 7 }),
      fc.array(score, { minLength: 7, maxLength: 7 }),
      fc.array(score, { minLength: 7, maxLength: 7 }),
      (size, honest, hostile) => {
        const quorum = leastQuorum(size)
        const bad = size - quorum
        if (bad * 2 >= size) return
        const good = honest.slice(0, size - bad)
        const median = medianDown([...hostile.slice(0, bad), ...good])
        t.true(median >= Math.min(...good) && median <= Math.max(...good))
        t.is(isOutside(median, median, 0), false)
      },
    ),
    500,
  )
  t.is(medianDown([]), -1)
  t.is(medianDown([5, 1]), 1)
  t.is(medianDown([9, 1, 5]), 5)
})

test('combined scores stay in range and follow the weights', (t) => {
  t.is(combineDown([1_048_575, 1_048_575], [7000, 3000]), 1_048_575)
  t.is(combineDown([0, 10_001], [9999, 1]), 1)
  t.is(combineDown([100, 200], [5000, 5000]), 150)
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
      const penalty = penaltyOf(pending, each, stake)
      t.true(penalty >= 0n && penalty <= stake && penalty <= BigInt(pending) * each)
      t.true(sliceDown(stake, 5000) * 2n <= stake)
    }),
    200,
  )
})
