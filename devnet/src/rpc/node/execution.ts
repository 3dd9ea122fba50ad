/** Follows a transaction through its receipts. */
import type { ErrorJson, ExecutionOutcome, SignedTransaction } from '../../primitives/types.js'
import type { Chain } from '../../runtime/types/chain.js'

export type TransactionExecution = {
  readonly signed: SignedTransaction
  readonly includedAt: bigint
  readonly transactionOutcome: ExecutionOutcome
  /** Outcomes of the receipts that have run, parents before children (nearcore's order). */
  readonly receiptOutcomes: readonly ExecutionOutcome[]
  /** True when no receipt of the tree, refunds included, is still to run. */
  readonly isComplete: boolean
  readonly status: FinalStatus
}

/** nearcore `FinalExecutionStatus`. */
export type FinalStatus =
  | { readonly kind: 'NotStarted' }
  | { readonly kind: 'Started' }
  | { readonly kind: 'Failure'; readonly error: ErrorJson }
  | { readonly kind: 'SuccessValue'; readonly value: Uint8Array }

/** The execution so far, or `undefined` when no block holds the transaction. */
export function transactionExecution(
  chain: Chain,
  hash: Uint8Array,
): TransactionExecution | undefined {
  const record = chain.transaction(hash)
  if (record === undefined) return undefined
  const receiptOutcomes: ExecutionOutcome[] = []
  let isComplete = true
  // An explicit stack: a long callback chain would overflow a recursive walk.
  const stack = record.outcome.receiptIds.toReversed()
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    const outcome = chain.outcome(id)
    if (outcome === undefined) {
      isComplete = false
      continue
    }
    receiptOutcomes.push(outcome)
    stack.push(...outcome.receiptIds.toReversed())
  }
  return {
    signed: record.signed,
    includedAt: record.includedAt,
    transactionOutcome: record.outcome,
    receiptOutcomes,
    isComplete,
    status: finalStatus(chain, record.outcome),
  }
}

function finalStatus(chain: Chain, transactionOutcome: ExecutionOutcome): FinalStatus {
  let status = transactionOutcome.status
  for (let depth = 0; status.kind === 'SuccessReceiptId'; depth++) {
    const outcome = chain.outcome(status.receiptId)
    if (outcome === undefined) return { kind: depth === 0 ? 'NotStarted' : 'Started' }
    status = outcome.status
  }
  return status.kind === 'Unknown' ? { kind: 'NotStarted' } : status
}
