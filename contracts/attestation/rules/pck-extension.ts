/** Intel's SGX extension of a PCK certificate: what the platform is. Pure. */
import { isAt } from './bytes.js'
import { type Element, expectElement, onlyElement, readElement, smallInteger, tags } from './der.js'
import { Malformed } from './reject.js'

export type PckFacts = {
  readonly ppid: Uint8Array
  /** The sixteen component SVNs. */
  readonly svns: Uint8Array
  readonly pceSvn: number
  readonly pceId: Uint8Array
  readonly fmspc: Uint8Array
}

/** 1.2.840.113741.1.13.1 */
const prefix = [0x2a, 0x86, 0x48, 0x86, 0xf8, 0x4d, 0x01, 0x0d, 0x01]

export function parsePckExtension(bytes: Uint8Array): PckFacts {
  const fields = readFields(bytes, 0, bytes.length, prefix.length + 1)
  const tcb = readFields(bytes, fields.of(2).start, fields.of(2).to, prefix.length + 2)
  const svns = new Uint8Array(16)
  for (let i = 0; i < 16; i++) {
    const svn = smallInteger(bytes, tcb.of(i + 1))
    if (svn > 255) throw new Malformed('SGX extension SVN')
    svns[i] = svn
  }
  const pceSvn = smallInteger(bytes, tcb.of(17))
  if (pceSvn > 65_535) throw new Malformed('SGX extension PCESVN')
  return {
    ppid: octets(bytes, fields.of(1), 16),
    svns,
    pceSvn,
    pceId: octets(bytes, fields.of(3), 2),
    fmspc: octets(bytes, fields.of(4), 6),
  }
}

/** A SEQUENCE of (OID, value), by the OID's last number. */
function readFields(
  bytes: Uint8Array,
  from: number,
  to: number,
  oidLength: number,
): { readonly of: (id: number) => Element } {
  const list = onlyElement(bytes, from, to, tags.sequence)
  const values: (Element | undefined)[] = []
  for (let at = list.from; at < list.to; ) {
    const item = expectElement(bytes, at, list.to, tags.sequence)
    const oid = expectElement(bytes, item.from, item.to, tags.oid)
    if (oid.to - oid.from !== oidLength || !isAt(bytes, oid.from, prefix))
      throw new Malformed('SGX extension OID')
    const value = readElement(bytes, oid.to, item.to)
    const id = bytes[oid.to - 1] ?? 0
    if (value.to !== item.to || values[id] !== undefined) throw new Malformed('SGX extension field')
    values[id] = value
    at = item.to
  }
  return {
    of: (id) => {
      const value = values[id]
      if (value === undefined) throw new Malformed(`SGX extension without field ${id}`)
      return value
    },
  }
}

function octets(bytes: Uint8Array, { tag, from, to }: Element, length: number): Uint8Array {
  if (tag !== tags.octetString || to - from !== length) throw new Malformed('SGX extension field')
  return bytes.subarray(from, to)
}
