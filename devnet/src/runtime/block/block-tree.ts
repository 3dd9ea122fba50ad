/** nearcore's `PartialMerkleTree` over block hashes: what a header's `block_merkle_root` commits to. */
import { sha256 } from '../../primitives/hash.js'
import type { BlockTree } from '../types/block.js'

export const emptyBlockTree: BlockTree = { peaks: [], size: 0n }

/** The tree with one more block at its end. */
export function withBlock(tree: BlockTree, hash: Uint8Array): BlockTree {
  const peaks = [...tree.peaks]
  let node = hash
  for (let size = tree.size; size % 2n === 1n; size /= 2n) node = sha256(peaks.pop() ?? node, node)
  return { peaks: [...peaks, node], size: tree.size + 1n }
}

/** Zero for an empty tree. */
export function blockTreeRoot({ peaks }: BlockTree): Uint8Array {
  return peaks.length === 0
    ? new Uint8Array(32)
    : peaks.reduceRight((right, left) => sha256(left, right))
}
