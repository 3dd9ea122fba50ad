/** Proofs that an outcome belongs to its block's `outcome_root`. */
import { BorshWriter } from '../primitives/borsh.js'
import { sha256 } from '../primitives/hash.js'
import type { ExecutionOutcome } from '../primitives/types.js'
import type { Block, Chain } from '../runtime/interface.js'
import { type MerkleStep, merklePath } from './merkle.js'

/**
 * Path from an outcome to its chunk's outcome root. The block's root is the sha256 of that root,
 * because a block with one chunk merklizes a single leaf. Empty when the block is not kept.
 */
export function outcomeProof(chain: Chain, outcome: ExecutionOutcome): readonly MerkleStep[] {
  const block = chain.block({ kind: 'hash', hash: outcome.blockHash })
  if (block === undefined) return []
  const index = block.outcomeIds.findIndex((id) => Buffer.compare(id, outcome.id) === 0)
  return index < 0 ? [] : merklePath(blockLeaves(chain, block), index)
}

/** Leaf of one outcome: sha256 of the Borsh list `[id, partial outcome hash, log hashes…]`. */
export function outcomeLeaf(outcome: ExecutionOutcome): Uint8Array {
  const hashes = [
    outcome.id,
    sha256(partialOutcome(outcome)),
    ...outcome.logs.map((log) => sha256(Buffer.from(log))),
  ]
  const writer = new BorshWriter().u32(hashes.length)
  for (const hash of hashes) writer.fixed(hash)
  return sha256(writer.finish())
}

// nearcore `PartialExecutionOutcome`: everything but the logs and the metadata.
function partialOutcome(outcome: ExecutionOutcome): Uint8Array {
  const writer = new BorshWriter().u32(outcome.receiptIds.length)
  for (const id of outcome.receiptIds) writer.fixed(id)
  writer.u64(outcome.gasBurnt).u128(outcome.tokensBurntYocto).string(outcome.executorId)
  const { status } = outcome
  switch (status.kind) {
    case 'Unknown':
      return writer.u8(0).finish()
    case 'Failure':
      return writer.u8(1).finish()
    case 'SuccessValue':
      return writer.u8(2).bytes(status.value).finish()
    case 'SuccessReceiptId':
      return writer.u8(3).fixed(status.receiptId).finish()
  }
}

// Every outcome of a transaction asks for its block's leaves, so the last few blocks' are kept.
const leavesOfBlock = new WeakMap<Block, readonly Uint8Array[]>()

function blockLeaves(chain: Chain, block: Block): readonly Uint8Array[] {
  const known = leavesOfBlock.get(block)
  if (known !== undefined) return known
  const leaves = block.outcomeIds.flatMap((id) => {
    const outcome = chain.outcome(id)
    return outcome === undefined ? [] : [outcomeLeaf(outcome)]
  })
  leavesOfBlock.set(block, leaves)
  return leaves
}
