import { toBase64 } from '../../codecs/base64.js'
import { utf8 } from '../../codecs/bytes.js'
import { canonicalJson, decodeJson, encodeJson } from '../../codecs/json.js'
import { type Offer, offerFromWire, offerToWire } from './offer.js'

/**
 * One 402's demand in the MPP `Payment` scheme. The id is a keyed hash over the seven other slots, so
 * a server can check an answer without keeping anything.
 */
export type Challenge = {
  readonly id: string
  readonly realm: string
  readonly offer: Offer
  /** RFC 3339; an answer is refused afterwards. */
  readonly expires?: string | undefined
  /** RFC 9530 digest of the body it was made for. */
  readonly digest?: string | undefined
  /** The server's own: binds method and path. */
  readonly opaque?: string | undefined
}

/** What an answer repeats of a challenge; the server knows the rest. */
export type ChallengeEcho = Pick<Challenge, 'id' | 'expires' | 'digest' | 'opaque'>

/** The `request` slot: the offer as sorted JSON in base64url. */
export function encodeOffer(offer: Offer): string {
  return encodeJson(offerToWire(offer))
}

/** A `WWW-Authenticate` value: method `near`, intent `session`. */
export function encodeChallenge(challenge: Challenge): string {
  const { id, realm, offer, expires, digest, opaque } = challenge
  const slots = { id, realm, method: 'near', intent: 'session', expires, digest, opaque }
  const fields = Object.entries({ ...slots, request: encodeOffer(offer) })
  return `Payment ${fields
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}="${value}"`)
    .join(', ')}`
}

/** The first NEAR session challenge of a header that may hold several schemes. */
export function decodeChallenge(header: string): Challenge | undefined {
  // A scheme is a word that no equals sign follows.
  const parts = header.matchAll(/([\w-]+)\s+((?:[\w-]+\s*=\s*(?:"[^"]*"|[^\s,"]+)\s*,?\s*)+)/g)
  for (const [, scheme, list] of parts) {
    if (scheme?.toLowerCase() !== 'payment') continue
    const slots = new Map(
      [...(list ?? '').matchAll(/([\w-]+)\s*=\s*(?:"([^"]*)"|([^\s,"]+))/g)].map(
        ([, name, quoted, bare]) => [name, quoted ?? bare ?? ''],
      ),
    )
    const [id, realm] = [slots.get('id'), slots.get('realm')]
    const offer = offerFromWire(decodeJson(slots.get('request') ?? ''))
    if (slots.get('method') !== 'near' || slots.get('intent') !== 'session') continue
    if (offer === undefined || id === undefined || realm === undefined) continue
    const [expires, digest, opaque] = ['expires', 'digest', 'opaque'].map((name) => slots.get(name))
    return { id, realm, offer, expires, digest, opaque }
  }
  return undefined
}

/** What x402 calls payment requirements. */
export function x402Requirements(offer: Offer): Readonly<Record<string, unknown>> {
  return {
    scheme: 'batch-settlement',
    network: `near:${offer.chainId}`,
    amount: `${offer.pricePerTokenYocto}`,
    asset: offer.token,
    payTo: offer.payeeId,
    maxTimeoutSeconds: 60,
    extra: offerToWire(offer),
  }
}

/** The same offer as an x402 v2 `PAYMENT-REQUIRED` header (base64 JSON, scheme `batch-settlement`). */
export function encodeX402(offer: Offer, resource: string, error = 'payment-required'): string {
  const accepts = [x402Requirements(offer)]
  const document = { x402Version: 2, error, resource: { url: resource }, accepts }
  return toBase64(utf8(canonicalJson(document)))
}

/** The NEAR offer of a `PAYMENT-REQUIRED` header, when there is one. */
export function decodeX402(header: string): Offer | undefined {
  const document = decodeJson(header) as
    | { readonly x402Version?: unknown; readonly accepts?: unknown }
    | undefined
  if (document?.x402Version !== 2 || !Array.isArray(document.accepts)) return undefined
  for (const accepts of document.accepts) {
    const offer = offerFromWire(accepts?.extra)
    const named = accepts?.scheme === 'batch-settlement' && accepts.network
    if (offer !== undefined && named === `near:${offer.chainId}`) return offer
  }
  return undefined
}
