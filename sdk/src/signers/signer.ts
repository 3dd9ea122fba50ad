import { attempt } from '../codecs/attempt.js'
import { fromBase58, toBase58 } from '../codecs/base58.js'
import { fromBase64Url } from '../codecs/base64.js'
import { concatBytes } from '../codecs/bytes.js'
import { fromHex } from '../codecs/hex.js'

/**
 * Signs payment messages. The key is used for nothing else and for one channel only, or for those that
 * one signature is to pay on together.
 */
export type Signer = {
  /** Raw ed25519 public key, 32 bytes. */
  readonly publicKey: Uint8Array
  /** Raw ed25519 signature (RFC 8032), 64 bytes. */
  readonly sign: (message: Uint8Array) => Uint8Array | Promise<Uint8Array>
}

const algorithm = 'Ed25519'
/** What WebCrypto takes: bytes that are not shared between threads. */
type Plain = Uint8Array<ArrayBuffer>
/** DER head of an Ed25519 private key (RFC 8410); the seed follows. */
const pkcs8Head = fromHex('302e020100300506032b657004220420')

/** A signer from a 32-byte ed25519 seed, over the platform's WebCrypto. */
export async function signerFromSeed(seed: Uint8Array): Promise<Signer> {
  const der = concatBytes(pkcs8Head, seed) as Plain
  const key = await crypto.subtle.importKey('pkcs8', der, algorithm, true, ['sign'])
  const { x } = await crypto.subtle.exportKey('jwk', key)
  return {
    publicKey: fromBase64Url(x ?? ''),
    sign: async (message) =>
      new Uint8Array(await crypto.subtle.sign(algorithm, key, message as Plain)),
  }
}

/** A fresh random key. */
export function randomSigner(): Promise<Signer> {
  return signerFromSeed(crypto.getRandomValues(new Uint8Array(32)))
}

/**
 * Checks a signature with the platform's WebCrypto, as a payer does with receipts and recovery
 * documents. A payee uses `verifySignature` of `payments/server`, which agrees with the chain.
 */
export async function checkSignature(
  signature: Uint8Array,
  message: Uint8Array,
  publicKey: Uint8Array,
): Promise<boolean> {
  try {
    const raw = publicKey as Plain
    const key = await crypto.subtle.importKey('raw', raw, algorithm, false, ['verify'])
    return await crypto.subtle.verify(algorithm, key, signature as Plain, message as Plain)
  } catch {
    return false
  }
}

/** `ed25519:<base58>`, as NEAR writes keys. */
export function formatKey(publicKey: Uint8Array): string {
  return `ed25519:${toBase58(publicKey)}`
}

/** Raw bytes of an `ed25519:` key string; undefined when malformed. */
export function parseKey(text: string): Uint8Array | undefined {
  if (!text.startsWith('ed25519:')) return undefined
  return attempt(() => fromBase58(text.slice(8), 32))
}
