/** X.509 certificates as Intel issues them: P-256, SHA-256, known extensions only. Pure. */
import { isAt } from './bytes.js'
import {
  type Element,
  expectElement,
  leftPad,
  onlyElement,
  readElement,
  smallInteger,
  tags,
  unsignedOf,
} from './der.js'
import { readExtensions } from './extensions.js'
import { isOnCurve } from './point.js'
import { Malformed } from './reject.js'
import { certificateTimeS } from './time.js'

export type Certificate = {
  /** The signed part. */
  readonly tbs: Uint8Array
  /** r and s, 32 bytes each. */
  readonly signature: Uint8Array
  /** 20 bytes, left padded. */
  readonly serial: Uint8Array
  readonly issuer: Uint8Array
  readonly subject: Uint8Array
  readonly issuerCn: string
  readonly subjectCn: string
  readonly notBeforeS: number
  readonly notAfterS: number
  /** x and y. */
  readonly key: Uint8Array
  readonly isCa: boolean
  /** Content of Intel's SGX extension, where there is one. */
  readonly sgxExtension: Uint8Array | undefined
}

/** SEQUENCE { ecdsa-with-SHA256 }. */
const algorithm = [0x30, 0x0a, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]
/** SubjectPublicKeyInfo of P-256 up to the uncompressed point's x. */
const keyHead = [
  0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a,
  0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04,
]
const commonName = [0x06, 0x03, 0x55, 0x04, 0x03]

export function parseCertificate(bytes: Uint8Array): Certificate {
  const { tbs, signature, body } = parseSigned(bytes)
  const { to } = body
  const version = expectElement(bytes, body.from, to, 0xa0)
  if (smallInteger(bytes, onlyElement(bytes, version.from, version.to, tags.integer)) !== 2) {
    throw new Malformed('certificate version')
  }
  const serial = readElement(bytes, version.to, to)
  const issuer = readElement(bytes, requireAlgorithm(bytes, serial.to, to), to)
  const validity = expectElement(bytes, issuer.to, to, tags.sequence)
  const notBefore = readElement(bytes, validity.from, validity.to)
  const notAfter = readElement(bytes, notBefore.to, validity.to)
  const subject = readElement(bytes, validity.to, to)
  const info = expectElement(bytes, subject.to, to, tags.sequence)
  if (info.to - info.start !== keyHead.length + 64 || !isAt(bytes, info.start, keyHead)) {
    throw new Malformed('public key')
  }
  const key = bytes.subarray(info.to - 64, info.to)
  if (!isOnCurve(key)) throw new Malformed('public key, off the curve')
  const wrapper = expectElement(bytes, info.to, to, 0xa3)
  if (wrapper.to !== to) throw new Malformed('certificate, bytes left over')
  const extensions = readExtensions(bytes, wrapper)
  return {
    tbs,
    signature,
    serial: leftPad(unsignedOf(bytes, serial), 20),
    issuer: bytes.subarray(issuer.start, issuer.to),
    subject: bytes.subarray(subject.start, subject.to),
    issuerCn: commonNameOf(bytes, issuer),
    subjectCn: commonNameOf(bytes, subject),
    notBeforeS: certificateTimeS(bytes, notBefore),
    notAfterS: certificateTimeS(bytes, notAfter),
    key,
    isCa: extensions.isCa,
    sgxExtension: extensions.sgx,
  }
}

/** What certificates and CRLs share: SEQUENCE { signed part, algorithm, signature }. */
export function parseSigned(bytes: Uint8Array): {
  readonly tbs: Uint8Array
  readonly signature: Uint8Array
  readonly body: Element
} {
  const outer = onlyElement(bytes, 0, bytes.length, tags.sequence)
  const body = expectElement(bytes, outer.from, outer.to, tags.sequence)
  const at = requireAlgorithm(bytes, body.to, outer.to)
  const bits = onlyElement(bytes, at, outer.to, tags.bitString)
  if (bytes[bits.from] !== 0) throw new Malformed('signature bits')
  const pair = onlyElement(bytes, bits.from + 1, bits.to, tags.sequence)
  const r = readElement(bytes, pair.from, pair.to)
  const s = onlyElement(bytes, r.to, pair.to, tags.integer)
  const signature = new Uint8Array(64)
  signature.set(leftPad(unsignedOf(bytes, r), 32))
  signature.set(leftPad(unsignedOf(bytes, s), 32), 32)
  return { tbs: bytes.subarray(body.start, body.to), signature, body }
}

/** Requires ecdsa-with-SHA256 at `at`; answers where it ends. */
export function requireAlgorithm(bytes: Uint8Array, at: number, end: number): number {
  if (at + algorithm.length > end || !isAt(bytes, at, algorithm)) {
    throw new Malformed('signature algorithm')
  }
  return at + algorithm.length
}

/** The one common name of a Name. */
export function commonNameOf(bytes: Uint8Array, name: Element): string {
  if (name.tag !== tags.sequence) throw new Malformed('X.500 name')
  let found: string | undefined
  for (let at = name.from; at < name.to; ) {
    const set = expectElement(bytes, at, name.to, tags.set)
    const pair = onlyElement(bytes, set.from, set.to, tags.sequence)
    if (isAt(bytes, pair.from, commonName)) {
      const value = readElement(bytes, pair.from + commonName.length, pair.to)
      if (found !== undefined || value.to !== pair.to) throw new Malformed('common name')
      found = String.fromCharCode(...bytes.subarray(value.from, value.to))
    }
    at = set.to
  }
  return found ?? ''
}
