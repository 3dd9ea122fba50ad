/**
 * Inserting and removing. The shape depends on the set of keys alone: a subtree of at most a
 * bucket's size is a bucket, whatever happened before, so equal sets have equal roots. Pure.
 */
import {
  bucketCount,
  bucketLimit,
  bucketOf,
  emptyBucket,
  encodeItem,
  findKey,
  isBucket,
  itemKey,
  itemsOf,
  withItem,
  withoutItem,
} from './bucket.js'
import {
  childDigits,
  emptyInner,
  hasChild,
  innerCount,
  readU32,
  slotAt,
  withChild,
  withoutChild,
} from './inner.js'
import { childPath, digitOf } from './key.js'
import type { Trie } from './store.js'

/** Adds an item; throws when its key is there already. */
export function insert(trie: Trie, key: number, accountId: string): void {
  insertAt(trie, '', 0, key, encodeItem(key, trie.encode(accountId)))
}

/** Removes an item; throws when its key is not there. */
export function remove(trie: Trie, key: number): void {
  const node = trie.read('') ?? missing(key)
  removeAt(trie, '', 0, node, key)
}

function insertAt(
  trie: Trie,
  path: string,
  depth: number,
  key: number,
  item: Uint8Array,
): Uint8Array {
  const node = trie.read(path) ?? emptyBucket
  const after = isBucket(node)
    ? insertIntoBucket(trie, path, depth, node, item)
    : insertBelow(trie, path, depth, node, key, item)
  trie.write(path, after)
  return after
}

function insertBelow(
  trie: Trie,
  path: string,
  depth: number,
  inner: Uint8Array,
  key: number,
  item: Uint8Array,
): Uint8Array {
  const digit = digitOf(key, depth)
  const before = hasChild(inner, digit) ? readU32(inner, slotAt(inner, digit)) : 0
  const child = insertAt(trie, childPath(path, digit), depth + 1, key, item)
  return withChild(inner, digit, { count: before + 1, hash: trie.sha256(child) })
}

function insertIntoBucket(
  trie: Trie,
  path: string,
  depth: number,
  bucket: Uint8Array,
  item: Uint8Array,
): Uint8Array {
  const { at, isThere } = findKey(bucket, itemKey(item))
  if (isThere) throw new Error(`ERR_INVARIANT: key ${itemKey(item)} is in the trie already`)
  const after = withItem(bucket, at, item)
  return bucketCount(after) <= bucketLimit(depth) ? after : split(trie, path, depth, itemsOf(after))
}

/** Spreads items over children, writes those, and returns the inner node. */
function split(trie: Trie, path: string, depth: number, items: readonly Uint8Array[]): Uint8Array {
  let inner = emptyInner()
  for (let from = 0; from < items.length; ) {
    const digit = digitAt(items, from, depth)
    let to = from + 1
    while (to < items.length && digitAt(items, to, depth) === digit) to++
    const part = items.slice(from, to)
    const below = childPath(path, digit)
    const child =
      part.length <= bucketLimit(depth + 1) ? bucketOf(part) : split(trie, below, depth + 1, part)
    trie.write(below, child)
    inner = withChild(inner, digit, { count: part.length, hash: trie.sha256(child) })
    from = to
  }
  return inner
}

function digitAt(items: readonly Uint8Array[], index: number, depth: number): number {
  const item = items[index]
  return item === undefined ? -1 : digitOf(itemKey(item), depth)
}

/** Removes a key below a node; returns the node, or undefined when nothing is left of it. */
function removeAt(
  trie: Trie,
  path: string,
  depth: number,
  node: Uint8Array,
  key: number,
): Uint8Array | undefined {
  const after = isBucket(node)
    ? removeFromBucket(node, key)
    : innerCount(node) - 1 <= bucketLimit(depth)
      ? collapse(trie, path, node, key)
      : removeBelow(trie, path, depth, node, key)
  if (bucketCount(after) === 0 && isBucket(after)) {
    trie.remove(path)
    return undefined
  }
  trie.write(path, after)
  return after
}

function removeFromBucket(bucket: Uint8Array, key: number): Uint8Array {
  const { at, isThere } = findKey(bucket, key)
  return isThere ? withoutItem(bucket, at) : missing(key)
}

function removeBelow(
  trie: Trie,
  path: string,
  depth: number,
  inner: Uint8Array,
  key: number,
): Uint8Array {
  const digit = digitOf(key, depth)
  if (!hasChild(inner, digit)) missing(key)
  const below = childPath(path, digit)
  const count = readU32(inner, slotAt(inner, digit)) - 1
  const child = removeAt(trie, below, depth + 1, trie.read(below) ?? missing(key), key)
  if (child === undefined) return withoutChild(inner, digit)
  return withChild(inner, digit, { count, hash: trie.sha256(child) })
}

/** Gathers what is below a node into one bucket, without `key`. */
function collapse(trie: Trie, path: string, inner: Uint8Array, key: number): Uint8Array {
  return removeFromBucket(bucketOf(takeItems(trie, path, inner)), key)
}

function takeItems(trie: Trie, path: string, node: Uint8Array): Uint8Array[] {
  if (isBucket(node)) return itemsOf(node)
  const items: Uint8Array[] = []
  for (const digit of childDigits(node)) {
    const below = childPath(path, digit)
    const child = trie.read(below) ?? missing(below)
    for (const item of takeItems(trie, below, child)) items.push(item)
    trie.remove(below)
  }
  return items
}

function missing(what: number | string): never {
  throw new Error(`ERR_INVARIANT: ${what} is not in the trie`)
}
