/** Proofs that an outcome belongs to the `outcome_root` of the block after its own. */
import { bytesKey } from '../../primitives/hash.js'
import type { ExecutionOutcome } from '../../primitives/types.js'
import type { Block } from '../../runtime/types/block.js'
import type { Chain } from '../../runtime/types/chain.js'
import { type MerkleStep, type MerkleTree, merklePath, merkleTree } from './merkle.js'

/**
 * Path from an outcome to its chunk's outcome root. The block's root is the sha256 of that root,
 * because a block with one chunk merklizes a single leaf. Empty when the block is not kept.
 */
export function outcomeProof(chain: Chain, outcome: ExecutionOutcome): readonly MerkleStep[] {
  const block = chain.block({ kind: 'hash', hash: outcome.blockHash })
  if (block === undefined) return []
  const { indexOfId, tree } = outcomeTree(block)
  const index = indexOfId.get(bytesKey(outcome.id))
  return index === undefined ? [] : merklePath(tree, index)
}

type OutcomeTree = { readonly indexOfId: ReadonlyMap<string, number>; readonly tree: MerkleTree }

// Every outcome of a full block asks for the same tree; hashing it anew would be quadratic.
const treeOfBlock = new WeakMap<Block, OutcomeTree>()

function outcomeTree(block: Block): OutcomeTree {
  const known = treeOfBlock.get(block)
  if (known !== undefined) return known
  const indexOfId = new Map(block.outcomeIds.map((id, index) => [bytesKey(id), index]))
  const built = { indexOfId, tree: merkleTree(block.outcomeLeaves) }
  treeOfBlock.set(block, built)
  return built
}
