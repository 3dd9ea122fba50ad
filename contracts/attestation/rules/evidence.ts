/** The bytes of `register` and `renew`, and what is hashed for bindings and ids. Pure. */
import { joinBytes } from '../../common/bytes.js'
import { fromAscii } from './bytes.js'
import { reader } from './packing.js'
import { Malformed } from './reject.js'

export type Evidence = {
  readonly policyId: string
  readonly signingKey: Uint8Array
  readonly encryptionKey: Uint8Array
  readonly gpuEvidenceHash: Uint8Array
  /** Empty in a renewal that relies on the certificate of the record. */
  readonly pckLeaf: Uint8Array
  readonly quote: Uint8Array
}

const version = 1
const intelTdx = 1
const maxEvidenceBytes = 24_576

export function decodeEvidence(bytes: Uint8Array): Evidence {
  if (bytes.length > maxEvidenceBytes) throw new Malformed(`over ${maxEvidenceBytes} bytes`)
  const from = reader(bytes)
  if (from.number(1) !== version) throw new Malformed('version')
  if (from.number(1) !== intelTdx) throw new Malformed('kind')
  const policyId = String.fromCharCode(...from.bytes(from.number(1)))
  if (!isPolicyId(policyId)) throw new Malformed('policy_id')
  const signingKey = from.bytes(32)
  const encryptionKey = from.bytes(32)
  const gpuEvidenceHash = from.bytes(32)
  const pckLeaf = from.bytes(from.number(2))
  const quote = from.bytes(from.number(4))
  if (from.rest().length > 0) throw new Malformed('bytes left over')
  return { policyId, signingKey, encryptionKey, gpuEvidenceHash, pckLeaf, quote }
}

/** 1 to 32 of a-z, 0-9, `-`, `_` and `.`. */
export function isPolicyId(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    const isLetter = (code >= 97 && code <= 122) || (code >= 48 && code <= 57)
    if (!isLetter && code !== 45 && code !== 46 && code !== 95) return false
  }
  return text.length >= 1 && text.length <= 32
}

export type Binding = Pick<
  Evidence,
  'signingKey' | 'encryptionKey' | 'gpuEvidenceHash' | 'policyId'
> & {
  readonly chainId: string
  readonly registryId: string
  readonly workerId: string
}

/** What `REPORTDATA[0:32]` is the SHA-256 of. */
export function bindingPreimage(binding: Binding): Uint8Array {
  return joinBytes([
    fromAscii('near-tee-registry/v1\0'),
    prefixed(fromAscii(binding.chainId)),
    prefixed(fromAscii(binding.registryId)),
    prefixed(fromAscii(binding.workerId)),
    // A key's type, then the key: 0 is ed25519.
    prefixed(joinBytes([Uint8Array.of(0), binding.signingKey])),
    prefixed(binding.encryptionKey),
    prefixed(binding.gpuEvidenceHash),
    prefixed(fromAscii(binding.policyId)),
  ])
}

/** The eight registers stand side by side in the TD report. */
export function measurementPreimage(registers: Uint8Array): Uint8Array {
  return joinBytes([fromAscii('near-tee-registry/measurement/v1\0'), registers])
}

export function machinePreimage(ppid: Uint8Array): Uint8Array {
  return joinBytes([fromAscii('near-tee-registry/ppid/v1\0'), ppid])
}

export function beaconPreimage(seed: Uint8Array, height: bigint, previous: Uint8Array): Uint8Array {
  const number = new Uint8Array(8)
  new DataView(number.buffer).setBigUint64(0, height, true)
  return joinBytes([fromAscii('near-tee-registry/beacon/v1\0'), seed, number, previous])
}

function prefixed(bytes: Uint8Array): Uint8Array {
  return joinBytes([Uint8Array.of(bytes.length), bytes])
}
