import { createHash } from 'node:crypto'
import { p256 } from '@noble/curves/nist.js'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { ripemd160 } from '@noble/hashes/legacy.js'
import { keccak_256, keccak_512, sha3_256, sha3_384, sha3_512 } from '@noble/hashes/sha3.js'
import { verifyEd25519 } from '../../primitives/ed25519.js'
import { verifyMlDsa } from '../../primitives/verify.js'
import { inputError } from '../logic/errors.js'
import type { Logic } from '../logic/logic.js'
import type { ExtCost } from '../types/config.js'
import { define, defineVoid, type HostFunction } from './define.js'

function hash(
  name: string,
  costs: string,
  compute: (data: Uint8Array) => Uint8Array,
  since = 0,
): HostFunction {
  return defineVoid(
    name,
    'lll',
    (logic, length = 0n, pointer = 0n, register = 0n) => {
      logic.gas.pay(`${costs}_base` as ExtCost)
      const data = logic.input(length, pointer)
      logic.gas.pay(`${costs}_byte` as ExtCost, data.length)
      logic.registers.write(register, compute(data))
    },
    since,
  )
}

type Verify = (signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array) => boolean

type SignatureScheme = {
  readonly costs: 'ed25519_verify' | 'p256_verify' | 'ml_dsa_verify'
  readonly signatureLength: number
  readonly variant: string
  readonly what: string
  readonly keyLength: number
  /** False for a signature that is refused before the message is read. */
  readonly isCandidate: (signature: Uint8Array) => boolean
  readonly verify: Verify
}

function verifier(name: string, scheme: SignatureScheme, since = 0): HostFunction {
  return define(
    name,
    'llllll',
    'l',
    (logic, sl = 0n, sp = 0n, ml = 0n, mp = 0n, kl = 0n, kp = 0n) => {
      logic.gas.pay(`${scheme.costs}_base`)
      const signature = logic.input(sl, sp)
      if (signature.length !== scheme.signatureLength)
        throw inputError(scheme.variant, scheme.what, 'invalid signature length')
      if (!scheme.isCandidate(signature)) return 0n
      const message = logic.input(ml, mp)
      logic.gas.pay(`${scheme.costs}_byte`, message.length)
      const publicKey = logic.input(kl, kp)
      if (publicKey.length !== scheme.keyLength) {
        throw inputError(scheme.variant, scheme.what, 'invalid public key length')
      }
      return scheme.verify(signature, message, publicKey) ? 1n : 0n
    },
    since,
  )
}

function verifyP256(
  signature: Uint8Array,
  messageHash: Uint8Array,
  publicKey: Uint8Array,
): boolean {
  try {
    return p256.verify(signature, messageHash, publicKey, { prehash: false, lowS: false })
  } catch {
    return false
  }
}

function recover(logic: Logic, values: readonly bigint[]): Uint8Array | undefined {
  const [hl = 0n, hp = 0n, sl = 0n, sp = 0n, v = 0n, malleability = 0n] = values
  const bad = (message: string) => inputError('ECRecoverError', 'ECDSA recover error', message)
  logic.gas.pay('ecrecover_base')
  const signature = logic.input(sl, sp)
  if (signature.length !== 64)
    throw bad(`The length of the signature: ${signature.length}, exceeds the limit of 64 bytes`)
  if (v >= 4n) throw bad(`V recovery byte 0 through 3 are valid but was provided ${v}`)
  const messageHash = logic.input(hl, hp)
  if (messageHash.length !== 32) {
    throw bad(`The length of the hash: ${messageHash.length}, exceeds the limit of 32 bytes`)
  }
  if (malleability > 1n)
    throw bad(`Malleability flag needs to be 0 or 1, but is instead ${malleability}`)
  try {
    const parsed = secp256k1.Signature.fromBytes(signature, 'compact')
    if (malleability === 1n && parsed.hasHighS()) return undefined
    const point = parsed.addRecoveryBit(Number(v)).recoverPublicKey(messageHash)
    return point.toBytes(false).slice(1)
  } catch {
    return undefined
  }
}

export const cryptoFunctions: readonly HostFunction[] = [
  hash('sha256', 'sha256', (data) => createHash('sha256').update(data).digest()),
  hash('keccak256', 'keccak256', keccak_256),
  hash('keccak512', 'keccak512', keccak_512),
  hash('sha3_256', 'sha3_256', sha3_256, 87),
  hash('sha3_384', 'sha3_384', sha3_384, 87),
  hash('sha3_512', 'sha3_512', sha3_512, 87),
  defineVoid('ripemd160', 'lll', (logic, length = 0n, pointer = 0n, register = 0n) => {
    logic.gas.pay('ripemd160_base')
    const data = logic.input(length, pointer)
    logic.gas.pay('ripemd160_block', Math.floor((data.length + 8) / 64) + 1)
    logic.registers.write(register, ripemd160(data))
  }),
  define('ecrecover', 'lllllll', 'l', (logic, ...values) => {
    const key = recover(logic, values)
    if (key === undefined) return 0n
    logic.registers.write(values[6] ?? 0n, key)
    return 1n
  }),
  verifier('ed25519_verify', {
    costs: 'ed25519_verify',
    signatureLength: 64,
    variant: 'Ed25519VerifyInvalidInput',
    what: 'ED25519 signature verification error',
    keyLength: 32,
    isCandidate: (signature) => ((signature[63] ?? 0) & 0xe0) === 0,
    verify: verifyEd25519,
  }),
  verifier(
    'p256_verify',
    {
      costs: 'p256_verify',
      signatureLength: 64,
      variant: 'P256VerifyInvalidInput',
      what: 'P256 signature verification error',
      keyLength: 33,
      isCandidate: () => true,
      verify: verifyP256,
    },
    85,
  ),
  verifier(
    'ml_dsa_verify',
    {
      costs: 'ml_dsa_verify',
      signatureLength: 3309,
      variant: 'MlDsaVerifyInvalidInput',
      what: 'ML-DSA signature verification error',
      keyLength: 1952,
      isCandidate: () => true,
      verify: verifyMlDsa,
    },
    87,
  ),
]
