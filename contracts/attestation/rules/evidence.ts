/** The bytes of `register` and `renew`, and what is hashed for bindings and ids. Pure. */
import { joinBytes } from '../../common/wire/bytes.js'
import { fromAscii, toText, u16, u32 } from './bytes.js'
import { Malformed } from './reject.js'

export type Evidence = {
  readonly policyId: string
  /** Signing key, encryption key, GPU evidence hash, 32 bytes each. */
  readonly keys: Uint8Array
  /** Empty in a renewal that relies on the certificate of the record. */
  readonly pckLeaf: Uint8Array
  readonly quote: Uint8Array
}

const version = 1
const intelTdx = 1
const maxEvidenceBytes = 24_576

/** Cuts evidence up. That a policy id is one is seen when its policy is found. */
export function decodeEvidence(bytes: Uint8Array): Evidence {
  const { length } = bytes
  if (length > maxEvidenceBytes) throw new Malformed(`over ${maxEvidenceBytes} bytes`)
  if (bytes[0] !== version) throw new Malformed('version')
  if (bytes[1] !== intelTdx) throw new Malformed('kind')
  const idLength = bytes[2] ?? 0
  if (idLength < 1 || idLength > 32) throw new Malformed('policy_id')
  const keysAt = 3 + idLength
  const leafAt = keysAt + 96 + 2
  const quoteAt = leafAt + u16(bytes, leafAt - 2) + 4
  if (quoteAt > length) throw new Malformed('ends early')
  const end = quoteAt + u32(bytes, quoteAt - 4)
  if (end > length) throw new Malformed('ends early')
  if (end < length) throw new Malformed('bytes left over')
  return {
    policyId: toText(bytes.subarray(3, keysAt)),
    keys: bytes.subarray(keysAt, keysAt + 96),
    pckLeaf: bytes.subarray(leafAt, quoteAt - 4),
    quote: bytes.subarray(quoteAt, end),
  }
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

export type Binding = Pick<Evidence, 'keys' | 'policyId'> & {
  readonly chainId: string
  readonly registryId: string
  readonly workerId: string
}

/** What `REPORTDATA[0:32]` is the SHA-256 of. Lengths under 128 are characters of their own. */
export function bindingPreimage(binding: Binding): Uint8Array {
  const { chainId, registryId, workerId, policyId, keys } = binding
  const names = prefixed(chainId) + prefixed(registryId) + prefixed(workerId)
  // A key's type, then the key: 0 is ed25519.
  const head = fromAscii(`near-tee-registry/v1\0${names}\x21\0`)
  const tail = fromAscii(prefixed(policyId))
  const at = head.length
  const out = new Uint8Array(at + 98 + tail.length)
  out.set(head)
  out.set(keys.subarray(0, 32), at)
  out[at + 32] = 32
  out.set(keys.subarray(32, 64), at + 33)
  out[at + 65] = 32
  out.set(keys.subarray(64), at + 66)
  out.set(tail, at + 98)
  return out
}

/** The eight registers stand side by side in the TD report. */
export function measurementPreimage(registers: Uint8Array): Uint8Array {
  return joinBytes([fromAscii('near-tee-registry/measurement/v1\0'), registers])
}

export function machinePreimage(ppid: Uint8Array): Uint8Array {
  return joinBytes([fromAscii('near-tee-registry/ppid/v1\0'), ppid])
}

/** `height` as a u64, little endian. */
export function beaconPreimage(
  seed: Uint8Array,
  height: Uint8Array,
  previous: Uint8Array,
): Uint8Array {
  return joinBytes([fromAscii('near-tee-registry/beacon/v1\0'), seed, height, previous])
}

function prefixed(text: string): string {
  return String.fromCharCode(text.length) + text
}
