/**
 * Unidirectional payment channels for pay-per-inference. A payer locks a deposit for one payee and
 * signs cumulative vouchers off chain; anyone may settle a voucher on chain while the channel
 * lives; money leaves only by each owner's own withdraw.
 *
 * Wire form: one JSON object per call, unknown keys rejected. Amounts and 64-bit integers are
 * decimal strings; 32-byte ids and hashes are 64 lower-case hex digits; keys are NEAR key strings
 * (`ed25519:...`); signed byte strings are base64.
 *
 * Signed layouts (little endian, fixed size, NEP-461 style tag 2^31 + 7402):
 * every kind starts with `tag u32 | version u8 = 1 | kind u8 | flags u16 | ctx[32] | channel_id[32]`
 * (72 bytes). Kind 1, voucher, 128 bytes: head `| cumulative u128 | lane u32 | reserved u32 = 0 |
 * ack_hash[32]`. Kind 2, close authorisation by the payee, 96 bytes: head `| final u128 |
 * reserved[8] = 0`. Signatures are raw ed25519 over those bytes.
 *
 * Identities: `ctx = sha256("near-paych/ctx/1" | lp(chain_id) | lp(contract_id))` and
 * `channel_id = sha256("near-paych/chan/1" | ctx | lp(payer) | lp(payee) | lp(token) |
 * signer_pk[32] | payee_pk[32] | grace_s u32 | fee_bps u16 | terms_hash[32] | salt[16] |
 * open_height u64)`, where `lp` is a u8 length and the bytes, and integers are little endian.
 */

/** `"near"` or the account id of a NEP-141 contract. */
export type TokenId = string
/** 32 bytes as lower-case hex. @pattern ^[0-9a-f]{64}$ */
export type Hex32 = string
/** Unsigned integer below 2^128 in decimal, no leading zeros. @pattern ^(0|[1-9][0-9]{0,38})$ */
export type DecimalU128 = string
/** Unsigned integer below 2^64 in decimal, no leading zeros. @pattern ^(0|[1-9][0-9]{0,19})$ */
export type DecimalU64 = string

/** Methods that take no arguments: an empty object. */
export type NoArgs = Readonly<Record<never, never>>

/** Sets the contract up. Private: callable once, by the contract's own account. */
export type InitArgs = {
  /** May name the guardian and the fee recipient; meant to be a DAO. */
  readonly owner_id: string
  /** May pause `open` only. */
  readonly guardian_id: string
  /** Fee on settled amounts, in basis points of the cumulative, rounded down; at most 100. */
  readonly fee_bps: number
  readonly fee_recipient_id: string
}

/**
 * `open`, payable, called by the payer. The attached deposit becomes the channel's deposit. Payer
 * and payee must have storage registered (NEP-145 `storage_deposit`); the record's bytes are
 * charged to the payer's storage balance and returned when the channel ends.
 * Returns the channel id.
 */
export type OpenArgs = {
  readonly payee_id: string
  /** Key that signs vouchers; weak (small-order) ed25519 keys are refused. Immutable. */
  readonly signer_key: string
  /** Key that signs close authorisations and usage receipts. Immutable. */
  readonly payee_key: string
  /** Seconds between `request_close` and `finalize`; 900 to 2 592 000. */
  readonly grace_s: number
  /** SHA-256 of the provider's signed price sheet. */
  readonly terms_hash: Hex32
  /** 16 bytes, 32 hex digits. */
  readonly salt: string
  /** At most 1 200 blocks before the block that opens; makes ids unrepeatable. */
  readonly open_height: DecimalU64
}

/** `settle`, anyone. Credits the payee with `cumulative - settled` of that lane. */
export type SettleArgs = { readonly voucher: string; readonly signature: string }

/**
 * `request_close`, `cancel_close` (payer), `finalize` (anyone, once the grace period is over),
 * `purge` (anyone, once the id of a closed channel cannot be opened again: frees its storage).
 */
export type ChannelIdArgs = { readonly channel_id: Hex32 }

/**
 * `close`, payee, immediate. Final amount is `capture`: `settled <= capture <=
 * max(settled, voucher.cumulative)`; without a voucher the payee can only keep what is settled.
 */
export type CloseArgs = {
  readonly channel_id: Hex32
  readonly capture: DecimalU128
  readonly voucher?: string
  readonly signature?: string
}

/**
 * `close_with_auth`, anyone holding the payee's kind-2 signature, immediate. Accepted when the
 * caller is the payer, or `final <= settled`, or a payer voucher of at least `final` comes along.
 */
export type CloseWithAuthArgs = {
  readonly auth: string
  readonly auth_signature: string
  readonly voucher?: string
  readonly signature?: string
}

/** `top_up`, payable, anyone; only while the channel is open. */
export type TopUpArgs = ChannelIdArgs

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
  readonly settled: DecimalU128
  readonly fee_taken: DecimalU128
  readonly fee_bps: number
  readonly grace_s: number
  readonly terms_hash: Hex32
  readonly open_height: DecimalU64
  /** Nanoseconds; `"0"` while open. */
  readonly close_at_ns: DecimalU64
  readonly storage_bytes: number
}

/** View `params()`. */
export type ParamsView = {
  readonly version: string
  readonly chain_id: string
  readonly ctx: Hex32
  readonly fee_bps: number
  readonly fee_recipient_id: string
  readonly min_grace_s: number
  readonly max_grace_s: number
  readonly open_window_blocks: number
  readonly min_deposit_yocto: DecimalU128
}
