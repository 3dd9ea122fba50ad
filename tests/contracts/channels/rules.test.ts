import {
  refundable,
  type Shares,
  sharesBetween,
  sharesDown,
  totalWith,
} from '@research-hub/contracts/channels/rules/settlement'
import test from 'ava'
import fc from 'fast-check'
import { fuzz } from '../../support/fuzz.js'

const u128 = fc.bigInt({ min: 0n, max: 2n ** 128n - 1n })
const rates = fc.record({
  feeBps: fc.integer({ min: 0, max: 100 }),
  royaltyPpm: fc.oneof(fc.constantFrom(0, 1_000_000), fc.integer({ min: 0, max: 1_000_000 })),
})
const rising = fc
  .uniqueArray(fc.oneof(u128, fc.bigInt({ min: 0n, max: 3000n })), { minLength: 1, maxLength: 12 })
  .map((amounts) => amounts.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)))

test('INV-4 each settlement moves exactly its difference, none of the parts negative', (t) => {
  fuzz(
    t,
    fc.property(rates, rising, (rate, amounts) => {
      let before = 0n
      for (const amount of amounts) {
        const { payee, fee, royalty } = sharesBetween(before, amount, rate)
        t.true(payee >= 0n && fee >= 0n && royalty >= 0n)
        t.is(payee + fee + royalty, amount - before)
        before = amount
      }
    }),
    300,
  )
})

test('INV-5 fee and royalty depend on the final amount only, not on how it was split', (t) => {
  fuzz(
    t,
    fc.property(rates, rising, (rate, amounts) => {
      let before = 0n
      let sum: Shares = { payee: 0n, fee: 0n, royalty: 0n }
      for (const amount of amounts) {
        const step = sharesBetween(before, amount, rate)
        sum = {
          payee: sum.payee + step.payee,
          fee: sum.fee + step.fee,
          royalty: sum.royalty + step.royalty,
        }
        before = amount
      }
      t.deepEqual(sum, sharesDown(before, rate))
    }),
    300,
  )
})

test('INV-1 neither a voucher nor a refund takes a channel out of its bounds', (t) => {
  fuzz(
    t,
    fc.property(u128, u128, u128, (a, b, amount) => {
      const [settled, deposit] = a < b ? [a, b] : [b, a]
      const freed = refundable(deposit, settled, amount)
      t.true(freed <= amount && deposit - freed >= settled)
      t.true(totalWith(settled, settled, amount) >= settled)
      t.is(totalWith(settled, settled, amount), amount > settled ? amount : settled)
    }),
  )
})
