/** What a worker hashes into its quote and sends with it; `contracts/attestation/interface.ts` says why. */
import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, prefixed, uintBytes, utf8 } from '../codecs/bytes.js'
import { toHex } from '../codecs/hex.js'

export type WorkerKeys = {
  /** ed25519. */
  readonly signingKey: Uint8Array
  /** X25519. */
  readonly encryptionKey: Uint8Array
  /** SHA-256 of the GPUs' evidence; zeros for none. */
  readonly gpuEvidenceHash?: Uint8Array
}

export type Binding = WorkerKeys & {
  readonly chainId: string
  /** Account of the attestation contract. */
  readonly registryId: string
  readonly workerId: string
  readonly policyId: string
}

/** Registers of a TD, 48 bytes each, in the order of its report. */
export type Registers = {
  readonly mrtd: Uint8Array
  readonly mrConfigId: Uint8Array
  readonly mrOwner: Uint8Array
  readonly mrOwnerConfig: Uint8Array
  readonly rtmrs: readonly [Uint8Array, Uint8Array, Uint8Array, Uint8Array]
}

const noGpu = new Uint8Array(32)

/** REPORTDATA of a quote: the binding, then a beacon of the contract. */
export function reportData(binding: Binding, beacon: Uint8Array): Uint8Array {
  return concatBytes(bindingHash(binding), exactly(beacon, 32, 'beacon'))
}

export function bindingHash(binding: Binding): Uint8Array {
  const { signingKey, encryptionKey, gpuEvidenceHash = noGpu } = binding
  return sha256(
    concatBytes(
      utf8('near-tee-registry/v1\0'),
      prefixed(binding.chainId),
      prefixed(binding.registryId),
      prefixed(binding.workerId),
      prefixed(concatBytes(Uint8Array.of(0), exactly(signingKey, 32, 'signing key'))),
      prefixed(exactly(encryptionKey, 32, 'encryption key')),
      prefixed(exactly(gpuEvidenceHash, 32, 'GPU evidence hash')),
      prefixed(binding.policyId),
    ),
  )
}

export function measurementId(registers: Registers): string {
  const { mrtd, mrConfigId, mrOwner, mrOwnerConfig, rtmrs } = registers
  const all = [mrtd, mrConfigId, mrOwner, mrOwnerConfig, ...rtmrs]
  return toHex(
    sha256(
      concatBytes(
        utf8('near-tee-registry/measurement/v1\0'),
        ...all.map((register) => exactly(register, 48, 'register')),
      ),
    ),
  )
}

export function machineId(ppid: Uint8Array): string {
  return toHex(sha256(concatBytes(utf8('near-tee-registry/ppid/v1\0'), exactly(ppid, 16, 'PPID'))))
}

export type Evidence = WorkerKeys & {
  readonly policyId: string
  /** The PCK leaf certificate in DER; absent in a renewal that relies on the one of the record. */
  readonly pckLeaf?: Uint8Array
  readonly quote: Uint8Array
}

/** The bytes that `register`, `renew` and `check_quote` take. */
export function encodeEvidence(evidence: Evidence): Uint8Array {
  const { signingKey, encryptionKey, gpuEvidenceHash = noGpu, quote } = evidence
  const leaf = evidence.pckLeaf ?? new Uint8Array(0)
  return concatBytes(
    Uint8Array.of(1, 1),
    prefixed(evidence.policyId),
    exactly(signingKey, 32, 'signing key'),
    exactly(encryptionKey, 32, 'encryption key'),
    exactly(gpuEvidenceHash, 32, 'GPU evidence hash'),
    uintBytes(leaf.length, 2),
    leaf,
    uintBytes(quote.length, 4),
    quote,
  )
}

function exactly(bytes: Uint8Array, length: number, name: string): Uint8Array {
  if (bytes.length !== length) {
    throw new RangeError(`the ${name} has ${bytes.length} bytes, not ${length}`)
  }
  return bytes
}
