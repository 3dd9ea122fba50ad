/**
 * The leaderboard of final results, rebuilt from its entries: the same root as on chain, and proofs of ranks under it
 * for as long as anybody wants one, whatever the contract has removed since.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { toBase64 } from './base64.js'
import { concatBytes, prefixed, uintBytes } from './bytes.js'
import { toHex } from './hex.js'

export type RankedEntry = {
  readonly accountId: string
  readonly score: number
  /** Order of commitment; the earlier one wins a tie. */
  readonly sequence: number
}

export type Leaderboard = {
  /** `results_root` of the competition, as hex. */
  readonly root: string
  /** Best first. */
  readonly ranking: readonly RankedEntry[]
  /** `proof` of `ladder.qualify`, in base64. Throws for an account that is not ranked. */
  readonly proofOf: (accountId: string) => string
}

const digits = 8
const bitsPerDigit = 5n
const lastDepth = digits - 1

type Item = { readonly key: bigint; readonly entry: RankedEntry; readonly bytes: Uint8Array }

/** A node as it is hashed, and what a proof says of it without one of its items. */
type Node = {
  readonly hash: Uint8Array
  readonly proof: (item: Item) => {
    readonly levels: number
    readonly index: number
    readonly nodes: readonly Uint8Array[]
  }
}

/** Throws when two entries have the same place in the order of commitments. */
export function leaderboard(entries: readonly RankedEntry[]): Leaderboard {
  const items = entries.map(itemOf).sort((a, b) => (a.key < b.key ? -1 : 1))
  const sequences = new Set(entries.map(({ sequence }) => sequence))
  if (sequences.size !== entries.length) throw new RangeError('two entries have one sequence')
  const root = nodeOf(items, 0)
  return {
    root: toHex(root.hash),
    ranking: items.map(({ entry }) => entry),
    proofOf: (accountId) => {
      const item = items.find(({ entry }) => entry.accountId === accountId)
      if (item === undefined) throw new RangeError(`${accountId} is not ranked`)
      const { levels, index, nodes } = root.proof(item)
      const head = Uint8Array.of(levels, index)
      return toBase64(concatBytes(Uint8Array.of(1), item.bytes, head, ...nodes))
    },
  }
}

function itemOf(entry: RankedEntry): Item {
  const key = (BigInt(1_048_575 - entry.score) << 20n) | BigInt(entry.sequence)
  const bytes = concatBytes(uintBytes(key, 5).reverse(), prefixed(entry.accountId))
  return { key, entry, bytes }
}

function nodeOf(items: readonly Item[], depth: number): Node {
  return items.length <= (depth === lastDepth ? 32 : 16) ? bucketOf(items) : innerOf(items, depth)
}

function bucketOf(items: readonly Item[]): Node {
  const encode = (list: readonly Item[]): Uint8Array =>
    concatBytes(Uint8Array.of(0x10, list.length), ...list.map(({ bytes }) => bytes))
  return {
    hash: sha256(encode(items)),
    proof: (item) => ({
      levels: 0,
      index: items.indexOf(item),
      nodes: [encode(items.filter((other) => other !== item))],
    }),
  }
}

function innerOf(items: readonly Item[], depth: number): Node {
  const children = Array.from({ length: 32 }, (_, digit) => digit).flatMap((digit) => {
    const part = items.filter((item) => digitOf(item, depth) === digit)
    return part.length === 0 ? [] : [{ digit, count: part.length, node: nodeOf(part, depth + 1) }]
  })
  const encode = (list: typeof children): Uint8Array =>
    concatBytes(
      Uint8Array.of(0x11),
      uintBytes(
        list.reduce((map, { digit }) => map | (1n << BigInt(digit)), 0n),
        4,
      ),
      ...list.map(({ count, node }) => concatBytes(uintBytes(count, 4), node.hash)),
    )
  return {
    hash: sha256(encode(children)),
    proof: (item) => {
      const wanted = digitOf(item, depth)
      const below = children.find(({ digit }) => digit === wanted)?.node.proof(item)
      if (below === undefined) throw new RangeError('no such item')
      const rest = encode(children.filter(({ digit }) => digit !== wanted))
      return { ...below, levels: below.levels + 1, nodes: [...below.nodes, rest] }
    },
  }
}

function digitOf({ key }: Item, depth: number): number {
  return Number((key >> (bitsPerDigit * BigInt(lastDepth - depth))) & 31n)
}
