/**
 * Unidirectional payment channels for pay-per-inference. A payer locks a deposit for one payee and
 * signs cumulative vouchers off chain; anyone may settle a voucher on chain while the channel
 * lives; money leaves only by each owner's own withdraw. Settling, finalizing and withdrawing can
 * never be paused.
 *
 * Wire form: one JSON object per call, unknown keys rejected. Amounts and 64-bit integers are
 * decimal strings; 32-byte ids and hashes are 64 lower-case hex digits; keys are NEAR key strings
 * (`ed25519:...`); signed byte strings are base64. `settle_batch` and `settle_multi` take raw bytes.
 *
 * Signed layouts (little endian, fixed size, NEP-461 style tag 2^31 + 7402). Every kind starts with
 * `tag u32 | version u8 = 1 | kind u8 | flags u16 | ctx[32] | channel_id[32]`, 72 bytes, signatures are
 * raw ed25519 over all of it:
 *
 *     1 voucher      128  head | cumulative u128 | lane u32 | reserved u32 = 0 | ack_hash[32]
 *     2 close auth    96  head | final u128 | valid_until_height u64               (payee)
 *     3 tick chain   136  head | base u128 | lane u32 | max_ticks u32 | tick_price u64 | root[32]
 *     5 multi         72  head, its channel_id being sha256("near-paych/multi/1" | n u32 | entries),
 *                         an entry being channel_id[32] | lane u32 | cumulative u128, ascending
 *     6 refund auth   96  head | total_refund u128 | reserved[8] = 0                (payee)
 *
 * Flags are 0, but for bit 0 of a voucher: it then counts only in `settle_conditional`, and its ack_hash
 * is sha256 of `{model}:{request hash}`.
 *
 * Identities: `ctx = sha256("near-paych/ctx/1" | lp(chain_id) | lp(contract_id))` and
 * `channel_id = sha256("near-paych/chan/1" | ctx | lp(payer) | lp(payee) | lp(token) |
 * signer_pk[32] | payee_pk[32] | grace_s u32 | fee_bps u16 | terms_hash[32] | salt[16] |
 * open_height u64)`, where `lp` is a u8 length and the bytes, and integers are little endian. Lanes, tip,
 * TEE key and royalty are not part of the id: a payee's terms bound them, but for lanes and TEE key, which are
 * the payer's matter, and a payee compares the view with its offer before it serves.
 *
 * Lanes: lane 0, and up to 64 more that the payer pays the storage of at open. A voucher raises one lane;
 * `settled` is the sum of all. Storage is charged to the payer at open and comes back when the channel
 * ends.
 */
import type { DecimalU64, DecimalU128, Hex32, TokenId } from '../common/wire/interface.js'

export type { DecimalU64, DecimalU128, Hex32, TokenId } from '../common/wire/interface.js'

/** Sets the contract up. Private: callable once, by the contract's own account. */
export type InitArgs = {
  /** May name the guardian and the fee recipient; meant to be a DAO. */
  readonly owner_id: string
  /** May pause opening (feature bit 1) only. */
  readonly guardian_id: string
  /** Fee on settled amounts, in basis points of the cumulative, rounded down; at most 100. */
  readonly fee_bps: number
  readonly fee_recipient_id: string
  /** Receives royalties; without it no channel can name an asset. */
  readonly licensing_id?: string
}

/**
 * `open`, payable, called by the payer. The attached NEAR becomes the channel's deposit. Payer and payee
 * must have storage registered (NEP-145 `storage_deposit`); the records' bytes are charged to the payer's
 * storage balance and returned when the channel ends. Refused outside the terms that the payee has set, and
 * where it has set none. Returns the channel id. Errors: ERR_PAYEE_TERMS_NONE, ERR_PAYEE_TERMS_REVISION,
 * ERR_PAYEE_TERMS (naming `payee_key`, `asset_id`, `royalty_ppm` or `tip_bps`), ERR_NOT_REGISTERED,
 * ERR_STORAGE_SHORT, ERR_DEPOSIT_TOO_SMALL, ERR_WEAK_KEY, ERR_OPEN_HEIGHT, ERR_CHANNEL_EXISTS,
 * ERR_SELF_CHANNEL, ERR_NO_LICENSING, ERR_PAUSED.
 */
export type OpenArgs = {
  readonly payee_id: string
  /** Of the payee's terms, as view `payee_terms` has it. */
  readonly terms_revision: DecimalU64
  /** Key that signs vouchers; weak (small-order) ed25519 keys are refused. Immutable. */
  readonly signer_key: string
  /** Key that signs close and refund authorisations and usage receipts; one of the payee's terms. Immutable. */
  readonly payee_key: string
  /** Seconds between `request_close` and `finalize`; 900 to 2 592 000. */
  readonly grace_s: number
  /** SHA-256 of the provider's signed price sheet. */
  readonly terms_hash: Hex32
  /** 16 bytes, 32 hex digits. */
  readonly salt: string
  /** At most 1 200 blocks before the block that opens; makes ids unrepeatable. */
  readonly open_height: DecimalU64
  /** Lanes beside lane 0; 0 to 64. */
  readonly lanes?: number
  /**
   * While the channel is closing, from the time that the payee's terms say, this part of what a third party
   * settles goes to that party, out of the payee's part; basis points, at most 1 000 and what the terms allow.
   * A payee that settles in time itself pays nothing.
   */
  readonly tip_bps?: number
  /** Key that the attested model signs answers with, for `settle_conditional`. */
  readonly tee_key?: string
  /** Licensed asset that earns the royalty. */
  readonly asset_id?: DecimalU64
  /** Royalty, in millionths of what is left after the fee, on the cumulative amount, rounded down. */
  readonly royalty_ppm?: number
}

/**
 * `open_from_vault`, called by the payer: as `open`, from the payer's credit in any registered token. No
 * deposit is attached, so a function-call key suffices and it works through NEP-366. The payee must hold
 * the token. Errors: as `open`, and ERR_CREDIT_SHORT, ERR_TOKEN_NOT_HELD, ERR_UNKNOWN_TOKEN.
 */
export type OpenFromVaultArgs = OpenArgs & {
  readonly token: TokenId
  readonly deposit: DecimalU128
}

/**
 * `set_payee_terms`, the payee; one yoctoNEAR. What is left out allows nothing. Replaces what was set before,
 * for channels opened later. Errors: ERR_ONE_YOCTO, ERR_NOT_REGISTERED, ERR_STORAGE_SHORT, ERR_WEAK_KEY.
 */
export type PayeeTermsArgs = {
  /** `payee_key` of a channel is one of them; at most 8, none to let nobody open. */
  readonly payee_keys: readonly string[]
  /** Greatest `royalty_ppm`. */
  readonly max_royalty_ppm?: number
  /** Assets that a royalty may go to, at most 8. */
  readonly asset_ids?: readonly DecimalU64[]
  /** Greatest `tip_bps`, at most 1 000. */
  readonly max_tip_bps?: number
  /** How much of the grace is over before a tip counts: basis points, 5 000 unless given. */
  readonly tip_after_bps?: number
}

/** View `payee_terms({account_id})`; null when the payee has set none. */
export type PayeeTermsView = {
  /** What `open` names. */
  readonly revision: DecimalU64
  readonly payee_keys: readonly string[]
  readonly max_royalty_ppm: number
  readonly asset_ids: readonly DecimalU64[]
  readonly max_tip_bps: number
  readonly tip_after_bps: number
}

/**
 * `settle`, anyone. Credits the payee with what the voucher's cumulative amount exceeds its lane's by, less
 * fee and royalty, as far as the deposit goes; the rest stays due, and settles by the same voucher after a
 * top-up. Errors: ERR_VOUCHER_* (ERR_VOUCHER_OVER_DEPOSIT when nothing of the deposit is left),
 * ERR_CHANNEL_NOT_FOUND.
 */
export type SettleArgs = { readonly voucher: string; readonly signature: string }

/**
 * `settle_batch`, anyone; raw bytes `lp(payee_id) | lp(token) | entries`, an entry being `channel_id[32] |
 * lane u32 | cumulative u128 | ack_hash[32] | signature[64]`, 148 bytes. `settle_multi`, anyone; raw bytes
 * `signer_key[32] | signature[64] | entries` of kind 5. Both return one status byte an entry, in hex: 0
 * settled, 1 unknown channel, 2 other payee or token, 3 lane closed, 4 not newer, 5 over deposit, 6 bad
 * signature, 7 other signer, 8 payee not registered. What is not settled changes nothing. Each logs once:
 * up to 500 settled entries as base64 of `channel_id[0..8] | rise u128`, beyond that the input's SHA-256.
 * About 1 960 channels fit a transaction of 1 Pgas. Errors: ERR_BATCH_FORMAT, ERR_VOUCHER_SIGNATURE (of a
 * multi-voucher), ERR_NOT_REGISTERED, ERR_TOKEN_NOT_HELD.
 */
export type EntryStatuses = string

/**
 * `settle_ticks`, anyone. Settles the lane to `base + ticks × tick_price` of the signed chain: `tick` hashed
 * `ticks` times with SHA-256 is the root. At most 1 024. Errors: as `settle`, ERR_TICK_COUNT,
 * ERR_TICK_CHAIN.
 */
export type SettleTicksArgs = {
  /** Kind 3, base64. */
  readonly commitment: string
  readonly signature: string
  readonly ticks: number
  readonly tick: Hex32
}

/**
 * `settle_conditional`, anyone. Settles a voucher with flag bit 0, which counts once the channel's TEE key
 * has signed `{model}:{sha256 of request}:{sha256 of response}` (hashes in hex, raw ed25519 over the text)
 * for the model and request that the voucher names. Errors: as `settle`, ERR_NO_TEE_KEY,
 * ERR_CONDITION_TEXT, ERR_CONDITION_OTHER, ERR_CONDITION_SIGNATURE.
 */
export type SettleConditionalArgs = {
  readonly voucher: string
  readonly signature: string
  readonly text: string
  /** 64 bytes, base64. */
  readonly text_signature: string
}

/**
 * `request_close`, `cancel_close` (payer), `finalize` (anyone, once the grace period is over),
 * `apply_decrease` (anyone, once a decrease's grace is over), `purge` (anyone, once the id of a closed
 * channel cannot be opened again: frees its storage).
 */
export type ChannelIdArgs = { readonly channel_id: Hex32 }

/**
 * `close`, payee, immediate. The settled total ends at `capture`: `settled <= capture <=` the total that
 * the voucher brought along leads to; without one the payee can only keep what is settled. Errors:
 * ERR_NOT_PAYEE, ERR_CAPTURE_RANGE, ERR_VOUCHER_*.
 */
export type CloseArgs = {
  readonly channel_id: Hex32
  readonly capture: DecimalU128
  readonly voucher?: string
  readonly signature?: string
}

/**
 * `close_with_auth`, anyone holding the payee's kind-2 signature over the final total, immediate. Accepted
 * when the caller is the payer, or `final` is what is settled, or a voucher that leads at least there
 * comes along. Errors: ERR_CLOSE_NOT_COVERED, ERR_CAPTURE_RANGE, ERR_VOUCHER_*.
 */
export type CloseWithAuthArgs = {
  readonly auth: string
  readonly auth_signature: string
  readonly voucher?: string
  readonly signature?: string
}

/** `top_up`, payable in NEAR, anyone; only while the channel is open. Errors: ERR_NOT_OPEN, ERR_TOKEN_MISMATCH. */
export type TopUpArgs = ChannelIdArgs

/**
 * `top_up_from_vault`, anyone, from the caller's credit, while the channel is open. `refund_unused`, payee:
 * lowers the deposit by `amount`, never below what is settled, in the payer's favour. Errors:
 * ERR_NOT_OPEN, ERR_CREDIT_SHORT; ERR_NOT_PAYEE, ERR_NOTHING_UNUSED.
 */
export type AmountArgs = { readonly channel_id: Hex32; readonly amount: DecimalU128 }

/**
 * `refund_with_auth`, anyone with the payee's kind-6 signature. What is signed is the sum of all refunds
 * over the channel's life, those by `refund_unused` included, so one authorisation works once. Errors:
 * ERR_REFUND_NOT_NEWER, ERR_VOUCHER_*.
 */
export type RefundWithAuthArgs = { readonly auth: string; readonly auth_signature: string }

/**
 * Pooled limits; the payer's credit is the pool and a channel's deposit its provider's limit. `allocate`,
 * payer, raises a limit at once and ends a pending decrease. `deallocate`, payer, announces a lower one,
 * which `apply_decrease` puts in force after the channel's grace; until then all of it can be settled.
 * Both only while the channel is open. Errors: ERR_NOT_PAYER, ERR_NOT_OPEN, ERR_LIMIT_RANGE,
 * ERR_CREDIT_SHORT; ERR_NO_DECREASE, ERR_DECREASE_EARLY.
 */
export type LimitArgs = { readonly channel_id: Hex32; readonly limit: DecimalU128 }

/**
 * `forward_royalty`, anyone; one yoctoNEAR attached for a NEP-141 token. Sends what the asset's royalties have
 * come to by the outbox to licensing's `record_revenue`; returns the outbox id. View `royalty`. Errors:
 * ERR_NO_ROYALTY, ERR_ROYALTY_UNDER_WAY, ERR_ONE_YOCTO.
 */
export type RoyaltyArgs = { readonly asset_id: DecimalU64; readonly token: TokenId }

export type RoyaltyView = {
  readonly amount: DecimalU128
  /** Channels that name the asset. */
  readonly channels: number
  /** `"0"` before the first; see `outbox_entry`. */
  readonly last_outbox_id: DecimalU64
}

/** `msg` of a token transfer: whose credit it becomes, or which channel's deposit; one of the two at most. */
export type TransferMessage = { readonly account_id?: string; readonly top_up?: Hex32 }

/** View `channels`: up to 50 at once. */
export type ChannelIdsArgs = { readonly channel_ids: readonly Hex32[] }

export type ChannelStatus = 'open' | 'closing'

/** View `channel({channel_id})`: the record, or null when it never existed or is gone. */
export type ChannelView = {
  readonly channel_id: Hex32
  readonly status: ChannelStatus
  readonly payer_id: string
  readonly payee_id: string
  readonly token: TokenId
  readonly signer_key: string
  readonly payee_key: string
  readonly deposit: DecimalU128
  /** Of all lanes together; view `lanes` has each. */
  readonly settled: DecimalU128
  readonly fee_taken: DecimalU128
  readonly fee_bps: number
  readonly royalty_taken: DecimalU128
  readonly royalty_ppm: number
  readonly asset_id: DecimalU64 | null
  readonly tee_key: string | null
  readonly tip_bps: number
  /** How much of the grace is over before a tip counts, in basis points. */
  readonly tip_after_bps: number
  /** Lanes beside lane 0. */
  readonly lanes: number
  /** Given back by the payee over the channel's life. */
  readonly refunded: DecimalU128
  /** A lower limit that is announced, and from when it may be applied. */
  readonly decrease: { readonly limit: DecimalU128; readonly at_ns: DecimalU64 } | null
  readonly grace_s: number
  readonly terms_hash: Hex32
  readonly open_height: DecimalU64
  /** Nanoseconds; `"0"` while open. */
  readonly close_at_ns: DecimalU64
  /** Charged to the payer. */
  readonly storage_bytes: number
}

/** View `params()`. */
export type ParamsView = {
  readonly version: string
  readonly chain_id: string
  readonly ctx: Hex32
  readonly fee_bps: number
  readonly fee_recipient_id: string
  /** Empty when royalties go nowhere. */
  readonly licensing_id: string
  readonly min_grace_s: number
  readonly max_grace_s: number
  readonly open_window_blocks: number
  readonly min_deposit_yocto: DecimalU128
  readonly max_lanes: number
  readonly max_tip_bps: number
  readonly max_ticks: number
}
