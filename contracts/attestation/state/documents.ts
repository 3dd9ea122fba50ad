/** TCB info and QE identity: the current document and the one before it. */
import { hexEncode } from '@research-hub/compiler/host'
import { joinBytes } from '../../common/bytes.js'
import { pack, unpack } from '../../common/record.js'
import { loadPaid, type Paid, removePaid, replacePaid } from '../paid.js'

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

const layout = 'h8h'
const headLength = 32 + 8 + 32

export function tcbInfoKey(fmspc: Uint8Array): string {
  return `f:${hexEncode(fmspc)}`
}

export const qeIdentityKey = 'q:TDX'

export function loadDocument(key: string): StoredDocument | undefined {
  const record = loadPaid(key)
  if (record === undefined) return undefined
  const { payerId, body } = record
  const [sha256, firstSeenNs, signerKeyHash] = unpack(layout, body.subarray(0, headLength))
  return { payerId, sha256, firstSeenNs, signerKeyHash, packed: body.subarray(headLength) }
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
  replacePaid(key, known, toPaid(document))
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

function toPaid(document: StoredDocument): Paid {
  const { payerId, sha256, firstSeenNs, signerKeyHash, packed } = document
  const head = pack(layout, [sha256, firstSeenNs, signerKeyHash])
  return { payerId, body: joinBytes([head, packed]) }
}
