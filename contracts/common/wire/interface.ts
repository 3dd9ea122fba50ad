/** Wire types of the entry points that every contract has. Amounts are decimal strings. */

/** `"NEAR"` or the account id of a NEP-141 contract. */
export type TokenId = string
/** Unsigned integer below 2^128 in decimal, no leading zeros. @pattern ^(0|[1-9][0-9]{0,38})$ */
export type DecimalU128 = string
/** Unsigned integer below 2^64 in decimal, no leading zeros. @pattern ^(0|[1-9][0-9]{0,19})$ */
export type DecimalU64 = string
/** The same below zero too. @pattern ^(0|-?[1-9][0-9]{0,38})$ */
export type DecimalI128 = string
/** 32 bytes as lower-case hex. @pattern ^[0-9a-f]{64}$ */
export type Hex32 = string

/** Methods that take no arguments: an empty object. */
export type NoArgs = Readonly<Record<never, never>>

/** NEP-145 balance. */
export type StorageBalance = { readonly total: DecimalU128; readonly available: DecimalU128 }
export type StorageBalanceBounds = { readonly min: DecimalU128; readonly max: null }
export type StorageDepositArgs = {
  readonly account_id?: string
  readonly registration_only?: boolean
}
export type StorageWithdrawArgs = { readonly amount?: DecimalU128 }
export type StorageUnregisterArgs = { readonly force?: boolean }
export type AccountArgs = { readonly account_id: string }

/** Callback of a storage payment; `ends` when the registration ended with it. */
export type StoragePaymentArgs = {
  readonly account_id: string
  readonly amount: DecimalU128
  readonly ends: boolean
}
/** Callback of a withdrawal. */
export type PaymentArgs = {
  readonly account_id: string
  readonly amount: DecimalU128
  readonly token: TokenId
}

export type TokenArgs = { readonly token: TokenId }
export type CreditArgs = { readonly account_id: string; readonly token: TokenId }
/** `amount` absent means all. */
export type WithdrawArgs = { readonly token: TokenId; readonly amount?: DecimalU128 }
/** NEP-141 `ft_on_transfer`. */
export type FtOnTransferArgs = {
  readonly sender_id: string
  readonly amount: DecimalU128
  readonly msg: string
}

/** What the `msg` of a token transfer says when it names a method; `args` are that method's. */
export type TokenMessage<Method extends string> = {
  readonly method: Method
  readonly args?: unknown
}

/** What the contract holds and owes in one token. */
export type SolvencyView = {
  readonly token: TokenId
  /** Below zero when the storage stake exceeds the balance. */
  readonly holds: DecimalI128
  readonly owed: DecimalU128
  readonly locked: DecimalU128
  readonly credits: DecimalU128
  readonly outbox: DecimalU128
  readonly in_flight: DecimalU128
  readonly storage_balances: DecimalU128
  readonly solvent: boolean
}

export type GovernanceView = {
  readonly owner_id: string
  /** Empty when no hand-over is under way. */
  readonly pending_owner_id: string
  readonly guardian_id: string
  readonly paused_features: number
  /** Zeros when no upgrade is proposed. */
  readonly upgrade_hash: Hex32
  /** `"0"` when no upgrade is proposed. */
  readonly upgrade_at_ns: DecimalU64
  /** From when the proposal is void; `"0"` when there is none. */
  readonly upgrade_until_ns: DecimalU64
  /** The least delay of a proposal: longer than any lock of the contract. */
  readonly upgrade_delay_ns: DecimalU64
}
export type OwnerArgs = { readonly owner_id: string }
export type GuardianArgs = { readonly guardian_id: string }
/** Bits of features; which bit is which feature the contract documents. */
export type FeaturesArgs = { readonly features: number }
export type RegisterTokenArgs = { readonly token_id: string }
export type ProposeUpgradeArgs = {
  /** SHA-256 of the wasm. */
  readonly code_hash: Hex32
  /** At least `upgrade_delay_ns`, at most 730 days. */
  readonly delay_ns: DecimalU64
}
export type CodeHashArgs = { readonly code_hash: Hex32 }

export type OutboxIdArgs = { readonly id: DecimalU64 }
export type OutboxReceivedArgs = {
  readonly sender_id: string
  readonly outbox_id: DecimalU64
  readonly token: TokenId
}
export type OutboxEntryView = {
  readonly id: DecimalU64
  readonly status: 'sent' | 'failed'
  readonly target_id: string
  readonly method: string
  readonly args: string
  readonly token: TokenId
  readonly amount: DecimalU128
  readonly sent_at_height: DecimalU64
  /** When it was sent last: once failed, it may be dropped 7 days later, 90 when money is with it. */
  readonly sent_at_ns: DecimalU64
  /** Who is charged for the record. */
  readonly payer_id: string
  /** Whose credit its money becomes when it is dropped; empty when it is not dropped with money. */
  readonly fallback_id: string
}

/** NEP-330. */
export type ContractSourceMetadata = {
  readonly version: string
  readonly standards: readonly { readonly standard: string; readonly version: string }[]
}
