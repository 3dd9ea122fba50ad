/** What views of the leaderboard answer. */
import { base64Encode, bytesEqual, hexEncode } from '@research-hub/compiler/host'
import { leaderboardKey, scoreOf, sequenceOf } from '../../common/trie/key.js'
import { prove } from '../../common/trie/proof.js'
import { cutoff, page, rank, rootHash } from '../../common/trie/query.js'
import type { RankedItem } from '../../common/trie/store.js'
import type * as wire from '../interface.js'
import { statusCode } from '../rules/codes.js'
import { requireCompetition } from '../state/competition.js'
import { loadEntry } from '../state/entry.js'
import { leaderboard } from '../state/leaderboard.js'

export function rankOf(cid: string, accountId: string): wire.RankView | null {
  const key = keyOf(cid, accountId)
  const found = key === undefined ? undefined : rank(leaderboard(cid), key)
  if (key === undefined || found === undefined) return null
  return rankView({ rank: found, key, accountId })
}

export function cutoffOf(cid: string, places: number): wire.RankView | null {
  const found = cutoff(leaderboard(cid), places)
  return found === undefined ? null : rankView(found)
}

export function pageOf(cid: string, fromRank: number, limit: number): wire.RankView[] {
  return page(leaderboard(cid), fromRank, limit).map(rankView)
}

export function proofOf(cid: string, accountId: string): wire.ProofView | null {
  const key = keyOf(cid, accountId)
  const proof = key === undefined ? undefined : prove(leaderboard(cid), key)
  if (proof === undefined) return null
  const root = rootHash(leaderboard(cid))
  const { finalisedAtNs, resultsRoot } = requireCompetition(cid)
  // Entries were closed since: a proof against another root than the published one proves nothing to anybody.
  if (finalisedAtNs > 0n && !bytesEqual(root, resultsRoot)) return null
  return { root: hexEncode(root), proof: base64Encode(proof) }
}

function keyOf(cid: string, accountId: string): number | undefined {
  const entry = loadEntry(cid, accountId)
  return entry?.status === statusCode.ranked
    ? leaderboardKey(entry.score, entry.sequence)
    : undefined
}

function rankView(item: RankedItem): wire.RankView {
  return {
    rank: item.rank,
    account_id: item.accountId,
    score: scoreOf(item.key),
    sequence: sequenceOf(item.key),
  }
}
