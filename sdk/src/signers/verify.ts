import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { ed25519 } from '@noble/curves/ed25519.js'

/** DER head of an Ed25519 SubjectPublicKeyInfo (RFC 8410). */
const spkiHead = Buffer.from('302a300506032b6570032100', 'hex')
const keys = new Map<string, KeyObject>()
const keptKeys = 10_000

/**
 * Verifies as NEAR's `ed25519_verify` does: cofactorless, S below the group order. What this
 * accepts, the chain accepts; libraries that multiply by the cofactor accept more and would leave
 * a payee with vouchers it cannot settle.
 */
export function verifySignature(
  signature: Uint8Array,
  message: Uint8Array,
  publicKey: Uint8Array,
): boolean {
  if (signature.length !== 64 || publicKey.length !== 32) return false
  try {
    return verify(null, message, keyObject(publicKey), signature)
  } catch {
    return false
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

function keyObject(publicKey: Uint8Array): KeyObject {
  const name = Buffer.from(publicKey).toString('latin1')
  const known = keys.get(name)
  if (known !== undefined) return known
  const key = createPublicKey({
    key: Buffer.concat([spkiHead, publicKey]),
    format: 'der',
    type: 'spki',
  })
  if (keys.size >= keptKeys) keys.clear()
  keys.set(name, key)
  return key
}
