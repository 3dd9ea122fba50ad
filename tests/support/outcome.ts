/** The parts of a final execution outcome that tests look at. */
export type OutcomeJson = {
  readonly status: unknown
  readonly transaction_outcome: OutcomeItem
  readonly receipts_outcome: readonly OutcomeItem[]
}

export type OutcomeItem = {
  readonly id: string
  readonly outcome: {
    readonly gas_burnt: number
    readonly tokens_burnt: string
    readonly executor_id: string
    readonly logs: readonly string[]
    readonly receipt_ids: readonly string[]
    readonly status: {
      readonly SuccessValue?: string
      readonly SuccessReceiptId?: string
      readonly Failure?: {
        readonly ActionError: { readonly index: number | null; readonly kind: unknown }
      }
    }
  }
}

function isOutcome(value: unknown): value is OutcomeJson {
  return (
    typeof value === 'object' &&
    value !== null &&
    'transaction_outcome' in value &&
    'receipts_outcome' in value
  )
}

export function outcomeOf(value: unknown): OutcomeJson {
  if (!isOutcome(value)) throw new TypeError('not an execution outcome')
  return value
}

/** Gas that the transaction's conversion burnt, and its first receipt. */
export function gasOf(outcome: OutcomeJson): readonly [bigint, bigint] {
  const [first] = outcome.receipts_outcome
  return [
    BigInt(outcome.transaction_outcome.outcome.gas_burnt),
    BigInt(first?.outcome.gas_burnt ?? 0),
  ]
}

/** What all its outcomes say was burnt. */
export function tokensBurntYocto(outcome: OutcomeJson): bigint {
  return [outcome.transaction_outcome, ...outcome.receipts_outcome].reduce(
    (sum, item) => sum + BigInt(item.outcome.tokens_burnt),
    0n,
  )
}
