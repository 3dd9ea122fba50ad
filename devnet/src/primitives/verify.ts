import { secp256k1 } from '@noble/curves/secp256k1.js'
import { ml_dsa65 } from '@noble/post-quantum/ml-dsa.js'
import { verifyEd25519 } from './ed25519.js'
import type { PublicKey, Signature } from './types.js'

/** Checks a key's signature over a 32-byte hash. */
export function verifySignature(
  hash: Uint8Array,
  signature: Signature,
  publicKey: PublicKey,
): boolean {
  if (signature.keyType !== publicKey.keyType) return false
  if (publicKey.keyType === 'ed25519') return verifyEd25519(signature.data, hash, publicKey.data)
  if (publicKey.keyType === 'ml-dsa-65') return verifyMlDsa(signature.data, hash, publicKey.data)
  if (publicKey.keyType !== 'secp256k1') return false
  try {
    const parsed = secp256k1.Signature.fromBytes(signature.data.slice(0, 64), 'compact')
    const point = parsed.addRecoveryBit(signature.data[64] ?? 0).recoverPublicKey(hash)
    return Buffer.from(point.toBytes(false).slice(1)).equals(publicKey.data)
  } catch {
    return false
  }
}

/** False also for what is no key or no signature. */
export function verifyMlDsa(
  signature: Uint8Array,
  message: Uint8Array,
  publicKey: Uint8Array,
): boolean {
  try {
    return ml_dsa65.verify(signature, message, publicKey)
  } catch {
    return false
  }
}
