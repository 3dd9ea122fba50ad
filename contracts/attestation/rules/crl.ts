/** Certificate revocation lists. Pure. */
import { holds } from './bytes.js'
import { commonNameOf, parseSigned, requireAlgorithm } from './certificate.js'
import { onlyElement, readElement, smallInteger, tags } from './der.js'
import { readCrlNumber } from './extensions.js'
import { Malformed } from './reject.js'
import { certificateTimeS } from './time.js'

export type Crl = {
  readonly tbs: Uint8Array
  readonly signature: Uint8Array
  readonly issuer: Uint8Array
  readonly issuerCn: string
  readonly thisUpdateS: number
  readonly nextUpdateS: number
  readonly number: bigint
  /** Revoked serial numbers, 20 bytes each. */
  readonly serials: Uint8Array
}

/** About 13 Ggas an entry: what fits one call with room to spare. */
const maxEntries = 4_096

export function parseCrl(bytes: Uint8Array): Crl {
  const { tbs, signature, body } = parseSigned(bytes)
  const { to } = body
  const version = readElement(bytes, body.from, to)
  if (smallInteger(bytes, version) !== 1) throw new Malformed('CRL version')
  const issuer = readElement(bytes, requireAlgorithm(bytes, version.to, to), to)
  const thisUpdate = readElement(bytes, issuer.to, to)
  const nextUpdate = readElement(bytes, thisUpdate.to, to)
  let at = nextUpdate.to
  let serials: Uint8Array = new Uint8Array(0)
  if (at < to && bytes[at] === tags.sequence) {
    const list = readElement(bytes, at, to)
    serials = readSerials(bytes, list.from, list.to)
    at = list.to
  }
  const wrapper = onlyElement(bytes, at, to, 0xa0)
  const number = readCrlNumber(bytes, wrapper)
  return {
    tbs,
    signature,
    issuer: bytes.subarray(issuer.start, issuer.to),
    issuerCn: commonNameOf(bytes, issuer),
    thisUpdateS: certificateTimeS(bytes, thisUpdate),
    nextUpdateS: certificateTimeS(bytes, nextUpdate),
    number: number.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n),
    serials,
  }
}

function readSerials(bytes: Uint8Array, from: number, to: number): Uint8Array {
  // An entry has at least seven bytes.
  const out = new Uint8Array(Math.min(maxEntries, Math.ceil((to - from) / 7)) * 20)
  let count = 0
  for (let at = from; at < to; ) {
    if (count === maxEntries) throw new Malformed(`CRL of more than ${maxEntries} entries`)
    // As the general reader would, but without making anything: lists are long, entries short.
    const end = at + 2 + (bytes[at + 1] ?? 0x80)
    const length = bytes[at + 3] ?? 0
    let from = at + 4
    const until = from + length
    if (bytes[at] !== tags.sequence || (bytes[at + 1] ?? 0x80) >= 0x80 || end > to) {
      throw new Malformed('CRL entry')
    }
    if (bytes[at + 2] !== tags.integer || length === 0 || length > 21 || until > end) {
      throw new Malformed('CRL serial number')
    }
    const isPadded = bytes[from] === 0 && length > 1
    if (isPadded) from++
    if ((bytes[from] ?? 0) >= 0x80 !== isPadded || until - from > 20) {
      throw new Malformed('CRL serial number')
    }
    count++
    out.set(bytes.subarray(from, until), count * 20 - (until - from))
    at = end
  }
  return out.subarray(0, count * 20)
}

/** Whether a list of serial numbers, 20 bytes each, holds one. */
export function listsSerial(serials: Uint8Array, serial: Uint8Array): boolean {
  return holds(serials, serial)
}
