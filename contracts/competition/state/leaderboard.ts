/** A competition's ranked entries. */
import { chainTrie } from '../../common/trie/on-chain.js'
import type { Trie } from '../../common/trie/store.js'

export function leaderboard(cid: string): Trie {
  return chainTrie(`n:${cid}:`)
}
