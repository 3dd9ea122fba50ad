/** Hashes, signatures and curves. */
import type { Bytes, NativeEnv } from './native.js'

declare const env: NativeEnv

/** Host function `sha256`. */
export function sha256(data: Bytes): Uint8Array {
  return env.sha256_value(data) as Uint8Array
}

/** Host function `keccak256`. */
export function keccak256(data: Bytes): Uint8Array {
  env.keccak256(data, 0n)
  return env.read_register(0n) as Uint8Array
}

/** Host function `keccak512`. */
export function keccak512(data: Bytes): Uint8Array {
  env.keccak512(data, 0n)
  return env.read_register(0n) as Uint8Array
}

/** Host function `sha3_256`, protocol 87 and later. */
export function sha3256(data: Bytes): Uint8Array {
  env.sha3_256(data, 0n)
  return env.read_register(0n) as Uint8Array
}

/** Host function `sha3_384`, protocol 87 and later. */
export function sha3384(data: Bytes): Uint8Array {
  env.sha3_384(data, 0n)
  return env.read_register(0n) as Uint8Array
}

/** Host function `sha3_512`, protocol 87 and later. */
export function sha3512(data: Bytes): Uint8Array {
  env.sha3_512(data, 0n)
  return env.read_register(0n) as Uint8Array
}

/** Host function `ripemd160`. */
export function ripemd160(data: Bytes): Uint8Array {
  env.ripemd160(data, 0n)
  return env.read_register(0n) as Uint8Array
}

/** Host function `ecrecover`. Undefined when there is none. */
export function ecrecover(
  hash: Bytes,
  signature: Bytes,
  v: bigint,
  malleabilityFlag: bigint,
): Uint8Array | undefined {
  return env.ecrecover(hash, signature, v, malleabilityFlag, 0n) === 1n
    ? (env.read_register(0n) as Uint8Array)
    : undefined
}

/** Host function `ed25519_verify`. */
export function ed25519Verify(signature: Bytes, message: Bytes, publicKey: Bytes): boolean {
  return env.ed25519_verify(signature, message, publicKey) === 1n
}

/** Host function `p256_verify`, protocol 85 and later. */
export function p256Verify(signature: Bytes, messageHash: Bytes, publicKey: Bytes): boolean {
  return env.p256_verify(signature, messageHash, publicKey) === 1n
}

/** Host function `ml_dsa_verify`, protocol 87 and later. */
export function mlDsaVerify(signature: Bytes, message: Bytes, publicKey: Bytes): boolean {
  return env.ml_dsa_verify(signature, message, publicKey) === 1n
}

/** Host function `alt_bn128_g1_multiexp`. */
export function altBn128G1Multiexp(data: Bytes): Uint8Array {
  env.alt_bn128_g1_multiexp(data, 0n)
  return env.read_register(0n) as Uint8Array
}

/** Host function `alt_bn128_g1_sum`. */
export function altBn128G1Sum(data: Bytes): Uint8Array {
  env.alt_bn128_g1_sum(data, 0n)
  return env.read_register(0n) as Uint8Array
}

/** Host function `alt_bn128_pairing_check`. */
export function altBn128PairingCheck(data: Bytes): boolean {
  return env.alt_bn128_pairing_check(data) === 1n
}

/** Host function `bls12381_p1_sum`. Undefined when the input is not valid points. */
export function bls12381P1Sum(data: Bytes): Uint8Array | undefined {
  return env.bls12381_p1_sum(data, 0n) === 0n ? (env.read_register(0n) as Uint8Array) : undefined
}

/** Host function `bls12381_p2_sum`. Undefined when the input is not valid points. */
export function bls12381P2Sum(data: Bytes): Uint8Array | undefined {
  return env.bls12381_p2_sum(data, 0n) === 0n ? (env.read_register(0n) as Uint8Array) : undefined
}

/** Host function `bls12381_g1_multiexp`. Undefined when the input is not valid points. */
export function bls12381G1Multiexp(data: Bytes): Uint8Array | undefined {
  return env.bls12381_g1_multiexp(data, 0n) === 0n
    ? (env.read_register(0n) as Uint8Array)
    : undefined
}

/** Host function `bls12381_g2_multiexp`. Undefined when the input is not valid points. */
export function bls12381G2Multiexp(data: Bytes): Uint8Array | undefined {
  return env.bls12381_g2_multiexp(data, 0n) === 0n
    ? (env.read_register(0n) as Uint8Array)
    : undefined
}

/** Host function `bls12381_map_fp_to_g1`. Undefined when the input is not valid points. */
export function bls12381MapFpToG1(data: Bytes): Uint8Array | undefined {
  return env.bls12381_map_fp_to_g1(data, 0n) === 0n
    ? (env.read_register(0n) as Uint8Array)
    : undefined
}

/** Host function `bls12381_map_fp2_to_g2`. Undefined when the input is not valid points. */
export function bls12381MapFp2ToG2(data: Bytes): Uint8Array | undefined {
  return env.bls12381_map_fp2_to_g2(data, 0n) === 0n
    ? (env.read_register(0n) as Uint8Array)
    : undefined
}

/** Host function `bls12381_pairing_check`. 0 when the product is one, 1 for bad input, 2 otherwise. */
export function bls12381PairingCheck(data: Bytes): bigint {
  return env.bls12381_pairing_check(data) as bigint
}

/** Host function `bls12381_p1_decompress`. Undefined when the input is not valid points. */
export function bls12381P1Decompress(data: Bytes): Uint8Array | undefined {
  return env.bls12381_p1_decompress(data, 0n) === 0n
    ? (env.read_register(0n) as Uint8Array)
    : undefined
}

/** Host function `bls12381_p2_decompress`. Undefined when the input is not valid points. */
export function bls12381P2Decompress(data: Bytes): Uint8Array | undefined {
  return env.bls12381_p2_decompress(data, 0n) === 0n
    ? (env.read_register(0n) as Uint8Array)
    : undefined
}

/** SHA-384, computed by the engine itself: there is no host function for it. */
export function sha384(data: Bytes): Uint8Array {
  return env.sha384(data) as Uint8Array
}

/**
 * ECDSA on P-384, computed by the engine itself for public data. `hash` is what was signed (its
 * leftmost 384 bits count), `signature` is r and s of 48 bytes each, big endian, `publicKey` an
 * uncompressed SEC 1 point of 97 bytes. Not constant time.
 */
export function p384Verify(hash: Bytes, signature: Bytes, publicKey: Bytes): boolean {
  return env.p384_verify(hash, signature, publicKey) as boolean
}
