/** Merkle paths from a block to `block_merkle_root` of a later one. */
import { sha256 } from '../../primitives/hash.js'
import type { Block, BlockTree } from '../../runtime/types/block.js'
import type { Chain } from '../../runtime/types/chain.js'
import type { MerkleStep } from './merkle.js'

/**
 * The path from `block` to the root over the blocks before `head`; undefined when `block` is not one
 * of them or is no longer kept. Leaves are block hashes, the genesis first. Blocks that are gone
 * still stand in the tree of the oldest one that is kept, as the roots of full subtrees.
 */
export function blockProof(
  chain: Chain,
  block: Block,
  head: Block,
): readonly MerkleStep[] | undefined {
  const at = Number(block.header.blockOrdinal - 1n)
  const { leaves, oldest } = keptBefore(chain, head)
  const gone = chain.blocksBefore(oldest)
  const size = Number(head.header.blockOrdinal - 1n)
  if (gone === undefined || at >= size || at < Number(gone.size)) return undefined
  const node = nodesOf(gone, leaves, size)
  const path: MerkleStep[] = []
  for (let level = 0; 2 ** level < size; level++) {
    const index = Math.floor(at / 2 ** level)
    const sibling = node(level, index ^ 1)
    if (sibling !== undefined)
      path.push({ hash: sibling, direction: index % 2 === 0 ? 'Right' : 'Left' })
  }
  return path
}

/** Hashes of the kept blocks before `head`, oldest first, and the oldest block itself. */
function keptBefore(chain: Chain, head: Block): { leaves: Uint8Array[]; oldest: Block } {
  const leaves: Uint8Array[] = []
  let oldest = head
  for (;;) {
    const parent = chain.block({ kind: 'hash', hash: oldest.header.prevHash })
    // The genesis stays when others go; it counts only where nothing is missing in between.
    if (parent === undefined || parent.header.blockOrdinal + 1n !== oldest.header.blockOrdinal)
      break
    leaves.push(parent.header.hash)
    oldest = parent
  }
  return { leaves: leaves.reverse(), oldest }
}

/** Nodes by level and place; an odd last node is carried up, places past the end are undefined. */
function nodesOf(
  gone: BlockTree,
  leaves: readonly Uint8Array[],
  size: number,
): (level: number, index: number) => Uint8Array | undefined {
  const before = Number(gone.size)
  const peaks = peaksByStart(gone)
  const node = (level: number, index: number): Uint8Array | undefined => {
    const start = index * 2 ** level
    if (start >= size) return undefined
    if (start + 2 ** level <= before) return peaks.get(start)
    if (level === 0) return leaves[start - before]
    const left = node(level - 1, 2 * index)
    const right = node(level - 1, 2 * index + 1)
    return left === undefined || right === undefined ? left : sha256(left, right)
  }
  return node
}

/** Where each full subtree begins. */
function peaksByStart({ peaks, size }: BlockTree): ReadonlyMap<number, Uint8Array> {
  const byStart = new Map<number, Uint8Array>()
  let start = 0
  let rest = Number(size)
  for (const peak of peaks) {
    const length = 2 ** Math.floor(Math.log2(rest))
    byStart.set(start, peak)
    start += length
    rest -= length
  }
  return byStart
}
