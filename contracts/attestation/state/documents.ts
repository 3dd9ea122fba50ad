/** TCB info and QE identity: the current document and the one before it. */
import { hexEncode } from '@research-hub/compiler/host'
import { pack, unpack } from '../../common/state/record.js'
import { isSame } from '../rules/bytes.js'
import { loadBody, loadPaid, removePaid, replacePaid } from './paid.js'

export type StoredDocument = {
  readonly payerId: string
  /** Of the bytes that Intel signed. */
  readonly sha256: Uint8Array
  /** When its evaluation number was first seen here. */
  readonly firstSeenNs: bigint
  readonly signerKeyHash: Uint8Array
  /** The document itself, packed. */
  readonly packed: Uint8Array
}

/** Hash, signer's key hash, first seen; then the document. */
const layout = 'hh8'
const signerAt = 32
const firstSeenAt = 64
const headLength = 72

export function tcbInfoKey(fmspc: Uint8Array): string {
  return `f:${hexEncode(fmspc)}`
}

export const qeIdentityKey = 'q:TDX'

export function loadDocument(key: string): StoredDocument | undefined {
  const record = loadPaid(key)
  if (record === undefined) return undefined
  const { payerId, body } = record
  const [sha256, signerKeyHash, firstSeenNs] = unpack(layout, body.subarray(0, headLength))
  return { payerId, sha256, firstSeenNs, signerKeyHash, packed: body.subarray(headLength) }
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
  return unpack('8', record.subarray(firstSeenAt, headLength))[0]
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
  const { payerId, sha256, signerKeyHash, firstSeenNs, packed } = document
  const head = pack(layout, [sha256, signerKeyHash, firstSeenNs])
  replacePaid(key, known, payerId, [head, packed])
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
