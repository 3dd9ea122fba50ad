/** Ed25519 keys in near-api-js's text form. */
import { createPrivateKey, createPublicKey, type KeyObject, randomBytes, sign } from 'node:crypto'
import { base58 } from '@scure/base'
import { sha256 } from './hash.js'
import type { PublicKey } from './types.js'

export type KeyPair = {
  /** `ed25519:<base58 of seed and public key, 64 bytes>`. */
  readonly secretKey: string
  readonly publicKeyText: string
  readonly publicKey: PublicKey
  /** Ed25519 signature, 64 bytes. */
  readonly sign: (message: Uint8Array) => Uint8Array
}

const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex')

/** A fresh key, or always the same one for a given seed text. */
export function generateKeyPair(seed?: string): KeyPair {
  return keyPairOfSeed(
    seed === undefined ? randomBytes(32) : sha256(Buffer.from(`near-devnet:${seed}`)),
  )
}

/** Reads `ed25519:…` with 64 (or 32, seed only) bytes; throws on anything else. */
export function parseSecretKey(text: string): KeyPair {
  const encoded = text.startsWith('ed25519:') ? text.slice('ed25519:'.length) : text
  const bytes = base58.decode(encoded)
  if (bytes.length !== 64 && bytes.length !== 32) {
    throw new Error('an ed25519 secret key has 64 bytes')
  }
  const pair = keyPairOfSeed(bytes.slice(0, 32))
  if (bytes.length === 64 && pair.secretKey !== `ed25519:${encoded}`) {
    throw new Error('the secret key does not match its public half')
  }
  return pair
}

function keyPairOfSeed(seed: Uint8Array): KeyPair {
  const privateKey = createPrivateKey({
    key: Buffer.concat([pkcs8Prefix, seed]),
    format: 'der',
    type: 'pkcs8',
  })
  const data = rawPublicKey(privateKey)
  return {
    secretKey: `ed25519:${base58.encode(Buffer.concat([seed, data]))}`,
    publicKeyText: `ed25519:${base58.encode(data)}`,
    publicKey: { keyType: 'ed25519', data },
    sign: (message) => new Uint8Array(sign(null, message, privateKey)),
  }
}

// The SPKI encoding ends with the 32 raw bytes.
function rawPublicKey(privateKey: KeyObject): Uint8Array {
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' })
  return new Uint8Array(spki.subarray(-32))
}
