/** Proofs that an outcome belongs to the `outcome_root` of the block after its own. */
import { bytesKey } from '../primitives/hash.js'
import type { ExecutionOutcome } from '../primitives/types.js'
import type { Block, Chain } from '../runtime/interface.js'
import { outcomeLeaf } from '../runtime/outcome-root.js'
import { type MerkleStep, type MerkleTree, merklePath, merkleTree } from './merkle.js'

/**
 * Path from an outcome to its chunk's outcome root. The block's root is the sha256 of that root,
 * because a block with one chunk merklizes a single leaf. Empty when the block is not kept.
 */
export function outcomeProof(chain: Chain, outcome: ExecutionOutcome): readonly MerkleStep[] {
  const block = chain.block({ kind: 'hash', hash: outcome.blockHash })
  if (block === undefined) return []
  const { indexOfId, tree } = outcomeTree(chain, block)
  const index = indexOfId.get(bytesKey(outcome.id))
  return index === undefined ? [] : merklePath(tree, index)
}

type OutcomeTree = { readonly indexOfId: ReadonlyMap<string, number>; readonly tree: MerkleTree }

// Every outcome of a full block asks for the same tree; hashing it anew would be quadratic.
const treeOfBlock = new WeakMap<Block, OutcomeTree>()

function outcomeTree(chain: Chain, block: Block): OutcomeTree {
  const known = treeOfBlock.get(block)
  if (known !== undefined) return known
  const leaves: Uint8Array[] = []
  const indexOfId = new Map<string, number>()
  for (const id of block.outcomeIds) {
    const outcome = chain.outcome(id)
    if (outcome === undefined) continue
    indexOfId.set(bytesKey(id), leaves.length)
    leaves.push(outcomeLeaf(outcome))
  }
  const built = { indexOfId, tree: merkleTree(leaves) }
  treeOfBlock.set(block, built)
  return built
}
