import type { UsageReceipt } from '../messages/receipt.js'
import type { Offer } from './offer.js'

/** What a receipt's tokens cost under an offer, without the price of the request itself. */
export function usageCostYocto(
  offer: Offer,
  usage: Pick<UsageReceipt, 'inTokens' | 'outTokens' | 'cachedTokens'>,
): bigint {
  return (
    BigInt(usage.inTokens - usage.cachedTokens) * offer.pricePerInputTokenYocto +
    BigInt(usage.cachedTokens) * offer.pricePerCachedInputTokenYocto +
    BigInt(usage.outTokens) * offer.pricePerTokenYocto
  )
}

/** A count in a usage report; 0 unless it is a whole positive number. */
export function countOf(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : 0
}
