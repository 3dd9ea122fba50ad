import { BorshWriter } from '../../primitives/borsh.js'
import { sha256 } from '../../primitives/hash.js'

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
const noPath = new Uint8Array(0)
const noChildren: readonly (TrieNode | undefined)[] = []

/** Finds a key; `pass` is told of the nodes on the way, from the root down. */
export function trieGet(
  root: TrieNode | undefined,
  key: Uint8Array,
  pass?: (node: TrieNode) => void,
): Uint8Array | undefined {
  let node = root
  let at = 0
  const end = key.length * 2
  while (node !== undefined) {
    pass?.(node)
    if (node.kind === 'branch') {
      if (at === end) return node.value
      node = node.children[nibble(key, at++)]
    } else {
      if (!matches(node.path, key, at, end)) return undefined
      at += node.path.length
      if (node.kind === 'leaf') return at === end ? node.value : undefined
      node = node.children[0]
    }
  }
  return undefined
}

export function trieSet(root: TrieNode | undefined, key: Uint8Array, value: Uint8Array): TrieNode {
  return insert(root, nibblesOf(key), value)
}

export function trieRemove(root: TrieNode | undefined, key: Uint8Array): TrieNode | undefined {
  return root === undefined ? undefined : remove(root, nibblesOf(key))
}

/** Entries below a prefix, in key order; `pass` as for {@link trieGet}. */
export function* trieEntries(
  root: TrieNode | undefined,
  prefix: Uint8Array,
  pass?: (node: TrieNode) => void,
): Generator<{ key: Uint8Array; value: Uint8Array }> {
  if (root !== undefined) yield* walk(root, [], nibblesOf(prefix), pass)
}

export function trieHash(root: TrieNode | undefined): Uint8Array {
  return root === undefined ? new Uint8Array(32) : hashOf(root)
}

function insert(node: TrieNode | undefined, path: Uint8Array, value: Uint8Array): TrieNode {
  if (node === undefined) return leaf(path, value)
  if (node.kind === 'branch') {
    const [first] = path
    if (first === undefined) return branch(node.children, value)
    const children = node.children.slice()
    children[first] = insert(children[first], path.subarray(1), value)
    return branch(children, node.value)
  }
  const shared = commonLength(node.path, path)
  if (shared === node.path.length) {
    if (node.kind === 'leaf' && shared === path.length) return leaf(path, value)
    if (node.kind === 'extension') {
      return extension(node.path, insert(node.children[0], path.subarray(shared), value))
    }
  }
  return split(node, path, value, shared)
}

function split(node: TrieNode, path: Uint8Array, value: Uint8Array, shared: number): TrieNode {
  const children: (TrieNode | undefined)[] = new Array(16).fill(undefined)
  let branchValue: Uint8Array | undefined
  const [oldFirst, oldRest] = [node.path[shared], node.path.subarray(shared + 1)]
  if (oldFirst === undefined) branchValue = node.value
  else if (node.kind === 'leaf') children[oldFirst] = leaf(oldRest, node.value ?? noPath)
  else children[oldFirst] = prepend(oldRest, node.children[0])
  const newFirst = path[shared]
  if (newFirst === undefined) branchValue = value
  else children[newFirst] = leaf(path.subarray(shared + 1), value)
  return (
    prepend(path.slice(0, shared), branch(children, branchValue)) ?? branch(children, branchValue)
  )
}

function remove(node: TrieNode, path: Uint8Array): TrieNode | undefined {
  if (node.kind === 'leaf') return equal(node.path, path) ? undefined : node
  if (node.kind === 'extension') {
    const child = node.children[0]
    if (child === undefined || commonLength(node.path, path) < node.path.length) return node
    const next = remove(child, path.subarray(node.path.length))
    return next === child ? node : prepend(node.path, next)
  }
  const [first] = path
  if (first === undefined) return node.value === undefined ? node : squash(node.children, undefined)
  const child = node.children[first]
  if (child === undefined) return node
  const next = remove(child, path.subarray(1))
  if (next === child) return node
  const children = node.children.slice()
  children[first] = next
  return squash(children, node.value)
}

/** A branch left with one thing on it becomes that thing. */
function squash(
  children: readonly (TrieNode | undefined)[],
  value: Uint8Array | undefined,
): TrieNode | undefined {
  const used = [...children.keys()].filter((i) => children[i] !== undefined)
  const [only] = used
  if (only === undefined) return value === undefined ? undefined : leaf(noPath, value)
  if (used.length === 1 && value === undefined) return prepend(Uint8Array.of(only), children[only])
  return branch(children, value)
}

/** Puts nibbles in front of a node, merging with a leaf or extension. */
function prepend(path: Uint8Array, node: TrieNode | undefined): TrieNode | undefined {
  if (node === undefined || path.length === 0) return node
  if (node.kind === 'leaf') return leaf(join(path, node.path), node.value ?? noPath)
  if (node.kind === 'extension') return extension(join(path, node.path), node.children[0])
  return extension(path, node)
}

function leaf(path: Uint8Array, value: Uint8Array): TrieNode {
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

function extension(path: Uint8Array, child: TrieNode | undefined): TrieNode {
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

function branch(
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

/** Hex-prefix encoding: a flag nibble for odd length and leaf, then the nibbles in pairs. */
function packNibbles(path: Uint8Array, isLeaf: boolean): Uint8Array {
  const isOdd = path.length % 2 === 1
  const out = new Uint8Array(Math.floor(path.length / 2) + 1)
  out[0] = (isOdd ? 0x10 + (path[0] ?? 0) : 0) + (isLeaf ? 0x20 : 0)
  const start = isOdd ? 1 : 0
  for (let i = start; i < path.length; i += 2) {
    out[(i - start) / 2 + 1] = ((path[i] ?? 0) << 4) | (path[i + 1] ?? 0)
  }
  return out
}

function* walk(
  node: TrieNode,
  at: number[],
  prefix: Uint8Array,
  pass: ((node: TrieNode) => void) | undefined,
): Generator<{ key: Uint8Array; value: Uint8Array }> {
  pass?.(node)
  const path = [...at, ...node.path]
  const checked = Math.min(path.length, prefix.length)
  for (let i = at.length; i < checked; i++) if (path[i] !== prefix[i]) return
  if (node.value !== undefined && path.length >= prefix.length)
    yield { key: joinNibbles(path), value: node.value }
  for (const [i, child] of node.children.entries()) {
    if (child === undefined) continue
    if (node.kind === 'extension') yield* walk(child, path, prefix, pass)
    else if (path.length >= prefix.length || prefix[path.length] === i)
      yield* walk(child, [...path, i], prefix, pass)
  }
}

export function nibblesOf(key: Uint8Array): Uint8Array {
  const out = new Uint8Array(key.length * 2)
  for (const [i, byte] of key.entries()) {
    out[i * 2] = byte >> 4
    out[i * 2 + 1] = byte & 15
  }
  return out
}

function joinNibbles(path: readonly number[]): Uint8Array {
  return Uint8Array.from(
    { length: path.length / 2 },
    (_, i) => ((path[i * 2] ?? 0) << 4) | (path[i * 2 + 1] ?? 0),
  )
}

function nibble(key: Uint8Array, at: number): number {
  const byte = key[at >> 1] ?? 0
  return at % 2 === 0 ? byte >> 4 : byte & 15
}

function matches(path: Uint8Array, key: Uint8Array, at: number, end: number): boolean {
  if (at + path.length > end) return false
  for (let i = 0; i < path.length; i++) if (path[i] !== nibble(key, at + i)) return false
  return true
}

function commonLength(a: Uint8Array, b: Uint8Array): number {
  const end = Math.min(a.length, b.length)
  let i = 0
  while (i < end && a[i] === b[i]) i++
  return i
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && commonLength(a, b) === a.length
}

function join(a: Uint8Array, b: Uint8Array): Uint8Array {
  const out = new Uint8Array(a.length + b.length)
  out.set(a)
  out.set(b, a.length)
  return out
}
