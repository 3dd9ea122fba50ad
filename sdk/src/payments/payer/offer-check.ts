import { toHex } from '../../codecs/hex.js'
import { contextId } from '../messages/channel-id.js'
import { type Offer, termsHashOf } from '../wire/offer.js'

/** Refused before any money moved: the offer is not one this client may accept. */
export class OfferRefusedError extends Error {
  override readonly name = 'OfferRefusedError'
}

/** What a client accepts of a provider. */
export type OfferLimits = {
  /** Contract whose channels may be used; an offer that names another is refused. */
  readonly contractId: string
  readonly chainId: string
  /** Token to pay in; `near` unless given. */
  readonly token?: string
  /** The most to pay for one token and one request; offers above it are refused. */
  readonly maxPricePerTokenYocto: bigint
  readonly maxPricePerRequestYocto: bigint
  /** The most for one input token; nothing unless given. */
  readonly maxPricePerInputTokenYocto?: bigint
}

/** Throws OfferRefusedError unless the offer is of the pinned contract, consistent and cheap enough. */
export function checkOffer(limits: OfferLimits, offer: Offer): void {
  const maxInputYocto = limits.maxPricePerInputTokenYocto ?? 0n
  const rules: readonly (readonly [boolean, string])[] = [
    [offer.contractId === limits.contractId, `asks for channels of ${offer.contractId}`],
    [offer.chainId === limits.chainId, `is on chain ${offer.chainId}`],
    [offer.token === (limits.token ?? 'NEAR'), `wants ${offer.token}`],
    [offer.ctx === toHex(contextId(limits.chainId, limits.contractId)), 'names a wrong context'],
    [offer.pricePerTokenYocto <= limits.maxPricePerTokenYocto, 'charges too much a token'],
    [offer.pricePerRequestYocto <= limits.maxPricePerRequestYocto, 'charges too much a request'],
    [
      offer.pricePerInputTokenYocto <= maxInputYocto &&
        offer.pricePerCachedInputTokenYocto <= maxInputYocto,
      'charges too much for input',
    ],
    [offer.termsHash === termsHashOf(offer), 'has a price sheet that its hash does not fit'],
  ]
  const broken = rules.find(([good]) => !good)
  if (broken !== undefined) throw new OfferRefusedError(`${offer.payeeId} ${broken[1]}`)
}
