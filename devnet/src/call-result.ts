import { base58 } from '@scure/base'
import type { CallResult, ReceiptTrace } from './interface.js'
import type { ErrorJson, ExecutionOutcome } from './primitives/types.js'
import type { TransactionExecution } from './rpc/node/execution.js'
import { executionStatusView } from './rpc/views/outcome.js'
import { toPlainJson } from './rpc/wire/json.js'

/** Sums an execution up. `ok` follows the final status; a failed sub-call may leave it true. */
export function callResult(execution: TransactionExecution): CallResult {
  const outcomes = [execution.transactionOutcome, ...execution.receiptOutcomes]
  const { status } = execution
  return {
    transactionHash: base58.encode(execution.signed.hash),
    ok: status.kind === 'SuccessValue',
    value: status.kind === 'SuccessValue' ? status.value : undefined,
    failure: toPlainJson(firstFailure(outcomes)),
    logs: execution.receiptOutcomes.flatMap(({ logs }) => logs),
    totalGasBurnt: outcomes.reduce((sum, outcome) => sum + paidGas(outcome), 0n),
    totalTokensBurntYocto: outcomes.reduce((sum, o) => sum + o.tokensBurntYocto, 0n),
    receipts: execution.receiptOutcomes.map(receiptTrace),
  }
}

/** Refunds show gas as everything does, but burn no tokens for it. */
function paidGas({ gasBurnt, tokensBurntYocto }: ExecutionOutcome): bigint {
  return tokensBurntYocto === 0n ? 0n : gasBurnt
}

function firstFailure(outcomes: readonly ExecutionOutcome[]): ErrorJson | undefined {
  for (const { status } of outcomes) if (status.kind === 'Failure') return status.error
  return undefined
}

function receiptTrace(outcome: ExecutionOutcome): ReceiptTrace {
  const gasProfile: Record<string, bigint> = {}
  for (const { cost, gasUsed } of outcome.gasProfile ?? []) {
    gasProfile[cost] = (gasProfile[cost] ?? 0n) + gasUsed
  }
  return {
    receiptId: base58.encode(outcome.id),
    executorId: outcome.executorId,
    gasBurnt: outcome.gasBurnt,
    tokensBurntYocto: outcome.tokensBurntYocto,
    logs: outcome.logs,
    status: toPlainJson(executionStatusView(outcome.status)),
    gasProfile,
    hostCalls: outcome.hostCalls ?? [],
  }
}
