/** Views of the leaderboard. */
import { input, type RawArgs } from '@research-hub/compiler/host'
import { reply } from '../../common/entry/reply.js'
import { decodeArgs, integer, optional } from '../../common/wire/decode.js'
import { cutoffOf, pageOf, proofOf, rankOf } from '../actions/ranks.js'
import type * as wire from '../interface.js'
import { pageLimit } from '../limits.js'
import { byAccount, id } from '../rules/decoders.js'

/**
 * Rank and score of an entry; null when it is not ranked.
 * @view
 */
export function rank(raw: RawArgs<wire.CidAccountArgs> = input()): wire.RankView | null {
  const args = decodeArgs(raw, byAccount)
  return reply(rankOf(args.cid, args.account_id))
}

/**
 * The last of the best `places`; null when nothing is ranked.
 * @view
 */
export function cutoff(raw: RawArgs<wire.CutoffArgs> = input()): wire.RankView | null {
  const args = decodeArgs(raw, { cid: id, places: integer(1, 1_048_575) })
  return reply(cutoffOf(args.cid, args.places))
}

/**
 * Up to 50 entries from a rank on.
 * @view
 */
export function page(raw: RawArgs<wire.PageArgs> = input()): wire.RankView[] {
  const args = decodeArgs(raw, {
    cid: id,
    from_rank: integer(1, 1_048_575),
    limit: optional(integer(1, pageLimit)),
  })
  return reply(pageOf(args.cid, args.from_rank, args.limit ?? pageLimit))
}

/**
 * Proof of a rank and the root it is for; null when not ranked.
 * @view
 */
export function proof(raw: RawArgs<wire.CidAccountArgs> = input()): wire.ProofView | null {
  const args = decodeArgs(raw, byAccount)
  return reply(proofOf(args.cid, args.account_id))
}
