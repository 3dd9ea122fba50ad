/** X.509 extensions: the known ones, none twice, no unknown critical one. Pure. */
import { isAt } from './bytes.js'
import { type Element, expectElement, onlyElement, readElement, tags } from './der.js'
import { Malformed } from './reject.js'

type Extensions = { readonly isCa: boolean; readonly sgx: Uint8Array | undefined }

/** The last byte of 2.5.29.x. */
const ids = { keyUsage: 15, crlNumber: 20, basicConstraints: 19 } as const
const idCe = [0x55, 0x1d]
/** 1.2.840.113741.1.13.1 */
const sgxOid = [0x2a, 0x86, 0x48, 0x86, 0xf8, 0x4d, 0x01, 0x0d, 0x01]

/** keyCertSign and cRLSign; digitalSignature. */
const caUsage = 0x06
const leafUsage = 0x80

type Extension = { readonly oid: Element; readonly isCritical: boolean; readonly value: Element }

export function readExtensions(bytes: Uint8Array, wrapper: Element): Extensions {
  let isCa: boolean | undefined
  let usage: number | undefined
  let sgx: Uint8Array | undefined
  for (const { oid, isCritical, value } of listExtensions(bytes, wrapper)) {
    if (isSgx(bytes, oid)) {
      if (sgx !== undefined) throw new Malformed('extension, twice')
      sgx = bytes.subarray(value.from, value.to)
      continue
    }
    const id = standardId(bytes, oid)
    if (id === ids.basicConstraints) {
      if (isCa !== undefined) throw new Malformed('extension, twice')
      const constraints = onlyElement(bytes, value.from, value.to, tags.sequence)
      isCa = constraints.from < constraints.to && isAt(bytes, constraints.from, [0x01, 0x01, 0xff])
    } else if (id === ids.keyUsage) {
      if (usage !== undefined) throw new Malformed('extension, twice')
      const bits = onlyElement(bytes, value.from, value.to, tags.bitString)
      usage = bytes[bits.from + 1] ?? 0
    } else if (isCritical) throw new Malformed('unknown critical extension')
  }
  const needed = isCa === true ? caUsage : leafUsage
  if (usage === undefined || (usage & needed) !== needed) throw new Malformed('key usage')
  return { isCa: isCa === true, sgx }
}

/** The number of a CRL; its other extensions must not be critical. */
export function readCrlNumber(bytes: Uint8Array, wrapper: Element): Uint8Array {
  let number: Uint8Array | undefined
  for (const { oid, isCritical, value } of listExtensions(bytes, wrapper)) {
    if (standardId(bytes, oid) === ids.crlNumber) {
      if (number !== undefined) throw new Malformed('extension, twice')
      const element = onlyElement(bytes, value.from, value.to, tags.integer)
      number = bytes.subarray(element.from, element.to)
    } else if (isCritical) throw new Malformed('unknown critical extension')
  }
  if (number === undefined || number.length > 8 || (number[0] ?? 0) >= 0x80) {
    throw new Malformed('CRL number')
  }
  return number
}

function listExtensions(bytes: Uint8Array, wrapper: Element): readonly Extension[] {
  const list = onlyElement(bytes, wrapper.from, wrapper.to, tags.sequence)
  const out: Extension[] = []
  for (let at = list.from; at < list.to; ) {
    const item = expectElement(bytes, at, list.to, tags.sequence)
    const oid = expectElement(bytes, item.from, item.to, tags.oid)
    const next = readElement(bytes, oid.to, item.to)
    const isFlag = next.tag === tags.boolean
    const value = isFlag ? readElement(bytes, next.to, item.to) : next
    if (value.tag !== tags.octetString || value.to !== item.to) throw new Malformed('extension')
    // DER leaves a false flag out; anything but 0xff is no true.
    if (isFlag && (next.to - next.from !== 1 || bytes[next.from] !== 0xff))
      throw new Malformed('extension flag')
    out.push({ oid, isCritical: isFlag, value })
    at = item.to
  }
  return out
}

function isSgx(bytes: Uint8Array, oid: Element): boolean {
  return oid.to - oid.from === sgxOid.length && isAt(bytes, oid.from, sgxOid)
}

/** x of 2.5.29.x, or -1. */
function standardId(bytes: Uint8Array, oid: Element): number {
  return oid.to - oid.from === 3 && isAt(bytes, oid.from, idCe) ? (bytes[oid.from + 2] ?? -1) : -1
}
