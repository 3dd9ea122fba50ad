/**
 * SHA-256 Merkle trees: a leaf is `sha256(0x00 | data)`, an inner node `sha256(0x01 | left | right)`; the
 * last node of a level without a partner moves up as it is.
 */
import { bytesEqual, sha256 } from '@research-hub/compiler/host'
import { pathSides } from './merkle-path.js'

export function merkleLeaf(data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(1 + data.length)
  bytes.set(data, 1)
  return sha256(bytes)
}

/** Whether `leaf` is number `index` of the `count` leaves under `root`. `siblings` go from the leaf up. */
export function verifyMerkle(
  root: Uint8Array,
  leaf: Uint8Array,
  index: number,
  count: number,
  siblings: readonly Uint8Array[],
): boolean {
  const sides = pathSides(index, count)
  if (sides === undefined || sides.length !== siblings.length) return false
  let node = leaf
  const bytes = new Uint8Array(65)
  bytes[0] = 1
  for (let i = 0; i < siblings.length; i++) {
    const sibling = siblings[i]
    if (sibling === undefined || sibling.length !== 32) return false
    const isLeft = sides[i] === 'left'
    bytes.set(isLeft ? sibling : node, 1)
    bytes.set(isLeft ? node : sibling, 33)
    node = sha256(bytes)
  }
  return bytesEqual(node, root)
}
