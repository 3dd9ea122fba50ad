/** Strict argument decoding: unknown keys, missing keys and malformed values all fail with ERR_ARGS. */
import { utf8Decode } from '@research-hub/compiler/host'
import { isAccountId } from './account-id.js'
import { fromBase58, fromBase64, fromHex } from './encoding.js'
import { fail } from './fail.js'

export type Decoder<T> = (value: unknown, name: string) => T

export type Shape = Readonly<Record<string, Decoder<unknown>>>

export type Decoded<S extends Shape> = {
  readonly [K in keyof S]: S[K] extends Decoder<infer T> ? T : never
}

const maxArgumentBytes = 16_384

/** Decodes a call's JSON object; `optional` fields may be absent. */
export function decodeArgs<S extends Shape>(raw: Uint8Array, shape: S): Decoded<S> {
  if (raw.length > maxArgumentBytes) fail('ERR_ARGS', 'object', `over ${maxArgumentBytes} bytes`)
  let value: unknown
  try {
    value = JSON.parse(raw.length === 0 ? '{}' : utf8Decode(raw))
  } catch (_error) {
    fail('ERR_ARGS', 'object', 'not JSON')
  }
  return fields(value, 'object', shape)
}

function fields<S extends Shape>(value: unknown, name: string, shape: S): Decoded<S> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    fail('ERR_ARGS', name, 'not a JSON object')
  }
  const found = value as Record<string, unknown>
  const known = Object.keys(shape)
  for (const field of Object.keys(found)) {
    if (known.indexOf(field) < 0) fail('ERR_ARGS', field.slice(0, 64), 'unknown')
  }
  const out: Record<string, unknown> = {}
  for (const field of known) out[field] = shape[field]?.(found[field], field)
  return out as Decoded<S>
}

export function optional<T>(decoder: Decoder<T>): Decoder<T | undefined> {
  return (value, name) => (value === undefined || value === null ? undefined : decoder(value, name))
}

function string(value: unknown, name: string): string {
  if (value === undefined) fail('ERR_ARGS', name, 'missing')
  return typeof value === 'string' ? value : fail('ERR_ARGS', name, 'not a string')
}

/** A string of at most `limit` UTF-16 units. */
export function text(limit: number): Decoder<string> {
  return (value, name) => {
    const found = string(value, name)
    return found.length <= limit ? found : fail('ERR_ARGS', name, `longer than ${limit}`)
  }
}

export const accountId: Decoder<string> = (value, name) => {
  const id = string(value, name)
  return isAccountId(id) ? id : fail('ERR_ARGS', name, 'not an account id')
}

/** A decimal string without sign or leading zeros, of at most `bits` bits. */
function unsigned(bits: number): Decoder<bigint> {
  return (value, name) => {
    const digits = string(value, name)
    if (digits.length === 0 || digits.length > 39) fail('ERR_ARGS', name, 'not a decimal string')
    for (let i = 0; i < digits.length; i++) {
      const code = digits.charCodeAt(i)
      if (code < 48 || code > 57) fail('ERR_ARGS', name, 'not a decimal string')
    }
    if (digits.length > 1 && digits.charCodeAt(0) === 48)
      fail('ERR_ARGS', name, 'not canonical (leading zero)')
    const parsed = BigInt(digits)
    return parsed >> BigInt(bits) === 0n ? parsed : fail('ERR_ARGS', name, `over ${bits} bits`)
  }
}

export const u64: Decoder<bigint> = unsigned(64)
export const u128: Decoder<bigint> = unsigned(128)

/** A JSON integer within bounds, for small counts. */
export function integer(min: number, max: number): Decoder<number> {
  return (value, name) => {
    if (typeof value !== 'number' || value !== (value | 0))
      fail('ERR_ARGS', name, 'not a whole number')
    return value >= min && value <= max ? value : fail('ERR_ARGS', name, `outside ${min} to ${max}`)
  }
}

export const boolean: Decoder<boolean> = (value, name) =>
  typeof value === 'boolean' ? value : fail('ERR_ARGS', name, 'not a boolean')

export function hex(length: number): Decoder<Uint8Array> {
  return (value, name) =>
    fromHex(string(value, name), length) ??
    fail('ERR_ARGS', name, `not ${length * 2} lower-case hex digits`)
}

export function base64(length: number): Decoder<Uint8Array> {
  return (value, name) =>
    fromBase64(string(value, name), length) ??
    fail('ERR_ARGS', name, `not base64 of ${length} bytes`)
}

/** `ed25519:` and 32 bytes in base58. */
export const ed25519Key: Decoder<Uint8Array> = (value, name) => {
  const key = string(value, name)
  const bytes = key.startsWith('ed25519:') ? fromBase58(key.slice(8), 32) : undefined
  return bytes ?? fail('ERR_ARGS', name, 'not an ed25519 key')
}

/** One of a few words. */
export function oneOf<T extends string>(...words: readonly T[]): Decoder<T> {
  return (value, name) =>
    words.find((word) => word === value) ?? fail('ERR_ARGS', name, `not one of ${words.join(', ')}`)
}

/** An object with exactly these fields; `optional` ones may be absent. */
export function object<S extends Shape>(shape: S): Decoder<Decoded<S>> {
  return (value, name) => fields(value, name, shape)
}

/** A list of at most `limit` items. */
export function list<T>(decoder: Decoder<T>, limit: number): Decoder<T[]> {
  return (value, name) => {
    if (!Array.isArray(value)) fail('ERR_ARGS', name, 'not a list')
    if (value.length > limit) fail('ERR_ARGS', name, `longer than ${limit}`)
    return value.map((item, i) => decoder(item, `${name}[${i}]`))
  }
}
