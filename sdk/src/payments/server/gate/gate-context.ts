/** What a gate is made of, and what every step of it works with. */
import { sameBytes } from '../../../codecs/bytes.js'
import { parseKey, type Signer } from '../../../signers/signer.js'
import { creditYocto } from '../billing/purchase.js'
import { createWaiters, type Waiters } from '../billing/waiters.js'
import type { LedgerEntry } from '../ledger/entry.js'
import { createAnswers } from './answers.js'
import { type ChallengeIds, type ChallengeOptions, createChallengeIds } from './challenge-ids.js'
import type { CheckOptions } from './check-context.js'
import { createPaymentCheck } from './check-payment.js'

export type PaymentGateOptions = CheckOptions &
  ChallengeOptions & {
    /** Signs usage receipts; its key must be the offer's `payeeKey`. */
    readonly receiptSigner: Signer
    /** Completion tokens to reserve for a whole (not streamed) response without a limit of its own. */
    readonly defaultMaxTokens?: number
    readonly voucherTimeoutMs?: number
    /** Counts the input that a body will cost; needed when the offer prices input. */
    readonly countInputTokens?: (body: Uint8Array) => number
    /** Answers kept for `Idempotency-Key` are at most this long. */
    readonly keptAnswerBytes?: number
    /** Told after a payment was taken in, for a watchtower or a settlement policy. */
    readonly onPayment?: (entry: LedgerEntry) => void
  }

export type GateContext = {
  readonly options: PaymentGateOptions
  readonly challenges: ChallengeIds
  readonly checkPayment: ReturnType<typeof createPaymentCheck>
  readonly claimAnswer: ReturnType<typeof createAnswers>
  readonly waiters: Waiters
  /** What is served on credit. */
  readonly windowYocto: bigint
  /** Lanes that a whole answer is being computed on for a conditional voucher. */
  readonly waiting: Set<string>
}

/** Throws when the options cannot be sold by. */
export function createGateContext(options: PaymentGateOptions): GateContext {
  const { offer, ledger, receiptSigner, countInputTokens, keptAnswerBytes } = options
  const payeeKey = parseKey(offer.payeeKey)
  if (payeeKey === undefined || !sameBytes(payeeKey, receiptSigner.publicKey))
    throw new Error("the receipt signer's key is not the offer's payeeKey")
  if (offer.pricePerInputTokenYocto > 0n && countInputTokens === undefined)
    throw new Error('the offer prices input, so countInputTokens is needed')
  return {
    options,
    challenges: createChallengeIds(options),
    checkPayment: createPaymentCheck(options),
    claimAnswer: createAnswers({
      ledger,
      ...(keptAnswerBytes === undefined ? {} : { keptBytes: keptAnswerBytes }),
    }),
    waiters: createWaiters(),
    windowYocto: creditYocto(offer),
    waiting: new Set(),
  }
}

/** A payment has become money: sleeping streams and the payee are told. */
export function countPayment({ options, waiters }: GateContext, entry: LedgerEntry): void {
  waiters.notify(entry.channelId)
  options.onPayment?.(entry)
}
