/** Paths in nearcore's Merkle trees (`merklize`): an odd last node is carried up unchanged. */
import { levelAbove } from '../../runtime/block/merkle.js'

/** One step of a Merkle path, from the leaf up. */
export type MerkleStep = { readonly hash: Uint8Array; readonly direction: 'Left' | 'Right' }

/** All levels of a tree, the leaf hashes first and the root last. */
export type MerkleTree = readonly (readonly Uint8Array[])[]

/** Hashes a tree once, so that any number of paths can be read off it. */
export function merkleTree(leaves: readonly Uint8Array[]): MerkleTree {
  const levels = [leaves]
  for (let level = leaves; level.length > 1; ) {
    level = levelAbove(level)
    levels.push(level)
  }
  return levels
}

/** The path from leaf `index` to the root; RangeError outside the leaves. */
export function merklePath(tree: MerkleTree, index: number): readonly MerkleStep[] {
  if (tree[0]?.[index] === undefined) throw new RangeError(`no leaf ${index}`)
  const path: MerkleStep[] = []
  let at = index
  for (const level of tree.slice(0, -1)) {
    const sibling = level[at ^ 1]
    if (sibling !== undefined) {
      path.push({ hash: sibling, direction: at % 2 === 0 ? 'Right' : 'Left' })
    }
    at >>= 1
  }
  return path
}
