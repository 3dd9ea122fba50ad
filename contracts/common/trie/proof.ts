/**
 * Proof of a rank: `version u8 | item | levels u8 | index u8 | bucket without the item | inner nodes,
 * deepest first, each without the slot that leads to the item`. What is left out is computed from
 * below, so a proof has no spare bit: one that differs anywhere is refused. Pure.
 */
import { joinBytes } from '../wire/bytes.js'
import {
  bucketCount,
  bucketLimit,
  encodeItem,
  findKey,
  firstItem,
  isBucket,
  itemAccount,
  itemKey,
  lastDepth,
  nextItem,
  withItem,
  withoutItem,
} from './bucket.js'
import {
  bitCount,
  countBefore,
  hasChild,
  innerCount,
  innerHeadLength,
  innerTag,
  readU32,
  slotAt,
  slotLength,
  withChild,
  withoutChild,
} from './inner.js'
import { byte, childPath, digitOf } from './key.js'
import type { RankedItem, Sha256, Trie } from './store.js'

const proofVersion = 1
/** Version, an item's key and length. */
const itemAt = 1
const longestAccount = 64

export type ProvedRank = RankedItem & { readonly count: number }

/** Proves a key's rank under the present root; undefined when the key is not there. */
export function prove(trie: Trie, key: number): Uint8Array | undefined {
  const inners: Uint8Array[] = []
  let path = ''
  for (let depth = 0; ; depth++) {
    const node = trie.read(path)
    if (node === undefined) return undefined
    if (isBucket(node)) return assemble(node, key, inners)
    const digit = digitOf(key, depth)
    if (!hasChild(node, digit)) return undefined
    inners.push(withoutChild(node, digit))
    path = childPath(path, digit)
  }
}

function assemble(
  bucket: Uint8Array,
  key: number,
  inners: readonly Uint8Array[],
): Uint8Array | undefined {
  const { index, at, isThere } = findKey(bucket, key)
  if (!isThere) return undefined
  const item = bucket.subarray(at, nextItem(bucket, at))
  const head = Uint8Array.of(inners.length, index)
  const rest = withoutItem(bucket, at)
  const deepestFirst = inners.slice().reverse()
  return joinBytes([Uint8Array.of(proofVersion), item, head, rest, ...deepestFirst])
}

/** What a proof proves under a root; undefined when it proves nothing. Never throws. */
export function checkProof(
  primitives: { readonly sha256: Sha256; readonly decode: (bytes: Uint8Array) => string },
  root: Uint8Array,
  proof: Uint8Array,
): ProvedRank | undefined {
  const itemEnd = nextItem(proof, itemAt)
  const bucketAt = itemEnd + 2
  if (proof[0] !== proofVersion || bucketAt + firstItem > proof.length) return undefined
  const item = proof.subarray(itemAt, itemEnd)
  const key = itemKey(item)
  const levels = byte(proof, itemEnd)
  const index = byte(proof, itemEnd + 1)
  const account = itemAccount(item)
  if (levels > lastDepth || account.length === 0 || account.length > longestAccount)
    return undefined
  const bucketEnd = endOfBucket(proof, bucketAt, bucketLimit(levels) - 1)
  if (bucketEnd === undefined) return undefined
  const rest = proof.subarray(bucketAt, bucketEnd)
  const place = findKey(rest, key)
  if (place.index !== index || place.isThere) return undefined
  let node = withItem(rest, place.at, encodeItem(key, account))
  let count = bucketCount(node)
  let before = index
  let at = bucketEnd
  for (let depth = levels - 1; depth >= 0; depth--) {
    const digit = digitOf(key, depth)
    const end = endOfInner(proof, at)
    if (end === undefined) return undefined
    const inner = proof.subarray(at, end)
    if (hasChild(inner, digit)) return undefined
    before += countBefore(inner, slotAt(inner, digit))
    const total = count + innerCount(inner)
    node = withChild(inner, digit, { count, hash: primitives.sha256(node) })
    count = total
    at = end
  }
  if (at !== proof.length || !sameBytes(primitives.sha256(node), root)) return undefined
  return { rank: before + 1, key, accountId: primitives.decode(account), count }
}

/** Where a bucket of at most `limit` items ends; undefined when it is not one. */
function endOfBucket(proof: Uint8Array, at: number, limit: number): number | undefined {
  const node = proof.subarray(at)
  if (!isBucket(node) || bucketCount(node) > limit) return undefined
  let end = firstItem
  for (let left = bucketCount(node); left > 0; left--) {
    if (end + 6 > node.length) return undefined
    end = nextItem(node, end)
  }
  return end > node.length ? undefined : at + end
}

function endOfInner(proof: Uint8Array, at: number): number | undefined {
  if (proof[at] !== innerTag || at + innerHeadLength > proof.length) return undefined
  const end = at + innerHeadLength + bitCount(readU32(proof, at + 1)) * slotLength
  return end <= proof.length ? end : undefined
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}
