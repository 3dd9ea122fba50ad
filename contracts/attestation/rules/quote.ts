/** Intel quotes of version 3, 4 and 5: where everything lies, lengths checked, contents not. Pure. */
import { isSame, u16, u32 } from './bytes.js'
import { Malformed } from './reject.js'

export type Tee = 'SGX' | 'TDX'

export type Quote = {
  readonly version: number
  readonly tee: Tee
  /** TD 1.5 reports end with the second TCB SVN and the service TD. */
  readonly isTd15: boolean
  /** What the attestation key signs. */
  readonly signed: Uint8Array
  readonly body: Uint8Array
  readonly signature: Uint8Array
  readonly attestationKey: Uint8Array
  readonly qeReport: Uint8Array
  /** Attestation key to QE data, as they stand in the quote: what vouches for the key. */
  readonly enclave: Uint8Array
  readonly certificationType: number
  readonly certification: Uint8Array
}

/** Intel's QE vendor id. */
const vendor = Uint8Array.of(
  0x93,
  0x9a,
  0x72,
  0x33,
  0xf7,
  0x9c,
  0x4c,
  0xa9,
  0x94,
  0x0a,
  0x0d,
  0xb3,
  0x95,
  0x7f,
  0x06,
  0x07,
)
const early = 'authentication data ends early'
const headerLength = 48
const bodyLengths = { 1: 384, 2: 584, 3: 648 } as const

export function parseQuote(bytes: Uint8Array): Quote {
  if (bytes.length < headerLength) throw new Malformed('header')
  const version = u16(bytes, 0)
  if (version < 3 || version > 5) throw new Malformed(`version ${version}`)
  if (u16(bytes, 2) !== 2) throw new Malformed('attestation key type')
  if (!isSame(bytes, 12, vendor, 0, 16)) throw new Malformed('QE vendor')
  const bodyType = readBodyType(bytes, version)
  const bodyAt = version === 5 ? headerLength + 6 : headerLength
  const authAt = bodyAt + bodyLengths[bodyType]
  if (authAt + 4 > bytes.length) throw new Malformed('body')
  const authEnd = authAt + 4 + u32(bytes, authAt)
  if (authEnd > bytes.length) throw new Malformed('authentication data length')
  const keyAt = authAt + 4 + 64
  // Version 3 has the QE report next; later ones wrap it in certification data of type 6.
  const reportAt = keyAt + 64 + (version > 3 ? 6 : 0)
  const qeAuthAt = reportAt + 384 + 64 + 2
  if (qeAuthAt > authEnd) throw new Malformed(early)
  if (version > 3) {
    if (u16(bytes, keyAt + 64) !== 6) throw new Malformed('certification data type')
    if (u32(bytes, keyAt + 66) !== authEnd - reportAt) {
      throw new Malformed('certification data length')
    }
  }
  const typeAt = qeAuthAt + u16(bytes, qeAuthAt - 2)
  const certificationAt = typeAt + 6
  if (certificationAt > authEnd) throw new Malformed(early)
  const certificationType = u16(bytes, typeAt)
  if (certificationType < 1 || certificationType > 5) {
    throw new Malformed(`certification data type ${certificationType}`)
  }
  const left = authEnd - certificationAt - u32(bytes, typeAt + 2)
  if (left < 0) throw new Malformed(early)
  if (left > 0) throw new Malformed('authentication data, bytes left over')
  return {
    version,
    tee: bodyType === 1 ? 'SGX' : 'TDX',
    isTd15: bodyType === 3,
    signed: bytes.subarray(0, authAt),
    body: bytes.subarray(bodyAt, authAt),
    signature: bytes.subarray(authAt + 4, keyAt),
    attestationKey: bytes.subarray(keyAt, keyAt + 64),
    qeReport: bytes.subarray(reportAt, reportAt + 384),
    enclave: bytes.subarray(keyAt, typeAt),
    certificationType,
    certification: bytes.subarray(certificationAt, authEnd),
  }
}

function readBodyType(bytes: Uint8Array, version: number): 1 | 2 | 3 {
  const teeType = u32(bytes, 4)
  if (version === 3) {
    if (teeType !== 0) throw new Malformed('reserved header field')
    return 1
  }
  if (u32(bytes, 8) !== 0) throw new Malformed('reserved header field')
  if (teeType !== 0 && teeType !== 0x81) throw new Malformed(`TEE type ${teeType}`)
  if (version === 4) return teeType === 0 ? 1 : 2
  if (bytes.length < headerLength + 6) throw new Malformed('body')
  const bodyType = u16(bytes, headerLength)
  if (bodyType !== 1 && bodyType !== 2 && bodyType !== 3) throw new Malformed('body type')
  if ((bodyType === 1) !== (teeType === 0)) throw new Malformed('body type')
  if (u32(bytes, headerLength + 2) !== bodyLengths[bodyType]) throw new Malformed('body size')
  return bodyType
}
