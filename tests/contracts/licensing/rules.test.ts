import { type Ancestor, withParent } from '@research-hub/contracts/licensing/rules/ancestors'
import {
  epochOwn,
  type Flow,
  heldOf,
  latestSpan,
  newFlow,
  rollTo,
  type Span,
} from '@research-hub/contracts/licensing/rules/flow'
import { payoutOf } from '@research-hub/contracts/licensing/rules/payout'
import { ownPpm, partDown } from '@research-hub/contracts/licensing/rules/shares'
import { residualOf, type Split, shareDown } from '@research-hub/contracts/licensing/rules/split'
import test from 'ava'
import fc from 'fast-check'
import { fuzz } from '../../support/fuzz.js'

const amounts = fc.array(fc.bigInt({ min: 0n, max: 10n ** 27n }), { minLength: 1, maxLength: 12 })
const smallAmounts = fc.array(fc.bigInt({ min: 0n, max: 40n }), { minLength: 1, maxLength: 30 })
const shares = fc.record({
  feePpm: fc.integer({ min: 0, max: 50_000 }),
  poolPpm: fc.integer({ min: 0, max: 200_000 }),
  stackPpm: fc.integer({ min: 0, max: 500_000 }),
})

/** Parts of a stack for so many ancestors. */
function divide(stackPpm: number, count: number): readonly number[] {
  const each = Math.floor(stackPpm / count)
  return Array.from({ length: count }, (_, i) => (i === 0 ? stackPpm - each * (count - 1) : each))
}

test('INV-303 fee, pool, ancestors and own make up the gross but for the floors, at any time', (t) => {
  fuzz(
    t,
    fc.property(
      fc.oneof(amounts, smallAmounts),
      shares,
      fc.integer({ min: 1, max: 64 }),
      (list, s, n) => {
        let gross = 0n
        for (const amount of list) {
          gross += amount
          const ancestors = divide(s.stackPpm, n).map((ppm) => partDown(gross, ppm))
          const parts = [
            partDown(gross, s.feePpm),
            partDown(gross, s.poolPpm),
            partDown(gross, ownPpm(s)),
            ...ancestors,
          ]
          const rest = gross - parts.reduce((sum, part) => sum + part, 0n)
          t.true(rest >= 0n && rest < BigInt(n + 3))
        }
      },
    ),
  )
})

test('INV-303 what the epochs own adds up to one floor of the gross, wherever they are cut', (t) => {
  const steps = fc.array(fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.boolean()), {
    minLength: 1,
    maxLength: 40,
  })
  fuzz(
    t,
    fc.property(steps, shares, (list, s) => {
      let flow: Flow = newFlow(0)
      let epoch = 0
      const closed: Span[] = []
      for (const [amount, cut] of list) {
        if (cut) epoch += 1
        const step = rollTo(flow, epoch)
        if (step.closed !== undefined) closed.push(step.closed)
        flow = { ...step.flow, gross: step.flow.gross + amount }
      }
      const own = [...closed, latestSpan(flow)].reduce(
        (sum, span) => sum + epochOwn(span, ownPpm(s)),
        0n,
      )
      t.is(own, partDown(flow.gross, ownPpm(s)))
      t.is(heldOf(flow), flow.gross)
    }),
  )
})

test('INV-304 INV-305 claims in any order and number come to the same, never more than came in', (t) => {
  const order = fc.array(fc.tuple(fc.nat({ max: 4 }), fc.bigInt({ min: 0n, max: 10n ** 6n })), {
    minLength: 1,
    maxLength: 60,
  })
  const weights = fc.array(fc.bigInt({ min: 1n, max: 1000n }), { minLength: 5, maxLength: 5 })
  fuzz(
    t,
    fc.property(order, weights, (list, weight) => {
      const total = weight.reduce((sum, x) => sum + x, 0n)
      const claimed = [0n, 0n, 0n, 0n, 0n]
      let own = 0n
      for (const [who, amount] of list) {
        own += amount
        const due = shareDown(own, weight[who] ?? 0n, total) - (claimed[who] ?? 0n)
        t.true(due >= 0n)
        claimed[who] = (claimed[who] ?? 0n) + due
        t.true(claimed.reduce((sum, x) => sum + x, 0n) <= own)
      }
      const final = weight.map((x) => shareDown(own, x, total))
      t.true(claimed.every((amount, i) => amount <= (final[i] ?? 0n)))
      t.true(own - final.reduce((sum, x) => sum + x, 0n) < 5n)
    }),
  )
})

test('INV-304 shares and residual of an ended inline epoch are the whole, and never fall', (t) => {
  const list = fc.array(fc.bigInt({ min: 1n, max: 1000n }), { minLength: 1, maxLength: 10 })
  fuzz(
    t,
    fc.property(
      list,
      fc.bigInt({ min: 0n, max: 500n }),
      fc.bigInt({ min: 0n, max: 10n ** 12n }),
      (weights, free, own) => {
        const allocated = weights.reduce((sum, x) => sum + x, 0n)
        const split: Split = {
          total: allocated + free,
          allocated,
          residualId: 'r',
          shares: weights.map((share, i) => ({ accountId: `a${i}`, share })),
          root: undefined,
          count: weights.length,
          fromNs: 0n,
        }
        const paid = weights.reduce((sum, share) => sum + shareDown(own, share, split.total), 0n)
        t.is(paid + residualOf(own, split, true), own)
        t.true(residualOf(own, split, false) <= residualOf(own, split, true))
        t.true(residualOf(own, split, false) <= residualOf(own + 1n, split, false))
      },
    ),
  )
})

test('INV-302 flattened shares are the sums over all paths, in order, whatever the graph', (t) => {
  type Link = readonly [parent: number, ppm: number]
  const graph = fc.array(
    fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 900 })), { maxLength: 4 }),
    {
      minLength: 2,
      maxLength: 14,
    },
  )
  fuzz(
    t,
    fc.property(graph, (raw) => {
      const links: Link[][] = raw.map((list, id) => {
        const known = new Map(list.filter(() => id > 0).map(([pick, ppm]) => [pick % id, ppm]))
        return [...known]
      })
      const owed = (id: number, ancestor: number): number =>
        (links[id] ?? []).reduce(
          (sum, [parent, ppm]) => sum + (parent === ancestor ? ppm : 0) + owed(parent, ancestor),
          0,
        )
      const flat: (readonly Ancestor[])[] = []
      for (const list of links) {
        flat.push(
          list.reduce<readonly Ancestor[]>(
            (sum, [parent, ppm]) => withParent(sum, parent, ppm, flat[parent] ?? []),
            [],
          ),
        )
      }
      for (const [id, ancestors] of flat.entries()) {
        t.true(ancestors.every((item, i) => i === 0 || (ancestors[i - 1]?.id ?? 0) < item.id))
        t.true(ancestors.every((item) => item.id < id && item.ppm === owed(id, item.id)))
        const reachable = links.map((_, other) => owed(id, other))
        t.is(
          ancestors.reduce((sum, { ppm }) => sum + ppm, 0),
          reachable.reduce((sum, ppm) => sum + ppm, 0),
        )
      }
    }),
  )
})

test('INV-308 a payout is exactly the balance, for at most two receivers', (t) => {
  fuzz(
    t,
    fc.property(
      fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }),
      fc.integer({ min: 0, max: 100_000 }),
      fc.boolean(),
      (balance, ppm, same) => {
        const parts = payoutOf(balance, ppm, 'seller', same ? 'seller' : 'owner')
        t.is(
          parts.reduce((sum, [, amount]) => sum + amount, 0n),
          balance,
        )
        t.true(parts.length <= 2 && new Set(parts.map(([id]) => id)).size === parts.length)
      },
    ),
  )
})
