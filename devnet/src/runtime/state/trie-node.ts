import { BorshWriter } from '../../primitives/borsh.js'
import { sha256 } from '../../primitives/hash.js'
import { packNibbles } from './nibbles.js'

/**
 * nearcore's nibble trie, persistent: every change makes new nodes along one path and shares the
 * rest, so a root is a snapshot. Node encoding and memory usage follow `RawTrieNodeWithSize`.
 */
export type TrieNode = {
  readonly kind: 'leaf' | 'extension' | 'branch'
  /** Nibbles of a leaf or extension. */
  readonly path: Uint8Array
  readonly value: Uint8Array | undefined
  readonly children: readonly (TrieNode | undefined)[]
  readonly memoryUsage: number
  hash: Uint8Array | undefined
}

const nodeCost = 50

const keyByteCost = 2

const hashBytes = 32

const valueRefBytes = 4 + hashBytes

/** The path of a branch. */
export const noPath: Uint8Array = new Uint8Array(0)

const noChildren: readonly (TrieNode | undefined)[] = []

/** The end of a path. */
export function leaf(path: Uint8Array, value: Uint8Array): TrieNode {
  const memoryUsage = nodeCost + path.length * keyByteCost + valueCost(value)
  return {
    kind: 'leaf',
    path: path.slice(),
    value,
    children: noChildren,
    memoryUsage,
    hash: undefined,
  }
}

/** A path that nothing branches off from. */
export function extension(path: Uint8Array, child: TrieNode | undefined): TrieNode {
  const memoryUsage = nodeCost + path.length * keyByteCost + (child?.memoryUsage ?? 0)
  return {
    kind: 'extension',
    path: path.slice(),
    value: undefined,
    children: [child],
    memoryUsage,
    hash: undefined,
  }
}

/** Sixteen ways on, and the value of a key that ends here. */
export function branch(
  children: readonly (TrieNode | undefined)[],
  value: Uint8Array | undefined,
): TrieNode {
  let memoryUsage = nodeCost + (value === undefined ? 0 : valueCost(value))
  for (const child of children) memoryUsage += child?.memoryUsage ?? 0
  return { kind: 'branch', path: noPath, value, children, memoryUsage, hash: undefined }
}

function valueCost(value: Uint8Array): number {
  return value.length + nodeCost
}

/** A trie's root hash; zero when it is empty. */
export function trieHash(root: TrieNode | undefined): Uint8Array {
  return root === undefined ? new Uint8Array(32) : hashOf(root)
}

function hashOf(node: TrieNode): Uint8Array {
  node.hash ??= sha256(encodeNode(node))
  return node.hash
}

/** nearcore `RawTrieNodeWithSize` in Borsh: what a node's hash is the hash of. */
export function encodeNode(node: TrieNode): Uint8Array {
  const writer = new BorshWriter()
  if (node.kind === 'leaf') {
    writeValueRef(writer.u8(0).bytes(packNibbles(node.path, true)), node.value ?? noPath)
  } else if (node.kind === 'extension') {
    writer.u8(3).bytes(packNibbles(node.path, false)).fixed(trieHash(node.children[0]))
  } else {
    if (node.value === undefined) writer.u8(1)
    else writeValueRef(writer.u8(2), node.value)
    let bitmap = 0
    for (const [i, child] of node.children.entries()) if (child !== undefined) bitmap |= 1 << i
    writer.u16(bitmap)
    for (const child of node.children) if (child !== undefined) writer.fixed(hashOf(child))
  }
  return writer.u64(BigInt(node.memoryUsage)).finish()
}

/** How long the node is when encoded. */
export function nodeBytes({ kind, path, value, children }: TrieNode): number {
  const packedBytes = 4 + (path.length >> 1) + 1
  const fixedBytes = 1 + 8
  if (kind === 'leaf') return fixedBytes + packedBytes + valueRefBytes
  if (kind === 'extension') return fixedBytes + packedBytes + hashBytes
  let bytes = fixedBytes + 2 + (value === undefined ? 0 : valueRefBytes)
  for (const child of children) if (child !== undefined) bytes += hashBytes
  return bytes
}

function writeValueRef(writer: BorshWriter, value: Uint8Array): BorshWriter {
  return writer.u32(value.length).fixed(sha256(value))
}
