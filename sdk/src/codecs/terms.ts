/** The hash that identifies licence terms: the same bytes that the licensing contract packs. */
import { sha256 } from '@noble/hashes/sha2.js'
import type { Terms } from '../generated/licensing.js'
import { FieldWriter } from './field-writer.js'
import { fromHex, toHex } from './hex.js'
import type { Wire } from './wire.js'

const domain = 'research-hub/terms/1'
const version = 1
const derivatives = { none: 0, open: 1, licensed: 2 } as const

export function termsHash(terms: Wire<Terms>): string {
  return toHex(sha256(new FieldWriter().text(domain).bytes(encodeTerms(terms)).finish()))
}

export function encodeTerms(terms: Wire<Terms>): Uint8Array {
  return new FieldWriter()
    .uint(version, 1)
    .uint(flagsOf(terms), 1)
    .uint(derivatives[terms.derivative], 1)
    .prefixed(terms.token)
    .uint(BigInt(terms.price_per_token ?? 0), 16)
    .uint(BigInt(terms.price_per_request ?? 0), 16)
    .uint(BigInt(terms.price_per_period ?? 0), 16)
    .uint(terms.period_s, 4)
    .uint(BigInt(terms.min_price), 16)
    .uint(BigInt(terms.quota), 8)
    .uint(terms.lifetime_s, 4)
    .uint(BigInt(terms.expires_at_ns), 8)
    .uint(terms.royalty_ppm, 4)
    .uint(terms.resale_ppm, 4)
    .bytes(fromHex(terms.uri_hash), 32)
    .finish()
}

function flagsOf(terms: Wire<Terms>): number {
  const flags = [
    terms.price_per_token !== null,
    terms.price_per_request !== null,
    terms.price_per_period !== null,
    terms.commercial,
    terms.reciprocal,
    terms.transferable,
  ]
  return flags.reduce((sum, isSet, bit) => sum + (isSet ? 1 << bit : 0), 0)
}
