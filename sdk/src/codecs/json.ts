import { attempt } from './attempt.js'
import { fromBase64, fromBase64Url, toBase64Url } from './base64.js'
import { utf8 } from './bytes.js'

/** A member of a JSON object; undefined for anything that is none. */
export function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

export function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** JSON with sorted keys (RFC 8785 for strings, whole numbers, lists and objects). */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}

/** JSON as base64url without padding. */
export function encodeJson(value: unknown): string {
  return toBase64Url(utf8(canonicalJson(value)))
}

/** JSON of base64url or padded base64; undefined when malformed. */
export function decodeJson(text: string): unknown {
  return attempt(() => {
    const bytes = /[+/=]/.test(text) ? fromBase64(text) : fromBase64Url(text)
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown
  })
}

export function parseJson(text: string): unknown {
  return attempt(() => JSON.parse(text))
}

/** A base64 field of a provider's document; undefined when it is anything else. */
export function bytesOf(document: unknown, name: string): Uint8Array | undefined {
  return attempt(() => fromBase64(String(member(document, name))))
}
