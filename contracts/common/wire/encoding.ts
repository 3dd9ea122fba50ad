/** Text of byte strings, of an exact length; undefined for anything else. */
import { base58Decode, base64Decode, hexDecode } from '@research-hub/compiler/host'

/** Lower-case hex of `length` bytes. */
export function fromHex(text: string, length: number): Uint8Array | undefined {
  return text.length === length * 2 ? hexDecode(text) : undefined
}

/** Padded RFC 4648 base64 of `length` bytes, canonical. */
export function fromBase64(text: string, length: number): Uint8Array | undefined {
  const bytes = base64Decode(text)
  return bytes?.length === length ? bytes : undefined
}

/** Base58 of `length` bytes. */
export function fromBase58(text: string, length: number): Uint8Array | undefined {
  // A byte takes 1.37 characters; anything much longer is refused unread.
  if (text.length > length * 2) return undefined
  const bytes = base58Decode(text)
  return bytes?.length === length ? bytes : undefined
}
