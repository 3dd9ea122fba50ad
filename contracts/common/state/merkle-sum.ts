/**
 * SHA-256 Merkle trees that add up: a node is a hash and the sum of what is under it. A leaf's hash is
 * `sha256(0x00 | data)`, an inner node's `sha256(0x01 | left | right)` over both nodes whole; the last node
 * of a level without a partner moves up as it is. Leaves that lead to one root never come to more than its
 * sum together.
 */
import { bytesEqual, sha256 } from '@research-hub/compiler/host'
import { pathSides } from '../trie/merkle-path.js'
import { bytes32, type RecordOf, record, u128 } from './record.js'

export const sumNodeRecord = record({ hash: bytes32, sum: u128 })
export type SumNode = RecordOf<typeof sumNodeRecord>

export function sumLeaf(data: Uint8Array, sum: bigint): SumNode {
  const bytes = new Uint8Array(1 + data.length)
  bytes.set(data, 1)
  return { hash: sha256(bytes), sum }
}

/** Whether `leaf` is number `index` of the `count` leaves under `root`. `siblings` go from the leaf up. */
export function verifySum(
  root: SumNode,
  leaf: SumNode,
  index: number,
  count: number,
  siblings: readonly Uint8Array[],
): boolean {
  const sides = pathSides(index, count)
  if (sides === undefined || sides.length !== siblings.length) return false
  let { hash, sum } = leaf
  const bytes = new Uint8Array(1 + 2 * sumNodeRecord.size)
  bytes[0] = 1
  for (let i = 0; i < siblings.length; i++) {
    const sibling = siblings[i]
    if (sibling === undefined || sibling.length !== sumNodeRecord.size) return false
    const isLeft = sides[i] === 'left'
    const node = sumNodeRecord.encode({ hash, sum })
    bytes.set(isLeft ? sibling : node, 1)
    bytes.set(isLeft ? node : sibling, 1 + sumNodeRecord.size)
    hash = sha256(bytes)
    sum += sumNodeRecord.decode(sibling).sum
    // Also keeps the sum within its places.
    if (sum > root.sum) return false
  }
  return sum === root.sum && bytesEqual(hash, root.hash)
}
