import type { ActionContract, ExecutionOutcome, ExecutionStatus } from '../../primitives/types.js'
import type { MerkleStep } from '../proofs/merkle.js'
import { base64Text, hashText, type JsonView } from '../wire/encode.js'

/** nearcore `ExecutionOutcomeWithIdView`, with the path from this outcome to its block's root. */
export function outcomeView(outcome: ExecutionOutcome, proof: readonly MerkleStep[]): JsonView {
  return {
    proof: merklePathView(proof),
    block_hash: hashText(outcome.blockHash),
    id: hashText(outcome.id),
    outcome: {
      logs: outcome.logs,
      receipt_ids: outcome.receiptIds.map(hashText),
      gas_burnt: outcome.gasBurnt,
      tokens_burnt: outcome.tokensBurntYocto.toString(),
      executor_id: outcome.executorId,
      status: executionStatusView(outcome.status),
      metadata: metadataView(outcome),
    },
  }
}

/** nearcore `MerklePathItem` list. */
export function merklePathView(path: readonly MerkleStep[]): readonly JsonView[] {
  return path.map(({ hash, direction }) => ({ hash: hashText(hash), direction }))
}

/** nearcore `ExecutionStatusView`. */
export function executionStatusView(status: ExecutionStatus): unknown {
  switch (status.kind) {
    case 'Unknown':
      return 'Unknown'
    case 'SuccessValue':
      return { SuccessValue: base64Text(status.value) }
    case 'SuccessReceiptId':
      return { SuccessReceiptId: hashText(status.receiptId) }
    case 'Failure':
      return { Failure: status.error }
  }
}

function metadataView(outcome: ExecutionOutcome): JsonView {
  if (outcome.gasProfile === undefined) return { version: 1, gas_profile: null }
  const gasProfile = outcome.gasProfile.map(({ costCategory, cost, gasUsed }) => ({
    cost_category: costCategory,
    cost,
    gas_used: gasUsed.toString(),
  }))
  return outcome.contracts === undefined
    ? { version: 3, gas_profile: gasProfile }
    : { version: 4, gas_profile: gasProfile, contracts: outcome.contracts.map(contractView) }
}

// nearcore `AccountContractView`.
function contractView(contract: ActionContract): JsonView | null {
  if (contract === undefined) return null
  if (contract.kind === 'local') return { local: hashText(contract.codeHash) }
  return contract.contract.kind === 'codeHash'
    ? { global_hash: hashText(contract.contract.codeHash) }
    : { global_account_id: contract.contract.accountId }
}
