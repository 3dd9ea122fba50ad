/** Intel quotes of version 3, 4 and 5: where everything lies, lengths checked, contents not. Pure. */
import { isAt, u16, u32 } from './bytes.js'
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
  readonly qeReportSignature: Uint8Array
  readonly qeAuth: Uint8Array
  readonly certificationType: number
  readonly certification: Uint8Array
}

/** Intel's QE vendor id. */
const vendor = [
  0x93, 0x9a, 0x72, 0x33, 0xf7, 0x9c, 0x4c, 0xa9, 0x94, 0x0a, 0x0d, 0xb3, 0x95, 0x7f, 0x06, 0x07,
]
const headerLength = 48
const bodyLengths = { 1: 384, 2: 584, 3: 648 } as const

export function parseQuote(bytes: Uint8Array): Quote {
  if (bytes.length < headerLength) throw new Malformed('header')
  const version = u16(bytes, 0)
  if (version < 3 || version > 5) throw new Malformed(`version ${version}`)
  if (u16(bytes, 2) !== 2) throw new Malformed('attestation key type')
  if (!isAt(bytes, 12, vendor)) throw new Malformed('QE vendor')
  const { tee, bodyType, bodyAt } = readBodyKind(bytes, version)
  const authAt = bodyAt + bodyLengths[bodyType]
  if (authAt + 4 > bytes.length) throw new Malformed('body')
  const authEnd = authAt + 4 + u32(bytes, authAt)
  if (authEnd > bytes.length) throw new Malformed('authentication data length')
  const take = taker(bytes, authAt + 4, authEnd)
  const signature = take(64)
  const attestationKey = take(64)
  // Version 3 has the QE report here; later ones wrap it in certification data of type 6.
  const isWrapped = version > 3
  if (isWrapped) {
    if (u16(take(2), 0) !== 6) throw new Malformed('certification data type')
    if (u32(take(4), 0) !== take.left()) throw new Malformed('certification data length')
  }
  const qeReport = take(384)
  const qeReportSignature = take(64)
  const qeAuth = take(u16(take(2), 0))
  const certificationType = u16(take(2), 0)
  if (certificationType < 1 || certificationType > 5) {
    throw new Malformed(`certification data type ${certificationType}`)
  }
  const certification = take(u32(take(4), 0))
  if (take.left() !== 0) throw new Malformed('authentication data, bytes left over')
  return {
    version,
    tee,
    isTd15: bodyType === 3,
    signed: bytes.subarray(0, authAt),
    body: bytes.subarray(bodyAt, authAt),
    signature,
    attestationKey,
    qeReport,
    qeReportSignature,
    qeAuth,
    certificationType,
    certification,
  }
}

function readBodyKind(
  bytes: Uint8Array,
  version: number,
): { readonly tee: Tee; readonly bodyType: 1 | 2 | 3; readonly bodyAt: number } {
  const teeType = u32(bytes, 4)
  if (version === 3) {
    if (teeType !== 0) throw new Malformed('reserved header field')
    return { tee: 'SGX', bodyType: 1, bodyAt: headerLength }
  }
  if (u32(bytes, 8) !== 0) throw new Malformed('reserved header field')
  if (teeType !== 0 && teeType !== 0x81) throw new Malformed(`TEE type ${teeType}`)
  const tee = teeType === 0 ? 'SGX' : 'TDX'
  if (version === 4) return { tee, bodyType: tee === 'SGX' ? 1 : 2, bodyAt: headerLength }
  if (bytes.length < headerLength + 6) throw new Malformed('body')
  const bodyType = u16(bytes, headerLength)
  if (bodyType !== 1 && bodyType !== 2 && bodyType !== 3) throw new Malformed('body type')
  if ((bodyType === 1) !== (tee === 'SGX')) throw new Malformed('body type')
  if (u32(bytes, headerLength + 2) !== bodyLengths[bodyType]) throw new Malformed('body size')
  return { tee, bodyType, bodyAt: headerLength + 6 }
}

type Taker = ((length: number) => Uint8Array) & { readonly left: () => number }

/** Takes parts one after another; fails at the first that would pass the end. */
function taker(bytes: Uint8Array, from: number, end: number): Taker {
  let at = from
  const take = (length: number): Uint8Array => {
    if (at + length > end) throw new Malformed('authentication data ends early')
    at += length
    return bytes.subarray(at - length, at)
  }
  return Object.assign(take, { left: () => end - at })
}
