import { decodeJson, encodeJson } from './bytes.js'
import { type Offer, offerFromWire, offerToWire } from './offer.js'

/** One 402's demand: the offer, and the id that binds it to a route and body. */
export type Challenge = { readonly id: string; readonly realm: string; readonly offer: Offer }

/** `WWW-Authenticate` in the MPP `Payment` scheme: intent `session`, method `near`. */
export function encodeChallenge({ id, realm, offer }: Challenge): string {
  const request = encodeJson(offerToWire(offer))
  return `Payment id="${id}", realm="${realm}", method="near", intent="session", request="${request}"`
}

export function decodeChallenge(header: string): Challenge | undefined {
  if (!header.startsWith('Payment ')) return undefined
  const fields = new Map(
    [...header.matchAll(/([a-z]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]),
  )
  const offer = offerFromWire(decodeJson(fields.get('request') ?? ''))
  const id = fields.get('id')
  const realm = fields.get('realm')
  if (fields.get('method') !== 'near' || fields.get('intent') !== 'session') return undefined
  return offer === undefined || id === undefined || realm === undefined
    ? undefined
    : { id, realm, offer }
}

/** The same offer as an x402 v2 `PAYMENT-REQUIRED` header (base64 JSON, `batch-settlement`). */
export function encodeX402(offer: Offer, resource: string): string {
  const accepts = {
    scheme: 'batch-settlement',
    network: `near:${offer.chainId}`,
    amount: `${offer.pricePerTokenYocto}`,
    asset: 'near',
    payTo: offer.payeeId,
    maxTimeoutSeconds: 60,
    extra: offerToWire(offer),
  }
  return btoa(JSON.stringify({ x402Version: 2, resource: { url: resource }, accepts: [accepts] }))
}
