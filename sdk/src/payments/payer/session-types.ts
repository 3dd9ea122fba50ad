import type { Signer } from '../../signers/signer.js'
import type { MultiVoucherEntry } from '../messages/multi-voucher.js'
import type { Credential, VoucherCredential } from '../wire/credential.js'
import type { ClaimProof } from './claim.js'
import type { Wallet } from './wallet.js'

export type PayerSessionOptions = {
  readonly signer: Signer
  readonly ctx: Uint8Array
  readonly channelId: Uint8Array
  readonly depositYocto: bigint
  /** Whom the channel pays, for limits by provider. */
  readonly payeeId?: string
  /** The most this session will ever sign; the deposit unless lower. */
  readonly budgetYocto?: bigint
  /** The most one request may add. */
  readonly budgetPerCallYocto?: bigint
  /** Highest amount signed before on lane 0, when a session is taken up again without a wallet. */
  readonly signedYocto?: bigint
  /** The journal and the limits shared with other sessions. */
  readonly wallet?: Wallet
}

/** Counts what one request may add. */
export type CallMeter = {
  /** Notes something delivered (or, below zero, corrects it); throws BudgetError past a limit. */
  readonly owe: (amountYocto: bigint) => void
}

/** A lane's amount that may be signed now, and with what. */
export type LaneSigning = {
  readonly entry: MultiVoucherEntry
  readonly ctx: Uint8Array
  readonly signer: Signer
}

/**
 * The payer's side of one lane of one channel. It signs only what it counted itself or was allowed to
 * prepay, and one voucher at a time.
 */
export type PayerSession = {
  readonly channelId: Uint8Array
  readonly lane: number
  /** What was delivered and counted, paid or not. */
  readonly owedYocto: () => bigint
  /** The most that was signed without a condition. */
  readonly signedYocto: () => bigint
  /** The most that may have to be paid: conditional vouchers and ticks allowed ahead included. */
  readonly committedYocto: () => bigint
  readonly depositYocto: () => bigint
  /** Notes something delivered; throws BudgetError when a limit would be passed. */
  readonly owe: (amountYocto: bigint) => void
  /** The same within the limit of one request. */
  readonly startCall: () => CallMeter
  /** Signs a voucher over everything owed, or over more when a provider asks for payment ahead. */
  readonly pay: (aheadToYocto?: bigint) => Promise<VoucherCredential>
  /**
   * The same, but `sign` makes the signature, and nothing else is signed on the channel until it is done.
   * `within` is true in the `sign` of another lane of the channel. See `payTogether`.
   */
  readonly payWith: <T>(
    sign: (signing: LaneSigning) => Promise<T>,
    aheadToYocto?: bigint,
    within?: boolean,
  ) => Promise<T>
  /**
   * Signs a conditional voucher over what is owed and at most `upToYocto` for one request, which
   * `conditionFor` names. It is worth nothing until the TEE key that was pinned when the channel was opened
   * signs an answer to that request; `owe` its price when the answer has arrived. Requests that run at
   * once each need a lane of their own. The amount counts against all limits at once, and stays counted
   * when no answer came.
   */
  readonly payFor: (condition: string, upToYocto: bigint) => Promise<VoucherCredential>
  /** Pays what is owed with hash-chain ticks of a price: what to send, in order. */
  readonly payTicks: (tickPriceYocto: bigint, maxTicks?: number) => Promise<readonly Credential[]>
  /** The next vouchers name this usage receipt (SHA-256 of its bytes). */
  readonly acknowledge: (receiptHash: Uint8Array) => void
  /** After a top-up. */
  readonly raiseDeposit: (depositYocto: bigint) => void
  /**
   * Takes up the lane's amount from a voucher, tick commitment or multi-voucher that the provider kept;
   * false unless this session's own key signed it for this lane and it is within the limits. Conditional
   * vouchers are not taken up: without the condition they would be worth more than was signed.
   */
  readonly adopt: (
    message: Uint8Array,
    signature: Uint8Array,
    proof?: ClaimProof,
  ) => Promise<boolean>
  /** Another lane of the channel, for parallel work or a child agent, with a limit of its own. */
  readonly onLane: (lane: number, limitYocto?: bigint) => PayerSession
}
