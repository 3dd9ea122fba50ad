import type { Chain } from '../../runtime/types/chain.js'
import type { FinalStatus, TransactionExecution } from '../node/execution.js'
import { outcomeProof } from '../proofs/outcome-proof.js'
import { base64Text, type JsonView } from '../wire/encode.js'
import { outcomeView } from './outcome.js'
import { receiptView } from './receipt.js'
import { transactionView } from './transaction.js'

/** nearcore `FinalExecutionOutcomeView`, with `receipts` for `EXPERIMENTAL_tx_status`. */
export function executionView(
  chain: Chain,
  execution: TransactionExecution,
  withReceipts: boolean,
): JsonView {
  const { signed, transactionOutcome, receiptOutcomes } = execution
  return {
    final_execution_status: execution.isComplete ? 'FINAL' : 'INCLUDED_FINAL',
    status: finalStatusView(execution.status),
    transaction: transactionView(signed),
    transaction_outcome: outcomeView(transactionOutcome, outcomeProof(chain, transactionOutcome)),
    receipts_outcome: receiptOutcomes.map((outcome) =>
      outcomeView(outcome, outcomeProof(chain, outcome)),
    ),
    receipts: withReceipts ? receiptViews(chain, execution) : undefined,
  }
}

function finalStatusView(status: FinalStatus): unknown {
  switch (status.kind) {
    case 'Failure':
      return { Failure: status.error }
    case 'SuccessValue':
      return { SuccessValue: base64Text(status.value) }
    default:
      return status.kind
  }
}

// A local receipt (signer is receiver) is never stored by a node and is left out, as there.
function receiptViews(chain: Chain, execution: TransactionExecution): readonly JsonView[] {
  const { transaction } = execution.signed
  const isLocal = transaction.signerId === transaction.receiverId
  return execution.receiptOutcomes.slice(isLocal ? 1 : 0).flatMap(({ id }) => {
    const receipt = chain.receipt(id)
    return receipt === undefined ? [] : [receiptView(receipt)]
  })
}
