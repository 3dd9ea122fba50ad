/** Views; `interface.ts` has their types. */
import { input, type RawArgs } from '@research-hub/compiler/host'
import { reply } from '../../common/entry/reply.js'
import { accountId, decodeArgs, integer, optional, u64 } from '../../common/wire/decode.js'
import * as views from '../actions/views.js'
import type * as wire from '../interface.js'
import {
  count,
  poolOnly,
  seasonNumber,
  stageNumber,
  tierAccount,
  tierNumber,
} from '../rules/decoders.js'

/**
 * What was fixed at set-up.
 * @view
 */
export function params(raw: RawArgs<wire.NoArgs> = input()): wire.ParamsView {
  decodeArgs(raw, {})
  return reply(views.paramsView())
}

/**
 * The present season and its phase.
 * @view
 */
export function season(raw: RawArgs<wire.NoArgs> = input()): wire.SeasonView {
  decodeArgs(raw, {})
  return reply(views.seasonView())
}

/**
 * A tier as it stands now. Errors: ERR_TIER_UNKNOWN.
 * @view
 */
export function tier(raw: RawArgs<wire.TierArgs> = input()): wire.TierView {
  return reply(views.tierView(decodeArgs(raw, { tier: tierNumber }).tier))
}

/**
 * A final round; null when it is not known here.
 * @view
 */
export function round(raw: RawArgs<wire.CidArgs> = input()): wire.RoundView | null {
  return reply(views.roundView(decodeArgs(raw, { cid: u64 }).cid))
}

/**
 * An account's proved results in a tier, and its aggregate if it stood now.
 * @view
 */
export function results(raw: RawArgs<wire.TierAccountArgs> = input()): wire.ResultsView {
  const args = decodeArgs(raw, tierAccount)
  return reply(views.resultsView(args.tier, args.account_id))
}

/**
 * Promotion out of a tier in a season; null before anyone stood.
 * @view
 */
export function promotion(raw: RawArgs<wire.PromotionArgs> = input()): wire.PromotionView | null {
  const args = decodeArgs(raw, { tier: tierNumber, season: seasonNumber })
  return reply(views.promotionView(args.tier, args.season))
}

/**
 * Who stands, in order, 50 a page.
 * @view
 */
export function candidates(
  raw: RawArgs<wire.CandidatesArgs> = input(),
): readonly wire.CandidateView[] {
  const args = decodeArgs(raw, {
    tier: tierNumber,
    season: seasonNumber,
    from_index: optional(count),
    limit: optional(integer(1, 50)),
  })
  return reply(views.candidateViews(args.tier, args.season, args.from_index ?? 0, args.limit ?? 50))
}

/**
 * An account's offer of a seat in a tier.
 * @view
 */
export function offer(raw: RawArgs<wire.TierAccountArgs> = input()): wire.OfferView | null {
  const args = decodeArgs(raw, tierAccount)
  return reply(views.offerView(args.tier, args.account_id))
}

/**
 * An account's seat in a tier.
 * @view
 */
export function seat(raw: RawArgs<wire.TierAccountArgs> = input()): wire.SeatView | null {
  const args = decodeArgs(raw, tierAccount)
  return reply(views.seatView(args.tier, args.account_id))
}

/**
 * Resource credits that an account may spend now.
 * @view
 */
export function credits(raw: RawArgs<wire.AccountIdArgs> = input()): wire.CreditsView {
  return reply(views.creditsView(decodeArgs(raw, { account_id: accountId }).account_id))
}

/**
 * What was spent at a provider. Errors: ERR_PROVIDER_UNKNOWN.
 * @view
 */
export function provider(raw: RawArgs<wire.ProviderArgs> = input()): wire.ProviderView {
  return reply(views.providerView(decodeArgs(raw, { provider_id: accountId }).provider_id))
}

/**
 * A pool and its present stage.
 * @view
 */
export function pool(raw: RawArgs<wire.PoolIdArgs> = input()): wire.PoolView | null {
  return reply(views.poolView(decodeArgs(raw, poolOnly).pool_id))
}

/**
 * A stage's proposal or release.
 * @view
 */
export function proposal(raw: RawArgs<wire.PoolStageArgs> = input()): wire.ProposalView | null {
  const args = decodeArgs(raw, { ...poolOnly, stage: stageNumber })
  return reply(views.proposalView(args.pool_id, args.stage))
}

/**
 * An account's share in a pool.
 * @view
 */
export function member(raw: RawArgs<wire.MemberArgs> = input()): wire.MemberView | null {
  const args = decodeArgs(raw, { ...poolOnly, account_id: accountId })
  return reply(views.memberView(args.pool_id, args.account_id))
}
