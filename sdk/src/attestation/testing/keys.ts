/** P-256 keys from a seed, so that tests repeat to the byte. */
import { p256 } from '@noble/curves/nist.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'

export type SigningKey = {
  /** x and y. */
  readonly publicKey: Uint8Array
  /** r and s over the SHA-256 of a message. */
  readonly sign: (message: Uint8Array) => Uint8Array
}

export function keyFromSeed(seed: string): SigningKey {
  const secret = sha256(utf8ToBytes(seed))
  return {
    publicKey: p256.getPublicKey(secret, false).slice(1),
    sign: (message) => p256.sign(sha256(message), secret, { prehash: false }),
  }
}
