/** Text, bytes and integers, converted natively: far cheaper than loops in JavaScript. */
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

export function bytesEqual(a: Uint8Array, b: Uint8Array): boolean {
  return env.bytes_equal(a, b) as boolean
}

/** The little-endian u128 at an offset. */
export function u128Read(bytes: Uint8Array, at: number): bigint {
  return env.u128_read(bytes, at) as bigint
}

/** Writes a little-endian u128 at an offset; throws when it does not fit. */
export function u128Write(bytes: Uint8Array, at: number, value: bigint): void {
  env.u128_write(bytes, at, value)
}
