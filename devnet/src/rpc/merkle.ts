/** nearcore's Merkle trees (`merklize`): leaves padded with zero hashes to a power of two. */
import { sha256 } from '../primitives/hash.js'

/** One step of a Merkle path, from the leaf up. */
export type MerkleStep = { readonly hash: Uint8Array; readonly direction: 'Left' | 'Right' }

const zeroHash = new Uint8Array(32)

/** The root over leaf hashes; zero for none. */
export function merkleRoot(leaves: readonly Uint8Array[]): Uint8Array {
  return merkleLevels(leaves).at(-1)?.[0] ?? zeroHash
}

/** The path from leaf `index` to {@link merkleRoot}; throws RangeError outside the leaves. */
export function merklePath(leaves: readonly Uint8Array[], index: number): readonly MerkleStep[] {
  if (index < 0 || index >= leaves.length) throw new RangeError(`no leaf ${index}`)
  const path: MerkleStep[] = []
  let at = index
  for (const level of merkleLevels(leaves).slice(0, -1)) {
    path.push({ hash: level[at ^ 1] ?? zeroHash, direction: at % 2 === 0 ? 'Right' : 'Left' })
    at >>= 1
  }
  return path
}

function merkleLevels(leaves: readonly Uint8Array[]): readonly (readonly Uint8Array[])[] {
  if (leaves.length === 0) return []
  let width = 1
  while (width < leaves.length) width *= 2
  let level: readonly Uint8Array[] = [
    ...leaves,
    ...Array<Uint8Array>(width - leaves.length).fill(zeroHash),
  ]
  const levels = [level]
  while (level.length > 1) {
    const below = level
    level = Array.from({ length: below.length / 2 }, (_, i) =>
      sha256(below[2 * i] ?? zeroHash, below[2 * i + 1] ?? zeroHash),
    )
    levels.push(level)
  }
  return levels
}
