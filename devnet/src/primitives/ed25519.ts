import { createPublicKey, type KeyObject, verify } from 'node:crypto'

/** DER head of an Ed25519 SubjectPublicKeyInfo (RFC 8410). */
const spkiHead = Buffer.from('302a300506032b6570032100', 'hex')
const cache = new Map<string, KeyObject>()
const cacheLimit = 4096

/**
 * Cofactorless Ed25519 verification, as NEAR's host function does it (ed25519-dalek `verify`).
 * OpenSSL accepts the same set of signatures; cofactored verifiers do not.
 */
export function verifyEd25519(
  signature: Uint8Array,
  message: Uint8Array,
  publicKey: Uint8Array,
): boolean {
  try {
    return verify(null, message, keyObject(publicKey), signature)
  } catch {
    return false
  }
}

function keyObject(publicKey: Uint8Array): KeyObject {
  const id = Buffer.from(publicKey).toString('latin1')
  const known = cache.get(id)
  if (known !== undefined) return known
  const key = createPublicKey({
    key: Buffer.concat([spkiHead, publicKey]),
    format: 'der',
    type: 'spki',
  })
  if (cache.size >= cacheLimit) cache.clear()
  cache.set(id, key)
  return key
}
