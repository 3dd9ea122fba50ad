/** Strict argument decoding: unknown keys, missing keys and malformed values all fail with ERR_ARGS. */
import { type RawArgs, utf8Decode, utf8Encode } from '@research-hub/compiler/host'
import { isAccountId } from './account-id.js'
import { fromBase58, fromBase64, fromHex } from './encoding.js'
import type { JsonOf } from './events.js'
import { fail } from './fail.js'

/**
 * Checks a value of a call's arguments. `Wire` is the JSON that it takes; a decoder says so when that is
 * not what it makes of it.
 */
export type Decoder<Value, Wire = Value> = ((value: unknown, name: string) => Value) & {
  /** Only the type; in a tuple, so that what may be left out keeps its `undefined`. */
  readonly __wire?: readonly [Wire]
}

export type Shape = Readonly<Record<string, Decoder<unknown, unknown>>>

export type Decoded<S extends Shape> = {
  readonly [K in keyof S]: S[K] extends Decoder<infer Value, infer _Wire> ? Value : never
}

type WireOfField<D> = D extends Decoder<infer _Value, infer Wire> ? Wire : never

type OptionalKey<S extends Shape> = {
  [K in keyof S]: undefined extends WireOfField<S[K]> ? K : never
}[keyof S]

/** The JSON object that a shape takes. */
export type WireOf<S extends Shape> = Plain<
  { readonly [K in Exclude<keyof S, OptionalKey<S>>]: WireOfField<S[K]> } & {
    readonly [K in OptionalKey<S>]?: Exclude<WireOfField<S[K]>, undefined>
  }
>

/**
 * A type as a flat tree of read-only objects and lists: two that say the same become identical. What may be
 * absent may be null too, said or not.
 */
type Plain<T> = T extends readonly (infer Item)[]
  ? readonly Plain<Item>[]
  : T extends object
    ? {
        readonly [K in keyof T]: Plain<
          T extends Readonly<Record<K, T[K]>> ? T[K] : Exclude<T[K], null>
        >
      }
    : T

type IsSame<A, B> =
  (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false

/** Nothing more when the declared type and the shape say the same, and else a member that no shape has. */
type Tied<T, S extends Shape> =
  IsSame<Plain<T>, WireOf<S>> extends true
    ? unknown
    : { readonly __declared: Plain<T>; readonly __decoded: WireOf<S> }

const maxArgumentBytes = 16_384

/**
 * Decodes a call's JSON object; `optional` fields may be absent. Compiles only when the type of the
 * arguments, which the ABI shows, and the shape agree in names, in what may be absent, and in values.
 */
export function decodeArgs<T, S extends Shape>(raw: RawArgs<T>, shape: S & Tied<T, S>): Decoded<S> {
  return decodeObject(raw, shape)
}

/** The same for JSON in a text, such as the message of a token transfer. */
export function decodeJson<T, S extends Shape>(json: JsonOf<T>, shape: S & Tied<T, S>): Decoded<S> {
  return decodeObject(utf8Encode(json), shape)
}

function decodeObject<S extends Shape>(raw: Uint8Array, shape: S): Decoded<S> {
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

export function optional<T, W>(decoder: Decoder<T, W>): Decoder<T | undefined, W | undefined> {
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
function unsigned(bits: number): Decoder<bigint, string> {
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

export const u64: Decoder<bigint, string> = unsigned(64)
export const u128: Decoder<bigint, string> = unsigned(128)

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

export function hex(length: number): Decoder<Uint8Array, string> {
  return (value, name) =>
    fromHex(string(value, name), length) ??
    fail('ERR_ARGS', name, `not ${length * 2} lower-case hex digits`)
}

export function base64(length: number): Decoder<Uint8Array, string> {
  return (value, name) =>
    fromBase64(string(value, name), length) ??
    fail('ERR_ARGS', name, `not base64 of ${length} bytes`)
}

/** `ed25519:` and 32 bytes in base58. */
export const ed25519Key: Decoder<Uint8Array, string> = (value, name) => {
  const key = string(value, name)
  const bytes = key.startsWith('ed25519:') ? fromBase58(key.slice(8), 32) : undefined
  return bytes ?? fail('ERR_ARGS', name, 'not an ed25519 key')
}

/** One of a few words. */
export function oneOf<T extends string>(...words: readonly T[]): Decoder<T> {
  return (value, name) =>
    words.find((word) => word === value) ?? fail('ERR_ARGS', name, `not one of ${words.join(', ')}`)
}

/** `object` for a declared type, tied to the shape as in `decodeArgs`. */
export function objectOf<T>() {
  return <S extends Shape>(shape: S & Tied<T, S>): Decoder<Decoded<S>, WireOf<S>> =>
    object<S>(shape)
}

/** What is decoded once something else is known. */
export const anything: Decoder<unknown> = (value) => value

/** An object with exactly these fields; `optional` ones may be absent. */
export function object<S extends Shape>(shape: S): Decoder<Decoded<S>, WireOf<S>> {
  return (value, name) => fields(value, name, shape)
}

/** A list of at most `limit` items. */
export function list<T, W>(decoder: Decoder<T, W>, limit: number): Decoder<T[], readonly W[]> {
  return (value, name) => {
    if (!Array.isArray(value)) fail('ERR_ARGS', name, 'not a list')
    if (value.length > limit) fail('ERR_ARGS', name, `longer than ${limit}`)
    return value.map((item, i) => decoder(item, `${name}[${i}]`))
  }
}
