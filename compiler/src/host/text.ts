/** Text and bytes, converted natively: far cheaper than loops in JavaScript. */
import type { NativeEnv } from './native.js'

declare const env: NativeEnv

export function utf8Encode(text: string): Uint8Array {
  return env.utf8_string_to_uint8array(text) as Uint8Array
}

/** Malformed sequences become U+FFFD. */
export function utf8Decode(bytes: Uint8Array): string {
  return env.uint8array_to_utf8_string(bytes) as string
}
