/** A pool's money, as pure rules, against exact fractions. */
import {
  collected,
  type Funds,
  fitting,
  heldFor,
  newFunds,
  paidOut,
  refunded,
  withCommonShares,
  withEarnings,
  without,
  withShares,
} from '@research-hub/contracts/ladder/rules/funds'
import {
  claimableDown,
  counted,
  type Shareholding,
} from '@research-hub/contracts/ladder/rules/shares'
import test, { type ExecutionContext } from 'ava'
import fc from 'fast-check'
import { fuzz } from '../../support/fuzz.js'

const fine = 10n ** 60n
const amount = fc.bigInt({ min: 1n, max: 10n ** 27n })
const member = fc.nat({ max: 3 })

type Step =
  | { readonly kind: 'earn'; readonly amount: bigint }
  | { readonly kind: 'claim' | 'leave'; readonly member: number }

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('earn' as const), amount }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('claim' as const), member }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('leave' as const), member }) },
  ),
  { maxLength: 30 },
)

function funded(parts: readonly bigint[], common: bigint): Funds {
  const goal = parts.reduce((sum, part) => sum + part, common)
  let funds: Funds = { ...newFunds, goal }
  if (common > 0n) funds = withCommonShares(funds, common)
  for (const part of parts) funds = withShares(funds, part)
  return funds
}

function run(
  t: ExecutionContext,
  parts: readonly bigint[],
  common: bigint,
  list: readonly Step[],
): { readonly claimed: readonly bigint[]; readonly funds: Funds } {
  let funds = funded(parts, common)
  const holdings: (Shareholding | undefined)[] = parts.map((shares) => ({
    shares,
    countedTo: 0n,
    numerator: 0n,
  }))
  const claimed = parts.map(() => 0n)
  // What each is due, exactly enough, computed apart from the accumulator.
  const due = parts.map(() => 0n)
  let received = 0n
  for (const step of list) {
    if (step.kind === 'earn') {
      const present = holdings.reduce((sum, holding) => sum + (holding?.shares ?? 0n), common)
      for (const [at, holding] of holdings.entries()) {
        if (holding !== undefined)
          due[at] = (due[at] ?? 0n) + (step.amount * fine * holding.shares) / present
      }
      funds = withEarnings(funds, step.amount)
      received += step.amount
      continue
    }
    const holding = holdings[step.member]
    if (holding === undefined) continue
    const paid = paidOut(funds, holding)
    funds = step.kind === 'leave' ? without(paid.funds, paid.holding) : paid.funds
    holdings[step.member] = step.kind === 'leave' ? undefined : paid.holding
    claimed[step.member] = (claimed[step.member] ?? 0n) + paid.amount
    const exact = (due[step.member] ?? 0n) / fine
    const got = claimed[step.member] ?? 0n
    t.true(got <= exact + 1n && got >= exact - 1n, `${got} of ${exact}`)
  }
  const open = holdings.reduce(
    (sum, holding) => sum + (holding === undefined ? 0n : claimableDown(counted(holding, funds))),
    0n,
  )
  const taken = claimed.reduce((sum, part) => sum + part, 0n)
  t.true(taken + open <= received)
  // When all have left, nobody's part and the fractions come to exactly the rest.
  for (const holding of holdings) {
    if (holding === undefined) continue
    const paid = paidOut(funds, holding)
    funds = without(paid.funds, paid.holding)
  }
  t.true(heldFor(funds) >= 0n)
  if (common === 0n) {
    const left = collected(funds, false)
    t.is(left.revenue - left.revenueClaimed, 0n)
  }
  return { claimed, funds }
}

const pools = fc.array(amount, { minLength: 4, maxLength: 4 })
const commons = fc.oneof(fc.constant(0n), amount)

test('INV-209 members get their part to the yocto, nobody is promised more than came in, and the last leaves nothing behind', (t) => {
  fuzz(
    t,
    fc.property(pools, commons, steps, (parts, common, list) => {
      run(t, parts, common, list)
    }),
    300,
  )
})

test('INV-209 when anyone claims changes nobody else and in the end nothing for himself', (t) => {
  fuzz(
    t,
    fc.property(pools, steps, fc.nat({ max: 3 }), (parts, list, at) => {
      const last = [0, 1, 2, 3].map((who) => ({ kind: 'claim' as const, member: who }))
      const earnings = list.filter(({ kind }) => kind === 'earn')
      const often = earnings.flatMap((step) => [step, { kind: 'claim' as const, member: at }])
      t.deepEqual(
        run(t, parts, 0n, [...earnings, ...last]).claimed,
        run(t, parts, 0n, [...often, ...last.toReversed()]).claimed,
      )
    }),
    200,
  )
})

test('INV-208 refunds come to exactly what was not released, in any order, each within a yocto of its part', (t) => {
  fuzz(
    t,
    fc.property(
      pools,
      commons,
      fc.bigInt({ min: 0n, max: 10n ** 27n }),
      fc.nat(23),
      (parts, common, released, order) => {
        const start = funded(parts, common)
        const out = released < start.raised ? released : start.raised
        let funds: Funds = { ...start, released: out }
        const left = start.raised - out
        const sequence = [...parts.keys()]
        const [moved = 0] = sequence.splice(order % 4, 1)
        sequence.splice(order % 3, 0, moved)
        let sum = 0n
        for (const at of sequence) {
          const part = parts[at] ?? 0n
          const refund = refunded(funds, part)
          funds = refund.funds
          sum += refund.amount
          const exact = (left * part) / start.raised
          t.true(refund.amount >= exact - 1n && refund.amount <= exact + 1n)
          if (out === 0n) t.is(refund.amount, part)
        }
        funds = collected(funds, true)
        t.is(sum + funds.residual, left)
        t.is(heldFor(funds), funds.residual)
      },
    ),
    300,
  )
})

test('INV-207 revenue and contributions never raise a pool above its goal', (t) => {
  fuzz(
    t,
    fc.property(
      fc.bigInt({ min: 1n, max: 10n ** 27n }),
      fc.array(fc.record({ amount, isRevenue: fc.boolean() }), { minLength: 1, maxLength: 10 }),
      (goal, list) => {
        let funds: Funds = { ...newFunds, goal }
        let given = 0n
        for (const { amount: offered, isRevenue } of list) {
          if (funds.raised === goal) break
          const fits = fitting(funds, offered)
          given += isRevenue ? offered : fits
          funds = isRevenue ? withCommonShares(funds, offered) : withShares(funds, fits)
          t.true(funds.raised <= goal)
          t.is(heldFor(funds), given)
        }
      },
    ),
    200,
  )
})
