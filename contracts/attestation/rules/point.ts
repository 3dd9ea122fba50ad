/** P-256 public keys: on the curve, and compressed for the host. Pure. */
import { toHex } from './bytes.js'

const p = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn
const b = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn

/** Whether x and y, 32 bytes each, are a point of the curve. The point at infinity has no such form. */
export function isOnCurve(key: Uint8Array): boolean {
  const x = BigInt(`0x${toHex(key.subarray(0, 32))}`)
  const y = BigInt(`0x${toHex(key.subarray(32, 64))}`)
  return x < p && y < p && (y * y - ((x * x - 3n) * x + b)) % p === 0n
}

/** SEC 1 compressed form of x and y. */
export function compress(key: Uint8Array): Uint8Array {
  const out = new Uint8Array(33)
  out[0] = 2 + ((key[63] ?? 0) & 1)
  out.set(key.subarray(0, 32), 1)
  return out
}
