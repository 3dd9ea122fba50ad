/** Certificate revocation lists. Pure. */
import { isAt, isEqual } from './bytes.js'
import { commonNameOf, parseSigned, requireAlgorithm } from './certificate.js'
import { expectElement, onlyElement, readElement, smallInteger, tags, unsignedOf } from './der.js'
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

/** More would not fit one call's gas anyway. */
const maxEntries = 400

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
  const out = new Uint8Array(maxEntries * 20)
  let count = 0
  for (let at = from; at < to; ) {
    const entry = expectElement(bytes, at, to, tags.sequence)
    const serial = unsignedOf(bytes, readElement(bytes, entry.from, entry.to))
    if (count === maxEntries) throw new Malformed(`CRL of more than ${maxEntries} entries`)
    if (serial.length > 20) throw new Malformed('CRL serial number')
    count++
    out.set(serial, count * 20 - serial.length)
    at = entry.to
  }
  return out.slice(0, count * 20)
}

/** Whether a list of serial numbers, 20 bytes each, holds one. */
export function listsSerial(serials: Uint8Array, serial: Uint8Array): boolean {
  const first = serial[0] ?? 0
  for (let at = 0; at < serials.length; at += 20) {
    if (serials[at] === first && isAt(serials, at, serial)) return true
  }
  return false
}

/** Whether a CRL is by the holder of this name. */
export function isIssuedBy(crl: Crl, subject: Uint8Array): boolean {
  return isEqual(crl.issuer, subject)
}
