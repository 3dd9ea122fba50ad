/**
 * Models, datasets and runs as assets; immutable terms; licences as NEP-171 tokens; revenue split
 * exactly between the protocol fee, the next model's pool, ancestors and contributors.
 *
 * Wire form: one JSON object per call, unknown keys rejected. Amounts and 64-bit integers are
 * decimal strings; hashes and roots are 64 lower-case hex digits; shares are in ppm unless said
 * otherwise. Every record is charged to somebody's NEP-145 storage balance.
 *
 * Shares. An asset's gross revenue `G` in a token only grows. Everything anyone may take of it is a
 * floor of `G`: `floor(G * fee_ppm / 1e6)`, `floor(G * pool_ppm / 1e6)`, `floor(G * ppm(Z) / 1e6)` for
 * each ancestor Z, and for contributors `floor(G * own_ppm / 1e6)`, where the five add up to 1e6. A split
 * epoch owns what was earned while it was open: money that arrives later belongs to the epoch of its oldest
 * part, and what is pulled from a descendant to the epoch of the last pull.
 *
 * Hashes. `terms_hash = sha256("research-hub/terms/1" | record)`, where the record is: version u8 = 1,
 * flags u8 (1 per token, 2 per request, 4 per period, 8 commercial, 16 reciprocal, 32 transferable),
 * derivative u8 (0 none, 1 open, 2 licensed), `lp(token)`, price per token u128, per request u128, per
 * period u128, period_s u32, min_price u128, quota u64, lifetime_s u32, expires_at_ns u64, royalty_ppm u32,
 * resale_ppm u32, uri_hash[32]. A split leaf is `sha256(0x00 | lp(account_id) | share u128)`, an inner
 * node `sha256(0x01 | left | right)`, where a node is its hash and the sum of the shares under it as u128;
 * a last node without a partner moves up as it is. `lp` is a u8 length and the bytes; integers are little
 * endian.
 */
import type { DecimalU64, DecimalU128, Hex32, TokenId } from '../common/wire/interface.js'

export type { DecimalU64, DecimalU128, Hex32, NoArgs, TokenId } from '../common/wire/interface.js'

/** Asset ids count up from 1; at most 4 294 967 295. */
export type AssetId = DecimalU64
/** Licence ids count up from 1; also the NEP-171 token id. */
export type LicenceId = DecimalU64

/** Sets the contract up. Private: callable once, by the contract's own account. */
export type InitArgs = {
  /** Registers tokens, sets fees for assets to come, names the next pool; meant to be a DAO. */
  readonly owner_id: string
  /** May pause features and tag assets. */
  readonly guardian_id: string
  /** Receives protocol fees, and pool shares for which there is no pool. */
  readonly treasury_id: string
  readonly channels_id: string
  readonly competition_id: string
  readonly ladder_id: string
  /** Protocol fee of assets to come; at most 50 000 ppm. */
  readonly fee_ppm: number
  /** Least share of the next model's pool for assets to come; at most 200 000 ppm. */
  readonly pool_ppm: number
}

/** `set_fees`, owner. For assets registered from now on; existing ones keep theirs. */
export type SetFeesArgs = { readonly fee_ppm: number; readonly pool_ppm: number }

/** `set_next_pool`, owner. The ladder's pool that assets without a pool of their own pay to, seven days later but for the first; `"0"` for none. */
export type SetNextPoolArgs = { readonly pool_id: DecimalU64 }

export type AssetKind = 'model' | 'dataset' | 'run' | 'eval' | 'code'

/**
 * `register_asset`, anyone registered; the caller becomes the owner and is charged the records. Once per
 * owner and artefact root. Returns the asset id. The asset is a draft until it is sealed.
 */
export type RegisterAssetArgs = {
  /** `eval` and `code` are reserved and refused. */
  readonly kind: AssetKind
  readonly artifact_root: Hex32
  readonly manifest_root: Hex32
  /** Share for the pool, at least the contract's; absent means the contract's. */
  readonly pool_ppm?: number
  /** A pool of the ladder; absent or `"0"` means the contract's next pool. */
  readonly pool_id?: DecimalU64
}

/**
 * `register_from_entry`, competition contract only, idempotent by `outbox_id` and by entry. Makes a pending
 * model of `account_id`, charged to the competition's storage balance until the owner accepts it.
 * Returns the asset id.
 */
export type RegisterFromEntryArgs = {
  readonly cid: DecimalU64
  readonly entry_id: DecimalU64
  readonly account_id: string
  readonly artifact_root: Hex32
  readonly manifest_root: Hex32
  readonly outbox_id: DecimalU64
}

/**
 * `accept_asset` (owner: takes a pending asset over, with its storage charge), `drop_pending` (owner at
 * once, anyone after 90 days: removes a pending asset without revenue), `seal` (owner, or anyone 30 days
 * after registration, 90 for pending assets: parents and shares are final, sales may begin), `untag`
 * (guardian or owner; anyone once the tag has run out). Views `asset`, `parents`, `ancestors`.
 */
export type AssetArgs = { readonly asset_id: AssetId }

/**
 * `add_parent`, asset owner, while a draft. The parent must be older, sealed and untagged, and offer those
 * terms; `share_ppm` at least the terms' royalty. At most 16 parents, 64 ancestors, 500 000 ppm in all.
 */
export type AddParentArgs = {
  readonly asset_id: AssetId
  readonly parent_id: AssetId
  readonly terms_hash: Hex32
  readonly share_ppm: number
  /** The caller's licence of the parent under those terms, where they ask for one. */
  readonly licence_id?: LicenceId
}

/** A node of a split tree: its hash and its sum, 96 lower-case hex digits. */
export type Hex48 = string

export type Share = { readonly account_id: string; readonly share: DecimalU128 }

/**
 * `set_split_epoch`, asset owner. Announces the next epoch: what is earned seven days from now on is split by
 * it, the first one at once; earlier epochs stay as they are and claimable for ever. One at a time; on drafts
 * the first only. Either `shares` (at most 10, accounts strictly ascending) or `root` and `count`. Returns the
 * epoch. Before the first, everything is the owner's. `freeze_split`: there is never another.
 */
export type SetSplitEpochArgs = {
  readonly asset_id: AssetId
  /** What shares are measured against, at most 2^64 - 1. */
  readonly total: DecimalU128
  /** Gets what is not allocated, and in closed inline epochs the rounding. */
  readonly residual_id: string
  readonly shares?: readonly Share[]
  /** Root of a tree that adds up: its sum, at most `total`, is what is allocated. */
  readonly root?: Hex48
  readonly count?: number
}

export type Derivative = 'none' | 'open' | 'licensed'

/** Terms never change; their hash is their id. */
export type Terms = {
  readonly token: TokenId
  /** Per unit; null when licences are not sold that way. Zero only if not commercial. */
  readonly price_per_token: DecimalU128 | null
  readonly price_per_request: DecimalU128 | null
  readonly price_per_period: DecimalU128 | null
  /** Length of a period; 0 exactly when not sold by period. */
  readonly period_s: number
  /** Least price of one purchase. */
  readonly min_price: DecimalU128
  /** Most units of one licence; `"0"` for no limit. */
  readonly quota: DecimalU64
  /** Licences per token or request end that long after the purchase; 0 for never. */
  readonly lifetime_s: number
  /** No sale and no licence lasts beyond; `"0"` for none. */
  readonly expires_at_ns: DecimalU64
  readonly commercial: boolean
  /** Whether others may name the asset as a parent: no, anyone, or holders of a licence. */
  readonly derivative: Derivative
  /** Derivatives must be offered on reciprocal terms with at least this royalty. */
  readonly reciprocal: boolean
  /** Least share of a derivative's gross revenue. */
  readonly royalty_ppm: number
  readonly transferable: boolean
  /** The asset's part of a resale (NEP-199); at most 100 000 ppm. */
  readonly resale_ppm: number
  /** SHA-256 of the legal text. */
  readonly uri_hash: Hex32
}

/** `add_terms`, asset owner, once sealed. Offers licences on these terms; returns their hash. Offering twice is
 * one offer. */
export type AddTermsArgs = { readonly asset_id: AssetId; readonly terms: Terms }

/** `retire_terms`, asset owner: no more sales or derivatives; sold licences and links stay. View `offer`. */
export type OfferArgs = { readonly asset_id: AssetId; readonly terms_hash: Hex32 }

/** View `terms`. */
export type TermsArgs = { readonly terms_hash: Hex32 }

export type Unit = 'token' | 'request' | 'period'

/**
 * `buy_licence`, payable in NEAR, or by `ft_transfer_call` with
 * `msg = {"method":"buy_licence","args":{...}}`. The buyer is charged the records and must be registered.
 * NEAR beyond the price becomes the buyer's credit, tokens beyond it return. Returns the licence id.
 */
export type BuyLicenceArgs = {
  readonly asset_id: AssetId
  readonly terms_hash: Hex32
  readonly unit: Unit
  readonly quantity: DecimalU64
  /** The most the buyer pays. */
  readonly max_price: DecimalU128
  /** The most of the revenue that may go to ancestors. */
  readonly max_stack_ppm: number
}

/** `consume`, by the holder or the account bound to the licence. Returns the units left. */
export type ConsumeArgs = { readonly licence_id: LicenceId; readonly units: DecimalU64 }

/** `bind_licence`, holder. Lets one account consume, and notes the payment channel; null ends either. */
export type BindLicenceArgs = {
  readonly licence_id: LicenceId
  readonly consumer_id: string | null
  readonly channel_id: Hex32 | null
}

/** `burn_licence`, holder: gives it up and frees its storage. View `licence`. */
export type LicenceArgs = { readonly licence_id: LicenceId }

/**
 * `record_revenue`, payable, channels contract only; in tokens by `ft_transfer_call` with
 * `msg = {"method":"record_revenue","args":{...}}`. Idempotent by `outbox_id`: a repetition succeeds and
 * its money goes back.
 */
export type RecordRevenueArgs = {
  readonly asset_id: AssetId
  readonly outbox_id: DecimalU64
  /** When the oldest of it was earned; absent means now. */
  readonly since_ns?: DecimalU64
}

/**
 * `open_flow`, anyone registered: lets an asset earn in a token, charged to the caller; NEAR is open from
 * registration. Also `claim_fee` (anyone: credits the treasury), `claim_treasury` (anyone: credits the
 * treasury with the pool share while there is no pool), `forward_pool_share` (anyone: sends the pool share
 * to the ladder; one yoctoNEAR attached when the token is not NEAR). View `flow`.
 */
export type FlowArgs = { readonly asset_id: AssetId; readonly token: TokenId }

/**
 * `pull_royalty`, anyone: moves what a descendant owes an ancestor into the ancestor's own flow, for the split
 * epoch in which it was pulled last. With nothing due it fails, but for the first time in an epoch.
 */
export type PullRoyaltyArgs = {
  readonly child_id: AssetId
  readonly ancestor_id: AssetId
  readonly token: TokenId
}

/**
 * `claim_split`, anyone: credits a contributor, who must be able to hold the token; a new record of the claim
 * is charged to the caller. `share`, `index` and `proof` only where the epoch has a root. Returns the amount.
 * View `claimable_split` takes the same.
 */
export type ClaimSplitArgs = {
  readonly asset_id: AssetId
  readonly epoch: number
  readonly token: TokenId
  readonly account_id: string
  readonly share?: DecimalU128
  readonly index?: number
  /** Siblings from the leaf up. */
  readonly proof?: readonly Hex48[]
}

/** `claim_residual`, anyone: credits the residual owner of an epoch. Returns the amount. */
export type ClaimResidualArgs = {
  readonly asset_id: AssetId
  readonly epoch: number
  readonly token: TokenId
}

/**
 * `tag`, guardian or owner: for at most 30 days nothing of the asset's revenue can be taken, and it cannot be
 * licensed or derived from; revenue still accrues. Ends by itself; again at the earliest 7 days after.
 */
export type TagArgs = {
  readonly asset_id: AssetId
  readonly evidence_hash: Hex32
  readonly duration_s: number
}

/** NEP-141 `ft_on_transfer`. An empty `msg` adds to the sender's credit. Returns the amount not used. */
export type FtOnTransferArgs = {
  readonly sender_id: string
  readonly amount: DecimalU128
  readonly msg: string
}

/** View `params`. */
export type ParamsView = {
  readonly version: string
  readonly treasury_id: string
  readonly channels_id: string
  readonly competition_id: string
  readonly ladder_id: string
  readonly fee_ppm: number
  readonly pool_ppm: number
  readonly next_pool_id: DecimalU64
  /** Follows it from a time on. */
  readonly coming_pool_id: DecimalU64
  /** `"0"` when none follows. */
  readonly coming_pool_from_ns: DecimalU64
  readonly assets: DecimalU64
  readonly licences: DecimalU64
  readonly max_fee_ppm: number
  readonly max_pool_ppm: number
  readonly max_stack_ppm: number
  readonly max_parents: number
  readonly max_ancestors: number
}

export type AssetStatus = 'pending' | 'draft' | 'sealed'

export type AssetView = {
  readonly asset_id: AssetId
  readonly kind: AssetKind
  readonly status: AssetStatus
  readonly accepted: boolean
  readonly owner_id: string
  readonly artifact_root: Hex32
  readonly manifest_root: Hex32
  readonly fee_ppm: number
  readonly pool_ppm: number
  readonly stack_ppm: number
  readonly own_ppm: number
  /** As registered; `"0"` follows the contract's next pool. */
  readonly pool_id: DecimalU64
  readonly parents: number
  readonly ancestors: number
  /** The open split epoch. */
  readonly epoch: number
  /** From then on the latest split epoch is open; later than now when it is only announced. */
  readonly split_from_ns: DecimalU64
  readonly split_frozen: boolean
  readonly offers: number
  readonly open_flows: number
  /** From then on anyone may seal. */
  readonly seal_by_ns: DecimalU64
  /** The earliest end among its links' terms; `"0"` for none. */
  readonly expires_at_ns: DecimalU64
  /** Some link forbids commercial terms. */
  readonly non_commercial: boolean
  /** Least royalty its own terms must ask for; null when no link is reciprocal. */
  readonly reciprocal_ppm: number | null
  /** Payouts are frozen until then; `"0"` when never tagged. */
  readonly tagged_until_ns: DecimalU64
  readonly evidence_hash: Hex32
}

export type ParentView = {
  readonly parent_id: AssetId
  readonly terms_hash: Hex32
  readonly share_ppm: number
}

export type AncestorView = { readonly ancestor_id: AssetId; readonly ppm: number }

export type SplitView = {
  readonly total: DecimalU128
  readonly allocated: DecimalU128
  readonly residual_id: string
  /** Empty where there is a root. */
  readonly shares: readonly Share[]
  readonly root: Hex48 | null
  readonly count: number
  readonly from_ns: DecimalU64
}

/** Views `split` and `epoch_flow`. */
export type SplitArgs = { readonly asset_id: AssetId; readonly epoch: number }
export type EpochFlowArgs = SplitArgs & { readonly token: TokenId }

export type EpochFlowView = {
  /** What contributors of the epoch may claim in all, so far. */
  readonly own: DecimalU128
  readonly claimed: DecimalU128
}

export type OfferView = { readonly terms_hash: Hex32; readonly active: boolean }

/** View `offers`, at most 50 a page. */
export type OffersArgs = {
  readonly asset_id: AssetId
  readonly from_index?: number
  readonly limit?: number
}

export type FlowView = {
  readonly gross: DecimalU128
  /** Royalties from descendants; they are the contributors' alone. */
  readonly royalties: DecimalU128
  readonly fee_due: DecimalU128
  readonly pool_due: DecimalU128
  readonly ancestors_due: DecimalU128
  readonly fee_taken: DecimalU128
  readonly pool_taken: DecimalU128
  readonly ancestors_taken: DecimalU128
  readonly own_claimed: DecimalU128
  /** Held for the asset in this token. */
  readonly held: DecimalU128
}

/** View `pullable`. */
export type PullableArgs = PullRoyaltyArgs

/** View `asset_of_entry`. */
export type EntryArgs = { readonly cid: DecimalU64; readonly entry_id: DecimalU64 }

export type LicenceView = {
  readonly licence_id: LicenceId
  readonly asset_id: AssetId
  readonly terms_hash: Hex32
  readonly holder_id: string
  readonly unit: Unit
  readonly units_bought: DecimalU64
  /** For licences by period: the derivatives they still allow. */
  readonly units_left: DecimalU64
  /** `"0"` for never. */
  readonly expires_at_ns: DecimalU64
  readonly is_valid: boolean
  readonly consumer_id: string | null
  readonly channel_id: Hex32 | null
}

/** NEP-171 `nft_transfer`, holder, one yoctoNEAR. The receiver is charged the records and must be registered. */
export type NftTransferArgs = {
  readonly receiver_id: string
  readonly token_id: string
  /** Approvals are not given, so any but null is refused. */
  readonly approval_id?: number | null
  readonly memo?: string | null
}

/** NEP-171 `nft_transfer_call`, as `nft_transfer`; the licence returns if the receiver says so or fails. */
export type NftTransferCallArgs = NftTransferArgs & { readonly msg: string }

/** `nft_resolve_transfer`, private callback. */
export type NftResolveArgs = {
  readonly owner_id: string
  readonly receiver_id: string
  readonly token_id: string
}

export type NftTokenArgs = { readonly token_id: string }

/** NEP-178 `nft_approve`, `nft_revoke`, `nft_revoke_all`, `nft_is_approved`: approvals are refused, revoking does nothing. */
export type NftApproveArgs = {
  readonly token_id: string
  readonly account_id: string
  readonly msg?: string | null
}
export type NftRevokeArgs = { readonly token_id: string; readonly account_id: string }
export type NftIsApprovedArgs = {
  readonly token_id: string
  readonly approved_account_id: string
  readonly approval_id?: number | null
}

/** NEP-181, at most 50 a page. */
export type NftTokensArgs = { readonly from_index?: DecimalU128; readonly limit?: number }
export type NftTokensForOwnerArgs = NftTokensArgs & { readonly account_id: string }
export type NftSupplyForOwnerArgs = { readonly account_id: string }

/** NEP-199 `nft_payout`: seller and the asset's owner, exactly `balance` together. */
export type NftPayoutArgs = {
  readonly token_id: string
  readonly balance: DecimalU128
  readonly max_len_payout?: number
}
export type PayoutView = { readonly payout: Readonly<Record<string, DecimalU128>> }

export type NftContractMetadata = {
  readonly spec: string
  readonly name: string
  readonly symbol: string
  readonly icon: null
  readonly base_uri: null
  readonly reference: null
  readonly reference_hash: null
}

export type NftTokenView = {
  readonly token_id: string
  readonly owner_id: string
  readonly metadata: {
    readonly title: string
    readonly description: string
    readonly copies: number
    /** Milliseconds since 1970, as NEP-177 has it. */
    readonly expires_at: number | null
    readonly extra: string
  }
  readonly approved_account_ids: Readonly<Record<string, number>>
}
