/** Proofs that an outcome belongs to its block's `outcome_root`. */
import type { ExecutionOutcome } from '../primitives/types.js'
import type { Block, Chain } from '../runtime/interface.js'
import { outcomeLeaf } from '../runtime/outcome-root.js'
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
