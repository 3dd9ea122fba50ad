/** TCB info and QE identity: the current document and the one before it. */
import { hexEncode } from '@research-hub/compiler/host'
import { bytes32, offsetsOf, type RecordOf, record, u64 } from '../../common/state/record.js'
import { isSame } from '../rules/bytes.js'
import { loadBody, loadPaid, removePaid, replacePaid } from './paid.js'

/** The document follows. */
const headFields = {
  /** Of the bytes that Intel signed. */
  sha256: bytes32,
  signerKeyHash: bytes32,
  /** When its evaluation number was first seen here. */
  firstSeenNs: u64,
} as const
export const documentHeadRecord = record(headFields)
const signerAt = offsetsOf(headFields).signerKeyHash
const headLength = documentHeadRecord.size

export type StoredDocument = RecordOf<typeof documentHeadRecord> & {
  readonly payerId: string
  /** The document itself, packed. */
  readonly packed: Uint8Array
}

export function tcbInfoKey(fmspc: Uint8Array): string {
  return `f:${hexEncode(fmspc)}`
}

export const qeIdentityKey = 'q:TDX'

export function loadDocument(key: string): StoredDocument | undefined {
  const found = loadPaid(key)
  if (found === undefined) return undefined
  const { payerId, body } = found
  return { payerId, ...headOf(body), packed: packedOf(body) }
}

/** The same without taking it apart: what a judgement needs. */
export type DocumentRecord = Uint8Array

export function loadDocumentRecord(key: string): DocumentRecord | undefined {
  return loadBody(key)
}

export function loadPreviousRecord(key: string): DocumentRecord | undefined {
  return loadBody(previousKey(key))
}

export function isSignedBy(record: DocumentRecord, keyHash: Uint8Array): boolean {
  return isSame(record, signerAt, keyHash, 0, 32)
}

export function firstSeenNsOf(record: DocumentRecord): bigint {
  return headOf(record).firstSeenNs
}

function headOf(record: DocumentRecord): RecordOf<typeof documentHeadRecord> {
  return documentHeadRecord.decode(record.subarray(0, headLength))
}

export function packedOf(record: DocumentRecord): Uint8Array {
  return record.subarray(headLength)
}

export function loadPrevious(key: string): StoredDocument | undefined {
  return loadDocument(previousKey(key))
}

export function saveDocument(
  key: string,
  before: StoredDocument | undefined,
  document: StoredDocument,
): void {
  const length = headLength + (before?.packed.length ?? 0)
  const known = before === undefined ? undefined : { payerId: before.payerId, length }
  replacePaid(key, known, document.payerId, [documentHeadRecord.encode(document), document.packed])
}

export function savePrevious(
  key: string,
  before: StoredDocument | undefined,
  document: StoredDocument,
): void {
  saveDocument(previousKey(key), before, document)
}

export function removePrevious(key: string): void {
  removePaid(previousKey(key))
}

function previousKey(key: string): string {
  return key[0] === 'f' ? `F${key.slice(1)}` : `Q${key.slice(1)}`
}
