import {
  type Balances,
  captureRange,
  feeDown,
  type Settlement,
  settleTo,
} from '@research-hub/contracts/channels/rules/settlement'
import test from 'ava'
import fc from 'fast-check'
import { fuzz } from '../../support/fuzz.js'

const u128 = fc.bigInt({ min: 0n, max: 2n ** 128n - 1n })
const feeBps = fc.integer({ min: 0, max: 100 })
const rising = fc
  .uniqueArray(u128, { minLength: 1, maxLength: 12 })
  .map((amounts) => amounts.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)))

/** Settles a list of rising cumulative amounts one after another. */
function settleEach(bps: number, amounts: readonly bigint[]): readonly Settlement[] {
  const steps: Settlement[] = []
  let balances: Balances = {
    depositYocto: 2n ** 128n - 1n,
    settledYocto: 0n,
    feeTakenYocto: 0n,
    feeBps: bps,
  }
  for (const amount of amounts) {
    const step = settleTo(balances, amount)
    steps.push(step)
    balances = { ...balances, settledYocto: step.settledYocto, feeTakenYocto: step.feeTakenYocto }
  }
  return steps
}

test('INV-4 each settlement moves exactly its difference, none of the parts negative', (t) => {
  fuzz(
    t,
    fc.property(feeBps, rising, (bps, amounts) => {
      let before = 0n
      for (const step of settleEach(bps, amounts)) {
        t.true(step.toPayeeYocto >= 0n && step.toFeeYocto >= 0n)
        t.is(step.toPayeeYocto + step.toFeeYocto, step.settledYocto - before)
        before = step.settledYocto
      }
    }),
  )
})

test('INV-5 the fee depends on the final amount only, not on how it was split', (t) => {
  fuzz(
    t,
    fc.property(feeBps, rising, (bps, amounts) => {
      const steps = settleEach(bps, amounts)
      const total = amounts.at(-1) ?? 0n
      t.is(
        steps.reduce((sum, { toFeeYocto }) => sum + toFeeYocto, 0n),
        feeDown(total, bps),
      )
      t.is(steps.at(-1)?.feeTakenYocto, settleEach(bps, [total])[0]?.feeTakenYocto)
    }),
  )
})

test('INV-12 what a payee may keep lies between settled and the best of settled and signed', (t) => {
  fuzz(
    t,
    fc.property(u128, fc.option(u128, { nil: undefined }), (settledYocto, voucherYocto) => {
      const balances = { depositYocto: 2n ** 128n - 1n, settledYocto, feeTakenYocto: 0n, feeBps: 0 }
      const [lowest, highest] = captureRange(balances, voucherYocto)
      t.is(lowest, settledYocto)
      t.is(highest, (voucherYocto ?? 0n) > settledYocto ? (voucherYocto ?? 0n) : settledYocto)
    }),
  )
})
