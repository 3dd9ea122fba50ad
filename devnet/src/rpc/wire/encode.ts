/** Text encodings of the JSON views: base58 hashes, key and signature strings, base64 bytes. */
import { base58 } from '@scure/base'
import { bytesOfKey, type HashKey } from '../../primitives/hash.js'
import { formatPublicKey } from '../../primitives/keys.js'
import type { PublicKey, Signature } from '../../primitives/types.js'

/** A JSON object whose members are themselves JSON, bigint or bytes (see `json.ts`). */
export type JsonView = { readonly [name: string]: unknown }

/** Base58 of a hash. */
export function hashText(hash: Uint8Array): string {
  return base58.encode(hash)
}

/** Base58 of a hash that is kept as a key. */
export function hashKeyText(key: HashKey): string {
  return hashText(bytesOfKey(key))
}

/** `ed25519:<base58>`; also the form of signatures. */
export function keyText(key: PublicKey | Signature): string {
  return formatPublicKey(key)
}

/** Standard base64. */
export function base64Text(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
}

/** Thirty-two zero bytes in base58: "none" for hashes. */
export const zeroHashText: string = hashText(new Uint8Array(32))
