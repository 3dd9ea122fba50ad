/**
 * Leaf nodes: `tag | count u8 | items`, an item being `key[5] | length u8 | account id`, in ascending
 * order of keys. A bucket splits above 16 items; at the last level, where keys differ in their
 * last digit only, it holds all 32 there can be. Pure.
 */
import { joinBytes } from '../wire/bytes.js'
import { byte, digitsPerKey, readKey, writeKey } from './key.js'

export const bucketTag = 0x10
const headLength = 2
const itemHeadLength = 6

export const lastDepth: number = digitsPerKey - 1

export function bucketLimit(depth: number): number {
  return depth === lastDepth ? 32 : 16
}

export const emptyBucket: Uint8Array = Uint8Array.of(bucketTag, 0)

export function isBucket(node: Uint8Array): boolean {
  return node[0] === bucketTag
}

export function bucketCount(bucket: Uint8Array): number {
  return byte(bucket, 1)
}

export function encodeItem(key: number, account: Uint8Array): Uint8Array {
  const item = new Uint8Array(itemHeadLength + account.length)
  writeKey(item, 0, key)
  item[itemHeadLength - 1] = account.length
  item.set(account, itemHeadLength)
  return item
}

export function itemKey(item: Uint8Array): number {
  return readKey(item, 0)
}

export function itemAccount(item: Uint8Array): Uint8Array {
  return item.subarray(itemHeadLength)
}

/** Where an item begins that follows the one at `at`. */
export function nextItem(bucket: Uint8Array, at: number): number {
  return at + itemHeadLength + byte(bucket, at + itemHeadLength - 1)
}

export const firstItem: number = headLength

/** Place of a key among the items: how many come before, where it is or would be. */
export function findKey(
  bucket: Uint8Array,
  key: number,
): { readonly index: number; readonly at: number; readonly isThere: boolean } {
  const count = bucketCount(bucket)
  let at = headLength
  for (let index = 0; index < count; index++) {
    const other = readKey(bucket, at)
    if (other >= key) return { index, at, isThere: other === key }
    at = nextItem(bucket, at)
  }
  return { index: count, at, isThere: false }
}

/** Puts an item in at an offset that `findKey` gave. */
export function withItem(bucket: Uint8Array, at: number, item: Uint8Array): Uint8Array {
  const out = new Uint8Array(bucket.length + item.length)
  out.set(bucket.subarray(0, at))
  out.set(item, at)
  out.set(bucket.subarray(at), at + item.length)
  out[1] = bucketCount(bucket) + 1
  return out
}

export function withoutItem(bucket: Uint8Array, at: number): Uint8Array {
  const end = nextItem(bucket, at)
  const out = new Uint8Array(bucket.length - (end - at))
  out.set(bucket.subarray(0, at))
  out.set(bucket.subarray(end), at)
  out[1] = bucketCount(bucket) - 1
  return out
}

export function itemsOf(bucket: Uint8Array): Uint8Array[] {
  const items: Uint8Array[] = []
  for (let at = headLength; at < bucket.length; ) {
    const end = nextItem(bucket, at)
    items.push(bucket.subarray(at, end))
    at = end
  }
  return items
}

export function bucketOf(items: readonly Uint8Array[]): Uint8Array {
  return joinBytes([Uint8Array.of(bucketTag, items.length), ...items])
}
