/** Text, bytes and records, converted natively: far cheaper than loops in JavaScript. */
import type { NativeEnv } from './native.js'

declare const env: NativeEnv

export function utf8Encode(text: string): Uint8Array {
  return env.utf8_string_to_uint8array(text) as Uint8Array
}

/** Malformed sequences become U+FFFD. */
export function utf8Decode(bytes: Uint8Array): string {
  return env.uint8array_to_utf8_string(bytes) as string
}

/** Lower-case hex. */
export function hexEncode(bytes: Uint8Array): string {
  return env.hex_encode(bytes) as string
}

/** Bytes of lower-case hex; undefined for any other text. */
export function hexDecode(text: string): Uint8Array | undefined {
  return env.hex_decode(text) as Uint8Array | undefined
}

/** Bytes of padded, canonical base64 (RFC 4648, section 4); undefined for any other text. */
export function base64Decode(text: string): Uint8Array | undefined {
  return env.base64_decode(text) as Uint8Array | undefined
}

/** Padded base64 (RFC 4648, section 4). */
export function base64Encode(bytes: Uint8Array): string {
  return env.base64_encode(bytes) as string
}

/** Base58 (Bitcoin's alphabet) of at most 128 bytes. */
export function base58Encode(bytes: Uint8Array): string {
  return env.base58_encode(bytes) as string
}

/** Bytes of base58 text, at most 128; undefined for any other text. */
export function base58Decode(text: string): Uint8Array | undefined {
  return env.base58_decode(text) as Uint8Array | undefined
}

export function bytesEqual(a: Uint8Array, b: Uint8Array): boolean {
  return env.bytes_equal(a, b) as boolean
}

/** A field of a packed record: an integer, a truth, bytes or a text. */
export type RecordField = number | bigint | boolean | string | Uint8Array

/** An object whose names, in their order, are those of a record's fields; their values do not matter. */
export type RecordTemplate = Readonly<Record<string, unknown>>

/**
 * A packed record of the object's properties that the template names. Each letter of the layout, in
 * ASCII, is a field: `1` `2` `4` unsigned little-endian integers of that many bytes, `8` a u64, `6` a
 * u128, `w` a u256 as two u128, the higher first, `b` a truth in a byte, `h` 32 bytes, `x` and a byte
 * that many bytes, `s` a text of at most 255 bytes, `r` the bytes that are left. `v` and a byte is that
 * byte, and no field. At most about 1 800 bytes. Throws when a value does not fit its field.
 */
export function recordEncode(
  template: RecordTemplate,
  layout: string,
  value: Readonly<Record<string, RecordField>>,
): Uint8Array {
  return env.record_encode(template, layout, value) as Uint8Array
}

/**
 * The object of a packed record. The byte of a `v` is passed over. Throws unless the layout uses the
 * bytes up exactly.
 */
export function recordDecode(
  template: RecordTemplate,
  layout: string,
  bytes: Uint8Array,
): Readonly<Record<string, RecordField>> {
  return env.record_decode(template, layout, bytes) as Readonly<Record<string, RecordField>>
}

/** Records of one template and layout, one behind the other; together as long as one may be. */
export function recordEncodeList(
  template: RecordTemplate,
  layout: string,
  values: readonly Readonly<Record<string, RecordField>>[],
): Uint8Array {
  return env.record_encode_list(template, layout, values) as Uint8Array
}

/** The objects of such records. Throws unless they use the bytes up exactly. */
export function recordDecodeList(
  template: RecordTemplate,
  layout: string,
  bytes: Uint8Array,
): Readonly<Record<string, RecordField>>[] {
  return env.record_decode_list(template, layout, bytes) as Readonly<Record<string, RecordField>>[]
}
