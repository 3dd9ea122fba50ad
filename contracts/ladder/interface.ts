/**
 * The ladder: seven tiers of competition with ever fewer seats, who may move up and how, soul-bound
 * seats, resource credits, and a funding pool for each next model.
 *
 * Seasons are counted from `genesis_ns`, each `season_s` long. In the first `standing_s` of a season
 * candidates stand for promotion with their results; from then to the season's end the seats that
 * are free are offered in the order of the aggregates. The aggregate of an account is the sum of its
 * best two ranks in the last three rounds of its tier that were final when the season began; the
 * smaller wins, then the earlier commitment. Nobody stands with one round alone, tier 0 is open to
 * newcomers, and standing in a higher tier takes a seat there. Tier 0 itself has no seats to hold.
 *
 * Pools: `raising` until goal or deadline; `funded` while stages are open; `failed` when the deadline
 * passed below the goal; `stopped` when a stage was not released by its deadline; `completed` when
 * the last stage was released. All of it follows from time; nobody has to close anything.
 * Contributions are shares. What a pool gets from licensing while it raises counts towards the goal
 * as shares of nobody; what those earn moves on to the tier's next pool.
 *
 * Wire form as everywhere: one JSON object per call, unknown keys rejected, amounts and 64-bit
 * integers as decimal strings. Features that can be paused, as bits: 1 standing and offers; 2 new
 * pools and contributions; 4 proposals and releases; 8 spending of credits. What lets money or
 * storage go, and claims of what was offered, are never paused.
 */

import type { DecimalU64, DecimalU128, Hex32, TokenId } from '../common/wire/interface.js'

export type { DecimalU64, DecimalU128, Hex32, NoArgs, TokenId } from '../common/wire/interface.js'

/** What a tier is in a season. */
export type TierConfig = {
  /** Name of the model size, such as `0.5B`; at most 16 characters. */
  readonly size: string
  /** Each tier has fewer than the one below. */
  readonly seats: number
  /** How many candidates beyond the seats may be offered one. */
  readonly bench: number
  /** How far payouts are meant to be collaborative, 0 to 10 000: stated for readers, no payout follows it yet. */
  readonly kappa_bps: number
  /** Scored entries a seat has in a season. */
  readonly entries: number
  /** Resource credits that a seat's holder may draw in a season. */
  readonly resources: number
  /** The part of who stands that goes down a tier at the turn of a season, at most 5 000; 1 000 unless given. */
  readonly relegate_bps?: number
  /** The part of who stands that may be offered a seat in the next tier; 3 334, a third, unless given. */
  readonly promote_bps?: number
  /** Least score of a result that counts for a seat; 0 unless given. */
  readonly bar?: number
  /** Two rounds running within so many places, and within a third of those ranked, open the fast lane; 10 unless given. */
  readonly fast_places?: number
}

/** Sets the contract up. Private: once, by the contract's own account. */
export type InitArgs = {
  readonly owner_id: string
  readonly guardian_id: string
  /** The only account whose `on_final` and `grant_credits` count. */
  readonly competition_id: string
  /** The only account whose `deposit_revenue` counts. */
  readonly licensing_id: string
  /** From the smallest model up; two to seven. */
  readonly tiers: readonly TierConfig[]
  /** Length of a season, 3 600 to 31 536 000 seconds. */
  readonly season_s: number
  /** How long candidates may stand; shorter than the season. */
  readonly standing_s: number
  /** How long an offer holds, and how long a result may take to be proved before inactivity counts. */
  readonly offer_s: number
  /** How long a proposed release may be vetoed. */
  readonly veto_s: number
  /** Start of season 0; now unless given. */
  readonly genesis_ns?: DecimalU64
  /**
   * Vouches for persons, one account each, and only those may take seats: the owner for an allow-list, or
   * a contract. Nobody is asked for unless given.
   */
  readonly identity_id?: string
}

/** `accuse`, guardian or owner. `dismiss_accusation`, guardian or owner; \`remove_cheat\`, anyone, after `veto_s`. */
export type AccuseArgs = { readonly account_id: string; readonly evidence_hash: Hex32 }

/** `vouch`, identity adapter only: the account is that person's only one until then. `unvouch`. */
export type VouchArgs = {
  readonly account_id: string
  /** Stands for the person, the same whatever the account. */
  readonly person: Hex32
  readonly until_ns: DecimalU64
}

/** `on_final`, competition only, idempotent: a round of a tier is final under `results_root`. */
export type OnFinalArgs = {
  readonly cid: DecimalU64
  readonly tier: number
  readonly series_id: DecimalU64
  readonly seats_hint?: number
  readonly results_root: Hex32
  readonly ranked: number
  readonly finalised_at_ns: DecimalU64
  readonly outbox_id: DecimalU64
}

/**
 * `grant_credits`, competition only, idempotent: resource credits for an admitted account, which must
 * be registered here. They lapse when the season after this one ends. `return_credits`, the same: takes what is not
 * spent of them back, when the place that they came with is left.
 */
export type GrantCreditsArgs = {
  readonly cid: DecimalU64
  readonly account_id: string
  readonly amount: DecimalU128
  readonly outbox_id: DecimalU64
}

/**
 * `deposit_revenue`, payable, licensing only (NEAR attached, or tokens with this as the message),
 * idempotent: a pool's share of licence revenue, in the pool's token.
 */
export type DepositRevenueArgs = { readonly pool_id: DecimalU64; readonly outbox_id: DecimalU64 }

/**
 * `return_release`, payable, competition only (NEAR attached, or tokens with this as the message),
 * idempotent: what a pool had released to a competition and that did not use, such as one that was
 * cancelled. It goes to the pool's shares like revenue, whatever the pool's phase.
 */
export type ReturnReleaseArgs = {
  readonly pool_id: DecimalU64
  readonly cid: DecimalU64
  readonly outbox_id: DecimalU64
}

/**
 * `qualify`, anyone: proves an account's rank in a final round. The caller pays the storage of the
 * account's first result in the tier and gets it back from `forget_results`.
 */
export type QualifyArgs = {
  readonly cid: DecimalU64
  readonly account_id: string
  /** The trie's rank proof in base64, as `competition.proof` gives it. */
  readonly proof: string
}

/**
 * `stand({tier, account_id})`, anyone, while candidates may stand: enters the account's aggregate in
 * this season's promotion from `tier` to the next. The caller pays the storage until
 * `clear_standing`. `forget_results`, anyone, once no result counts any more. `expire_offer`, anyone,
 * after an offer's deadline. `evict`, anyone, after four rounds of the tier without a result of the
 * holder. `announce_seat`, anyone: tells the competition of a seat again, for the present season.
 */
export type TierAccountArgs = { readonly tier: number; readonly account_id: string }

/** `clear_standing`, anyone, once the season is over: frees the storage. */
export type ClearStandingArgs = TierAccountArgs & { readonly season: number }

/**
 * `offer_seats`, anyone, once standing is over: offers free seats of `tier` to the next candidates of
 * the tier below, looking at `limit` of them (1 unless given, at most 7). Returns how many offers
 * it made. The caller pays their storage until each is claimed or expires.
 */
export type OfferSeatsArgs = { readonly tier: number; readonly limit?: number }

/**
 * `relegate`, anyone, once standing is over and the tier below has relegated: the lowest of those who
 * stand in `tier` and have not been reached goes down one tier, or loses its seat where none is free.
 * `claim_seat`, by the account that has the offer; gives up its seat in the tier below. `resign`.
 * `claim_fast_seat`, by an account that was exceptional in the last two rounds of `tier`, where it has
 * its seat or which is tier 0: the free seat two tiers above, or one.
 */
export type TierArgs = { readonly tier: number }

/** `register_provider`, `remove_provider`, owner. */
export type ProviderArgs = { readonly provider_id: string }

/** `spend_credits`, by the account that has them, at a registered provider. */
export type SpendCreditsArgs = { readonly provider_id: string; readonly amount: DecimalU128 }

/** `drop_credits`, anyone: frees the record of an account whose credits are spent or lapsed. View `credits`. */
export type AccountIdArgs = { readonly account_id: string }

/** `set_tier`, owner: what a tier is from a later season on. Seats may not fall below those in use. */
export type SetTierArgs = TierConfig & { readonly tier: number; readonly from_season: number }

export type Stage = {
  /** The most that its release may pay. */
  readonly limit: DecimalU128
  readonly deadline_ns: DecimalU64
}

/**
 * `create_pool`, by the owner, or by who has a seat in `tier`: raises money for the tier's next model.
 * The caller pays the storage. One to eight stages in order of deadlines, limits together at most the
 * goal. Returns the pool's id.
 */
export type CreatePoolArgs = {
  readonly tier: number
  readonly token: TokenId
  /** Proposes releases; cannot take anything itself. */
  readonly manager_id: string
  readonly goal: DecimalU128
  readonly deadline_ns: DecimalU64
  readonly stages: readonly Stage[]
}

/** `set_next_pool`, owner: where money that nobody owns moves on to, seven days later but for the first. */
export type SetNextPoolArgs = TierArgs & { readonly pool_id: DecimalU64 }

/**
 * `contribute`, payable, while the pool raises; tokens come by `ft_transfer_call` with the message
 * `{"method":"contribute","args":{"pool_id":"1"}}`. What exceeds the goal is credited, or stays with
 * the sender in tokens. The caller pays the storage of its share.
 * `veto_release`, guardian or owner, before a proposal's time is over. `release`, anyone, after it and
 * before the stage's deadline; one yoctoNEAR for tokens that go to a competition.
 * `withdraw_proposal`, the manager, any time before the release.
 * `sweep_pool`, anyone: moves what nobody owns on to the tier's next pool. View `pool`.
 */
export type PoolIdArgs = { readonly pool_id: DecimalU64 }

/**
 * `refund`, anyone for a member, once the pool failed, stopped or completed: credits the member's part
 * of what was not released. `claim_revenue`, anyone for a member: credits what its shares earned.
 * `leave_pool`, the member, after those: gives the shares up and frees their storage. View `member`.
 */
export type PoolMemberArgs = PoolIdArgs & { readonly account_id?: string }
export type MemberArgs = PoolIdArgs & { readonly account_id: string }

/** `propose_release`, the manager: for the present stage, to one of the two. */
export type ProposeReleaseArgs = PoolIdArgs & {
  readonly amount: DecimalU128
  readonly evidence_hash: Hex32
  readonly to_account_id?: string
  /** A competition whose prize it pays; one that no other pool has paid. */
  readonly to_cid?: DecimalU64
}

/**
 * `recall_release`, anyone: what a competition would not take of a stage's release goes back to the
 * shares, once the notification has failed and `veto_s` has passed since the release. View `proposal`.
 */
export type PoolStageArgs = PoolIdArgs & { readonly stage: number }

/** NEP-171 `nft_transfer` and `nft_transfer_call`: seats never move. */
export type NftTransferArgs = {
  readonly receiver_id: string
  readonly token_id: string
  readonly approval_id?: number
  readonly memo?: string
}
export type NftTransferCallArgs = NftTransferArgs & { readonly msg?: string }
export type NftTokenArgs = { readonly token_id: string }
export type NftTokensForOwnerArgs = AccountIdArgs & {
  readonly from_index?: DecimalU128
  readonly limit?: number
}
/** NEP-171 and NEP-177; the id is `tier:account`. */
export type NftToken = {
  readonly token_id: string
  readonly owner_id: string
  readonly metadata: {
    readonly title: string
    readonly copies: number
    readonly issued_at: string
    readonly extra: string
  }
}
export type NftContractMetadata = {
  readonly spec: string
  readonly name: string
  readonly symbol: string
  readonly icon: null
  readonly base_uri: null
  readonly reference: null
  readonly reference_hash: null
}

/** View `params`. */
export type ParamsView = {
  readonly version: string
  readonly competition_id: string
  readonly licensing_id: string
  readonly identity_id: string | null
  readonly genesis_ns: DecimalU64
  readonly season_s: number
  readonly standing_s: number
  readonly offer_s: number
  readonly veto_s: number
  readonly tiers: number
}

/** View `season`. */
export type SeasonView = {
  readonly season: number
  readonly phase: 'before' | 'standing' | 'offers'
  readonly standing_ends_ns: DecimalU64
  readonly ends_ns: DecimalU64
}

/** View `tier({tier})`. */
export type TierView = {
  readonly tier: number
  readonly config: TierConfig
  readonly next: { readonly from_season: number; readonly config: TierConfig } | null
  readonly held: number
  readonly offered: number
  readonly rounds: number
  /** `"0"` when none is set. */
  readonly next_pool_id: DecimalU64
  /** Follows it from a time on; `"0"` when none is named. */
  readonly coming_pool_id: DecimalU64
  readonly coming_pool_from_ns: DecimalU64
  /** Whose rounds count; `"0"` when none is named, and then none does. */
  readonly series_id: DecimalU64
  /** Follows it for rounds that are final from a time on; `"0"` when none is named. */
  readonly coming_series_id: DecimalU64
  readonly coming_series_from_ns: DecimalU64
}

/** `set_series`, owner: names the series of the competition whose rounds count in a tier. */
export type SetSeriesArgs = TierArgs & { readonly series_id: DecimalU64 }

/** View `round({cid})`. */
export type CidArgs = { readonly cid: DecimalU64 }
/** `known_at_ns` is when the ladder heard of the round; that decides for which seasons it counts. */
export type RoundView = {
  readonly cid: DecimalU64
  readonly tier: number
  /** Counts the tier's rounds from 0 in the order in which they became known here. */
  readonly ordinal: number
  readonly results_root: Hex32
  readonly ranked: number
  readonly finalised_at_ns: DecimalU64
  readonly known_at_ns: DecimalU64
}

/** View `results({tier, account_id})`: what was proved, and the aggregate in this season's promotion. */
export type ResultsView = {
  readonly results: readonly {
    readonly ordinal: number
    readonly rank: number
    /** Score and order of commitment, as in the results. */
    readonly key: string
  }[]
  readonly aggregate: { readonly rank_sum: number; readonly key: string } | null
}

/** View `promotion({tier, season})` out of `tier`. */
export type PromotionArgs = TierArgs & { readonly season: number }
export type PromotionView = {
  /** Rounds that count: from this ordinal, up to but without the other. */
  readonly from_ordinal: number
  readonly to_ordinal: number
  readonly standing: number
  /** Candidates who were offered a seat or passed over. */
  readonly considered: number
  /** Places at the end that have been relegated or passed over, of so many that are. */
  readonly relegated: number
  readonly relegations: number
}

/** View `candidates({tier, season, from_index, limit})` in order; at most 50. */
export type CandidatesArgs = PromotionArgs & {
  readonly from_index?: number
  readonly limit?: number
}
export type CandidateView = {
  readonly place: number
  readonly account_id: string
  readonly rank_sum: number
  readonly key: string
}

/** View `offer({tier, account_id})`. */
export type OfferView = { readonly season: number; readonly deadline_ns: DecimalU64 }

/** View `seat({tier, account_id})`. */
export type SeatView = {
  readonly token_id: string
  readonly season: number
  readonly since_ns: DecimalU64
  /** One for each two rounds of the tier without a result; from two on anyone may evict. */
  readonly strikes: number
}

/** View `credits({account_id})`: what may be spent now, and the season after which each part lapses. */
export type CreditsView = {
  readonly available: DecimalU128
  readonly parts: readonly { readonly last_season: number; readonly amount: DecimalU128 }[]
}

/** View `provider({provider_id})`: credits spent there. */
export type ProviderView = { readonly received: DecimalU128 }

export type PoolPhase = 'raising' | 'funded' | 'failed' | 'stopped' | 'completed'

export type ProposalView = {
  readonly stage: number
  readonly amount: DecimalU128
  readonly evidence_hash: Hex32
  readonly to_account_id: string | null
  readonly to_cid: DecimalU64 | null
  readonly veto_ends_ns: DecimalU64
  /** `"0"` until released. */
  readonly released_at_ns: DecimalU64
  /** Notification that carries it to a competition; `"0"` when none does. */
  readonly outbox_id: DecimalU64
}

/** View `pool({pool_id})`. */
export type PoolView = {
  readonly pool_id: DecimalU64
  readonly phase: PoolPhase
  readonly tier: number
  readonly token: TokenId
  readonly manager_id: string
  readonly goal: DecimalU128
  readonly deadline_ns: DecimalU64
  readonly raised: DecimalU128
  /** Of that, shares still in the pool, those of nobody included. */
  readonly shares: DecimalU128
  /** Shares bought by licence revenue. */
  readonly common_shares: DecimalU128
  readonly released: DecimalU128
  readonly refunded: DecimalU128
  /** Revenue that came after funding and releases that came back, and what of that was claimed. */
  readonly revenue: DecimalU128
  readonly revenue_claimed: DecimalU128
  /** Waits for `sweep_pool`. */
  readonly residual: DecimalU128
  /** Held for the pool. */
  readonly held: DecimalU128
  readonly stage: number
  readonly stages: readonly Stage[]
  readonly proposal: ProposalView | null
}

/** View `member({pool_id, account_id})`. */
export type MemberView = {
  readonly shares: DecimalU128
  readonly is_refunded: boolean
  readonly claimable_revenue: DecimalU128
}
