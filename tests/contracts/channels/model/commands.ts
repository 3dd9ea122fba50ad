/** What payer, payee, stranger and clock may do, as data for the model. */
import fc from 'fast-check'

export type Actor = 'payer' | 'payee' | 'stranger'

export type Command =
  | { readonly kind: 'open'; readonly amount: bigint }
  | { readonly kind: 'topUp'; readonly pick: number; readonly by: Actor; readonly amount: bigint }
  | { readonly kind: 'settle'; readonly pick: number; readonly by: Actor; readonly amount: bigint }
  | { readonly kind: 'requestClose'; readonly pick: number; readonly by: Actor }
  | { readonly kind: 'cancelClose'; readonly pick: number; readonly by: Actor }
  | { readonly kind: 'finalize'; readonly pick: number; readonly by: Actor }
  | {
      readonly kind: 'close'
      readonly pick: number
      readonly by: Actor
      readonly amount: bigint
      readonly voucher: bigint | undefined
    }
  | {
      readonly kind: 'closeWithAuth'
      readonly pick: number
      readonly by: Actor
      readonly amount: bigint
      readonly voucher: bigint | undefined
    }
  | {
      readonly kind: 'refund' | 'allocate' | 'deallocate' | 'batch'
      readonly pick: number
      readonly by: Actor
      readonly amount: bigint
    }
  | { readonly kind: 'applyDecrease'; readonly pick: number; readonly by: Actor }
  | { readonly kind: 'withdraw'; readonly by: Actor }
  | { readonly kind: 'wait'; readonly minutes: number }

const near = 10n ** 24n
const pick = fc.nat({ max: 2 })
const by = fc.constantFrom<Actor>('payer', 'payee', 'stranger')
const amount = fc.bigInt({ min: 0n, max: 3n * near })
const voucher = fc.option(amount, { nil: undefined })
const kind = <K extends string>(name: K): fc.Arbitrary<K> => fc.constant(name)

export const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: kind('open'), amount }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('topUp'), pick, by, amount }) },
  { weight: 6, arbitrary: fc.record({ kind: kind('settle'), pick, by, amount }) },
  { weight: 3, arbitrary: fc.record({ kind: kind('requestClose'), pick, by }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('cancelClose'), pick, by }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('finalize'), pick, by }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('close'), pick, by, amount, voucher }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('closeWithAuth'), pick, by, amount, voucher }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('refund'), pick, by, amount }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('allocate'), pick, by, amount }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('deallocate'), pick, by, amount }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('applyDecrease'), pick, by }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('batch'), pick, by, amount }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('withdraw'), by }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('wait'), minutes: fc.constantFrom(1, 8, 20) }) },
)
