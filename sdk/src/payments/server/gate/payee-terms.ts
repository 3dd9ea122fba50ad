import type { Offer } from '../../wire/offer.js'

/** As the contract has it for terms that do not say. */
const usualTipAfterBps = 5000

/** What a payee sets on chain so that channels as offered, and no others, can be opened towards it. */
export function payeeTermsOf(offer: Offer): {
  readonly payeeKeys: readonly string[]
  readonly maxRoyaltyPpm: number
  readonly assetIds: readonly bigint[]
  readonly maxTipBps: number
  readonly tipAfterBps: number
} {
  const { assetId, payeeKey, royaltyPpm } = offer
  return {
    payeeKeys: [payeeKey],
    maxRoyaltyPpm: royaltyPpm,
    assetIds: assetId === 0n ? [] : [assetId],
    ...tipBounds(offer),
  }
}

/** The tips that a provider takes channels with. */
export function tipBounds({ maxTipBps = 0, tipAfterBps = usualTipAfterBps }: Offer): {
  readonly maxTipBps: number
  readonly tipAfterBps: number
} {
  return { maxTipBps, tipAfterBps }
}
