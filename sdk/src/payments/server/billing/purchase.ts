import type { Offer } from '../../wire/offer.js'
import { countOf, usageCostYocto } from '../../wire/usage.js'
import type { PayeeLedger } from '../ledger/ledger.js'
import type { ConditionalSale } from './conditional-sale.js'
import { asObject } from './inference-request.js'
import type { ReceiptMaker, Usage } from './receipt-maker.js'
import type { Waiters } from './waiters.js'

/** One accepted request: who pays, what is set aside for it, and how it is billed. */
export type Purchase = {
  readonly offer: Offer
  readonly ledger: PayeeLedger
  readonly waiters: Waiters
  readonly channelId: string
  readonly lane: number
  readonly depositYocto: bigint
  /** Input tokens set aside for; the model may report fewer. */
  readonly inTokens: number
  readonly makeReceipt: ReceiptMaker
  /** How long a stream waits for a payment once its credit is used up. */
  readonly voucherTimeoutMs: number
  readonly signal: AbortSignal
  /** Set when a conditional voucher pays. */
  readonly sale: ConditionalSale | undefined
}

/** What a payee serves on credit: the window of tokens and the request's own price. */
export function creditYocto(offer: Offer): bigint {
  return offer.pricePerRequestYocto + offer.pricePerTokenYocto * BigInt(offer.creditWindowTokens)
}

/** The request's own price and its input, before any output. */
export function entryPriceYocto(offer: Offer, inTokens: number): bigint {
  const usage = { inTokens, outTokens: 0, cachedTokens: 0 }
  return offer.pricePerRequestYocto + usageCostYocto(offer, usage)
}

/** What a request costs in all, each part as a decimal string. */
export function costOf(offer: Offer, usage: Usage): Readonly<Record<string, string>> {
  const { inTokens, cachedTokens } = usage
  const price = (count: number, yocto: bigint): string => `${BigInt(count) * yocto}`
  return {
    currency: offer.token,
    request: `${offer.pricePerRequestYocto}`,
    input: price(inTokens - cachedTokens, offer.pricePerInputTokenYocto),
    cached_input: price(cachedTokens, offer.pricePerCachedInputTokenYocto),
    output: price(usage.outTokens, offer.pricePerTokenYocto),
    total: `${offer.pricePerRequestYocto + usageCostYocto(offer, usage)}`,
  }
}

/** What the model reported, never above what was set aside and, for a stream, what was passed on. */
export function finalUsage(report: unknown, inTokens: number, outTokens: number): Usage {
  const reported = asObject(report)
  const prompt = reported?.prompt_tokens
  const counted = prompt === undefined ? inTokens : Math.min(countOf(prompt), inTokens)
  const cached = countOf(asObject(reported?.prompt_tokens_details)?.cached_tokens)
  return { inTokens: counted, outTokens, cachedTokens: Math.min(cached, counted) }
}
