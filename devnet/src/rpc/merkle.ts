/** Paths in nearcore's Merkle trees (`merklize`): an odd last node is carried up unchanged. */
import { sha256 } from '../primitives/hash.js'

/** One step of a Merkle path, from the leaf up. */
export type MerkleStep = { readonly hash: Uint8Array; readonly direction: 'Left' | 'Right' }

/** The path from leaf `index` to the root over all leaf hashes; RangeError outside the leaves. */
export function merklePath(leaves: readonly Uint8Array[], index: number): readonly MerkleStep[] {
  if (index < 0 || index >= leaves.length) throw new RangeError(`no leaf ${index}`)
  const path: MerkleStep[] = []
  let level = leaves
  for (let at = index; level.length > 1; at >>= 1) {
    const sibling = level[at ^ 1]
    if (sibling !== undefined) {
      path.push({ hash: sibling, direction: at % 2 === 0 ? 'Right' : 'Left' })
    }
    level = levelAbove(level)
  }
  return path
}

/** The root a path leads to from a leaf hash. */
export function rootOfPath(leaf: Uint8Array, path: readonly MerkleStep[]): Uint8Array {
  return path.reduce(
    (node, { hash, direction }) => (direction === 'Left' ? sha256(hash, node) : sha256(node, hash)),
    leaf,
  )
}

function levelAbove(level: readonly Uint8Array[]): readonly Uint8Array[] {
  const above: Uint8Array[] = []
  for (let i = 0; i < level.length; i += 2) {
    const left = level[i]
    const right = level[i + 1]
    if (left !== undefined) above.push(right === undefined ? left : sha256(left, right))
  }
  return above
}
