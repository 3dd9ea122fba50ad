/**
 * Revocation lists, one for each key that signs one. A long list lies in parts, each with the serial numbers of some
 * last bytes, so that a judgement reads one part.
 */
import {
  offsetsOf,
  type RecordOf,
  record,
  u8,
  u32,
  u64,
  version,
} from '../../common/state/record.js'
import { joinBytes } from '../../common/wire/bytes.js'
import { listsSerial } from '../rules/crl.js'
import { loadBody, loadPaid, removePaid, savePaid } from './paid.js'

/** The serial numbers follow, unless there are parts. */
const headFields = {
  version: version(1),
  thisUpdateS: u32,
  nextUpdateS: u32,
  number: u64,
  /** 0, or a power of two. */
  parts: u8,
} as const
export const crlHeadRecord = record(headFields)
const headLength = crlHeadRecord.size
const at = offsetsOf(headFields)
const serialLength = 20
/** As many as lie in the head, and about as many as lie in a part. */
const entriesTogether = 96
const maxParts = 64

export type CrlHead = RecordOf<typeof crlHeadRecord> & { readonly payerId: string }

/** A list's head, by the hash of the key that signs it. */
export function loadCrl(keyHash: Uint8Array): CrlHead | undefined {
  const found = loadPaid(headKey(keyHash))
  if (found === undefined) return undefined
  const { payerId, body } = found
  return { payerId, ...crlHeadRecord.decode(body.subarray(0, headLength)) }
}

/** A list as it lies, for judgements. */
export type CrlRecord = Uint8Array

export function loadCrlRecord(keyHash: Uint8Array): CrlRecord | undefined {
  return loadBody(headKey(keyHash))
}

/** Where its dates are. */
export const crlWindowAt: number = at.thisUpdateS

export function isListed(crl: CrlRecord, keyHash: Uint8Array, serial: Uint8Array): boolean {
  const parts = crl[at.parts] ?? 0
  if (parts === 0) return listsSerial(crl.subarray(headLength), serial)
  const part = loadBody(partKey(keyHash, partOf(serial, 0, parts)))
  return part !== undefined && listsSerial(part, serial)
}

export function saveCrl(
  keyHash: Uint8Array,
  crl: Omit<CrlHead, 'parts'>,
  serials: Uint8Array,
): void {
  const count = serials.length / serialLength
  let parts = 0
  if (count > entriesTogether) {
    parts = 2
    while (parts < maxParts && count > parts * (entriesTogether / 2)) parts *= 2
  }
  removeParts(keyHash, parts)
  const head = crlHeadRecord.encode({ ...crl, parts })
  const { payerId } = crl
  savePaid(headKey(keyHash), payerId, parts === 0 ? joinBytes([head, serials]) : head)
  divide(serials, parts).forEach((part, i) => {
    savePaid(partKey(keyHash, i), payerId, part)
  })
}

export function removeCrl(keyHash: Uint8Array): void {
  removeParts(keyHash, 0)
  removePaid(headKey(keyHash))
}

/** Those beyond the first so many. */
function removeParts(keyHash: Uint8Array, kept: number): void {
  const before = loadCrl(keyHash)?.parts ?? 0
  for (let i = kept; i < before; i++) removePaid(partKey(keyHash, i))
}

function divide(serials: Uint8Array, parts: number): readonly Uint8Array[] {
  const lists: Uint8Array[][] = []
  for (let i = 0; i < parts; i++) lists.push([])
  for (let from = 0; parts > 0 && from < serials.length; from += serialLength) {
    lists[partOf(serials, from, parts)]?.push(serials.subarray(from, from + serialLength))
  }
  return lists.map(joinBytes)
}

function partOf(serials: Uint8Array, from: number, parts: number): number {
  return (serials[from + serialLength - 1] ?? 0) & (parts - 1)
}

function headKey(keyHash: Uint8Array): Uint8Array {
  return joinBytes([Uint8Array.of(0x72, 0x3a), keyHash])
}

function partKey(keyHash: Uint8Array, part: number): Uint8Array {
  return joinBytes([Uint8Array.of(0x52, 0x3a), keyHash, Uint8Array.of(part)])
}
