import { ed25519 } from '@noble/curves/ed25519.js'
import { base58 } from '@scure/base'

/** Signs payment messages. The key is used for nothing else and for one channel only. */
export type Signer = {
  /** Raw ed25519 public key, 32 bytes. */
  readonly publicKey: Uint8Array
  readonly sign: (message: Uint8Array) => Uint8Array
}

/** A signer from a 32-byte ed25519 seed (RFC 8032). */
export function signerFromSeed(seed: Uint8Array): Signer {
  const publicKey = ed25519.getPublicKey(seed)
  return { publicKey, sign: (message) => ed25519.sign(message, seed) }
}

/** A fresh random key. */
export function randomSigner(): Signer {
  return signerFromSeed(ed25519.utils.randomSecretKey())
}

/** `ed25519:<base58>`, as NEAR writes keys. */
export function formatKey(publicKey: Uint8Array): string {
  return `ed25519:${base58.encode(publicKey)}`
}

/** Raw bytes of an `ed25519:` key string; undefined when malformed. */
export function parseKey(text: string): Uint8Array | undefined {
  if (!text.startsWith('ed25519:')) return undefined
  try {
    const bytes = base58.decode(text.slice(8))
    return bytes.length === 32 ? bytes : undefined
  } catch {
    return undefined
  }
}

/**
 * False for small-order and mixed-order points. A payee that accepts such a key may hold vouchers
 * that the chain refuses, so it must look before it serves.
 */
export function isSafePublicKey(publicKey: Uint8Array): boolean {
  try {
    const point = ed25519.Point.fromBytes(publicKey)
    return !point.isSmallOrder() && point.isTorsionFree()
  } catch {
    return false
  }
}
