import { sha256 } from '../../primitives/hash.js'

/** The root over nothing. */
export const noLeaves: Uint8Array = new Uint8Array(32)

/** nearcore's merkle root: pairs hashed upward, an odd last node carried up unchanged. */
export function merkleRoot(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return noLeaves
  let level = leaves
  while (level.length > 1) level = levelAbove(level)
  return level[0] ?? noLeaves
}

/** Hashes of a level's pairs. */
export function levelAbove(level: readonly Uint8Array[]): readonly Uint8Array[] {
  const above: Uint8Array[] = []
  for (let i = 0; i < level.length; i += 2) {
    const left = level[i]
    const right = level[i + 1]
    if (left !== undefined) above.push(right === undefined ? left : sha256(left, right))
  }
  return above
}
