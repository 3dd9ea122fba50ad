/** nearcore's commitment to the outcomes of a chunk. */
import { BorshWriter } from '../../primitives/borsh.js'
import { sha256 } from '../../primitives/hash.js'
import type { ExecutionOutcome } from '../../primitives/types.js'

/** An outcome before its block has a hash. */
type BareOutcome = Omit<ExecutionOutcome, 'blockHash'>

/** Leaf of one outcome: sha256 of the Borsh list `[id, partial outcome hash, log hashes…]`. */
export function outcomeLeaf(outcome: BareOutcome): Uint8Array {
  const hashes = [
    outcome.id,
    partialOutcomeHash(outcome),
    ...outcome.logs.map((log) => sha256(Buffer.from(log))),
  ]
  const writer = new BorshWriter().u32(hashes.length)
  for (const hash of hashes) writer.fixed(hash)
  return writer.digest()
}

// nearcore `PartialExecutionOutcome`: everything but the logs and the metadata.
function partialOutcomeHash(outcome: BareOutcome): Uint8Array {
  const writer = new BorshWriter().u32(outcome.receiptIds.length)
  for (const id of outcome.receiptIds) writer.fixed(id)
  writer.u64(outcome.gasBurnt).u128(outcome.tokensBurntYocto).string(outcome.executorId)
  const { status } = outcome
  switch (status.kind) {
    case 'Unknown':
      return writer.u8(0).digest()
    case 'Failure':
      return writer.u8(1).digest()
    case 'SuccessValue':
      return writer.u8(2).bytes(status.value).digest()
    case 'SuccessReceiptId':
      return writer.u8(3).fixed(status.receiptId).digest()
  }
}
