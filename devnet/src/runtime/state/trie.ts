import {
  commonLength,
  isSamePath,
  joinNibbles,
  joinPaths,
  matches,
  nibble,
  nibblesOf,
} from './nibbles.js'
import { branch, extension, leaf, noPath, type TrieNode } from './trie-node.js'

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
  if (node.kind === 'leaf') return isSamePath(node.path, path) ? undefined : node
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
  if (node.kind === 'leaf') return leaf(joinPaths(path, node.path), node.value ?? noPath)
  if (node.kind === 'extension') return extension(joinPaths(path, node.path), node.children[0])
  return extension(path, node)
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
