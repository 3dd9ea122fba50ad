/** A leaderboard of many entries, built off chain and loaded into a devnet's state. */
import {
  bucketLimit,
  bucketOf,
  encodeItem,
  itemKey,
} from '@research-hub/contracts/common/trie/bucket'
import { emptyInner, withChild } from '@research-hub/contracts/common/trie/inner'
import {
  childPath,
  digitOf,
  leaderboardKey,
  maxScore,
} from '@research-hub/contracts/common/trie/key'
import { sha256 } from './competition-trie.js'

export type FieldKind = 'normal' | 'tied'

/** Repeatable, good enough for a load. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
}

/** Nodes by path: scores around 0.62 with deviation 0.03, or all the same; ids of 20 characters. */
export function fieldNodes(count: number, kind: FieldKind): Map<string, Uint8Array> {
  const random = randomFrom(7)
  const items = Array.from({ length: count }, (_, sequence) => {
    let sum = 0
    for (let i = 0; i < 12; i++) sum += random()
    const score = kind === 'tied' ? 650_000 : Math.round((0.62 + (sum - 6) * 0.03) * maxScore)
    const name = `entrant-${String(sequence).padStart(7, '0')}.near`
    return encodeItem(leaderboardKey(score, sequence + 100), new Uint8Array(Buffer.from(name)))
  }).sort((a, b) => itemKey(a) - itemKey(b))
  const nodes = new Map<string, Uint8Array>()
  build(nodes, '', 0, items)
  return nodes
}

function build(
  nodes: Map<string, Uint8Array>,
  path: string,
  depth: number,
  items: readonly Uint8Array[],
): Uint8Array {
  let node: Uint8Array
  if (items.length <= bucketLimit(depth)) node = bucketOf(items)
  else {
    node = emptyInner()
    for (let digit = 0; digit < 32; digit++) {
      const part = items.filter((item) => digitOf(itemKey(item), depth) === digit)
      if (part.length === 0) continue
      const child = build(nodes, childPath(path, digit), depth + 1, part)
      node = withChild(node, digit, { count: part.length, hash: sha256(child) })
    }
  }
  nodes.set(path, node)
  return node
}
