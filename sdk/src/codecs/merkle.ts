/** SHA-256 Merkle trees over byte strings, as the contracts verify them. */
import { sha256 } from '@noble/hashes/sha2.js'

export type MerkleProof = {
  readonly index: number
  /** From the leaf up. */
  readonly siblings: readonly Uint8Array[]
}

export type MerkleTree = {
  readonly root: Uint8Array
  readonly count: number
  /** Throws when there is no such leaf. */
  readonly prove: (index: number) => MerkleProof
}

export function merkleLeaf(data: Uint8Array): Uint8Array {
  return merkleHash(0, data)
}

/** Builds the tree of at least one leaf. */
export function merkleTree(leaves: readonly Uint8Array[]): MerkleTree {
  return treeOf(leaves.map(merkleLeaf), (left, right) => merkleHash(1, left, right))
}

/** A tree of nodes, two of which `join` makes one. */
export function treeOf(
  nodes: readonly Uint8Array[],
  join: (left: Uint8Array, right: Uint8Array) => Uint8Array,
): MerkleTree {
  const levels: (readonly Uint8Array[])[] = [nodes]
  for (let level = nodes; level.length > 1; level = levels.at(-1) ?? []) {
    levels.push(parentsOf(level, join))
  }
  const root = levels.at(-1)?.[0]
  if (root === undefined) throw new RangeError('a Merkle tree needs at least one leaf')
  return { root, count: nodes.length, prove: (index) => proofOf(levels, nodes.length, index) }
}

/** The hash of a node: of a leaf's data behind a zero, of two nodes behind a one. */
export function merkleHash(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const hash = sha256.create().update(Uint8Array.of(tag))
  for (const part of parts) hash.update(part)
  return hash.digest()
}

function parentsOf(
  level: readonly Uint8Array[],
  join: (left: Uint8Array, right: Uint8Array) => Uint8Array,
): Uint8Array[] {
  const parents: Uint8Array[] = []
  for (let i = 0; i < level.length; i += 2) {
    const left = level[i]
    const right = level[i + 1]
    if (left !== undefined) parents.push(right === undefined ? left : join(left, right))
  }
  return parents
}

function proofOf(levels: readonly (readonly Uint8Array[])[], count: number, index: number) {
  if (!Number.isInteger(index) || index < 0 || index >= count)
    throw new RangeError(`no leaf ${index} of ${count}`)
  const siblings: Uint8Array[] = []
  let at = index
  for (const level of levels) {
    const sibling = level[at ^ 1]
    if (sibling !== undefined) siblings.push(sibling)
    at >>>= 1
  }
  return { index, siblings }
}
