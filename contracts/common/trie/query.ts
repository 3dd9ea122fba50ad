/** Reading the trie: count, root, rank, selection and pages. Ranks start at 1. Pure. */
import {
  bucketCount,
  emptyBucket,
  findKey,
  firstItem,
  isBucket,
  itemAccount,
  itemKey,
  nextItem,
} from './bucket.js'
import {
  childDigits,
  countBefore,
  hasChild,
  innerCount,
  innerHeadLength,
  readU32,
  slotAt,
  slotLength,
} from './inner.js'
import { childPath, digitOf } from './key.js'
import type { RankedItem, Trie } from './store.js'

/** How many items there are. */
export function count(trie: Trie): number {
  const node = trie.read('') ?? emptyBucket
  return isBucket(node) ? bucketCount(node) : innerCount(node)
}

/** Commits to every item, its place and all counts. */
export function rootHash(trie: Trie): Uint8Array {
  return trie.sha256(trie.read('') ?? emptyBucket)
}

/** A key's rank; undefined when it is not there. */
export function rank(trie: Trie, key: number): number | undefined {
  let path = ''
  let before = 0
  for (let depth = 0; ; depth++) {
    const node = trie.read(path) ?? emptyBucket
    if (isBucket(node)) {
      const { index, isThere } = findKey(node, key)
      return isThere ? before + index + 1 : undefined
    }
    const digit = digitOf(key, depth)
    if (!hasChild(node, digit)) return undefined
    before += countBefore(node, slotAt(node, digit))
    path = childPath(path, digit)
  }
}

/** The item of a rank; undefined outside 1 to `count`. */
export function select(trie: Trie, wantedRank: number): RankedItem | undefined {
  return page(trie, wantedRank, 1)[0]
}

/** The last of the best `places`: what is ranked there, or the last of all when there are fewer. */
export function cutoff(trie: Trie, places: number): RankedItem | undefined {
  const total = count(trie)
  return select(trie, places < total ? places : total)
}

/** Up to `limit` items in order, from a rank on. */
export function page(trie: Trie, fromRank: number, limit: number): RankedItem[] {
  const out: RankedItem[] = []
  if (fromRank >= 1) collect(trie, '', 1, fromRank, fromRank + limit, out)
  return out
}

/** Appends the items below a path whose ranks lie in [from, end); the first there has rank `first`. */
function collect(
  trie: Trie,
  path: string,
  first: number,
  from: number,
  end: number,
  out: RankedItem[],
): void {
  const node = trie.read(path) ?? emptyBucket
  if (isBucket(node)) {
    collectItems(trie, node, first, from, end, out)
    return
  }
  let next = first
  let at = innerHeadLength
  for (const digit of childDigits(node)) {
    if (next >= end) return
    const inChild = readU32(node, at)
    if (next + inChild > from) collect(trie, childPath(path, digit), next, from, end, out)
    next += inChild
    at += slotLength
  }
}

function collectItems(
  trie: Trie,
  bucket: Uint8Array,
  first: number,
  from: number,
  end: number,
  out: RankedItem[],
): void {
  let itemRank = first
  for (let at = firstItem; at < bucket.length && itemRank < end; itemRank++) {
    const stop = nextItem(bucket, at)
    if (itemRank >= from) {
      const item = bucket.subarray(at, stop)
      out.push({ rank: itemRank, key: itemKey(item), accountId: trie.decode(itemAccount(item)) })
    }
    at = stop
  }
}
