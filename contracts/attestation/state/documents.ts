/** TCB info by platform and evaluation number, QE identity by number: several sets side by side. */
import { hexEncode } from '@research-hub/compiler/host'
import {
  bytes32,
  offsetsOf,
  type RecordOf,
  record,
  u64,
  version,
} from '../../common/state/record.js'
import { putU32, u32 } from '../rules/bytes.js'
import { loadBody, loadPaid, removePaid, replacePaid, savePaid } from './paid.js'

/** The document follows. */
const headFields = {
  version: version(1),
  /** Of the bytes that Intel signed. */
  sha256: bytes32,
  signerKeyHash: bytes32,
  /** Since when its number is here, saying what it says. */
  firstSeenNs: u64,
} as const
export const documentHeadRecord = record(headFields)
export const signerInDocument: number = offsetsOf(headFields).signerKeyHash
/** Where the document itself is. */
export const packedAt: number = documentHeadRecord.size

export type StoredDocument = RecordOf<typeof documentHeadRecord> & {
  readonly payerId: string
  /** The document itself, packed. */
  readonly packed: Uint8Array
}

/** What all documents of a kind are filed under; their numbers are listed there. */
export type Shelf = string

export function tcbInfoShelf(fmspc: Uint8Array): Shelf {
  return `f:${hexEncode(fmspc)}`
}

export const qeIdentityShelf: Shelf = 'q:TDX'

export function loadDocument(shelf: Shelf, number: number): StoredDocument | undefined {
  const found = loadPaid(keyOf(shelf, number))
  if (found === undefined) return undefined
  const { payerId, body } = found
  return { payerId, ...headOf(body), packed: packedOf(body) }
}

/** The same without taking it apart: what a judgement needs. */
export type DocumentRecord = Uint8Array

export function loadDocumentRecord(shelf: Shelf, number: number): DocumentRecord | undefined {
  return loadBody(keyOf(shelf, number))
}

export function firstSeenNsOf(document: DocumentRecord): bigint {
  return headOf(document).firstSeenNs
}

function headOf(document: DocumentRecord): RecordOf<typeof documentHeadRecord> {
  return documentHeadRecord.decode(document.subarray(0, packedAt))
}

export function packedOf(document: DocumentRecord): Uint8Array {
  return document.subarray(packedAt)
}

/** The numbers of a shelf, highest first. */
export function numbersOf(shelf: Shelf): readonly number[] {
  const body = loadBody(shelf)
  const found: number[] = []
  for (let from = 0; body !== undefined && from < body.length; from += 4)
    found.push(u32(body, from))
  return found.sort((a, b) => b - a)
}

/** Whoever adds a number pays for the list. */
export function saveDocument(
  shelf: Shelf,
  number: number,
  before: StoredDocument | undefined,
  document: StoredDocument,
): void {
  const length = packedAt + (before?.packed.length ?? 0)
  const known = before === undefined ? undefined : { payerId: before.payerId, length }
  const { payerId, packed } = document
  const head = documentHeadRecord.encode(document)
  replacePaid(keyOf(shelf, number), known, payerId, [head, packed])
  if (before === undefined) saveNumbers(shelf, payerId, [...numbersOf(shelf), number])
}

export function removeDocument(shelf: Shelf, number: number): void {
  removePaid(keyOf(shelf, number))
  const left = numbersOf(shelf).filter((other) => other !== number)
  if (left.length === 0) removePaid(shelf)
  else saveNumbers(shelf, undefined, left)
}

function saveNumbers(shelf: Shelf, payerId: string | undefined, numbers: readonly number[]): void {
  const body = new Uint8Array(numbers.length * 4)
  numbers.forEach((number, i) => {
    putU32(body, i * 4, number)
  })
  savePaid(shelf, payerId, body)
}

function keyOf(shelf: Shelf, number: number): string {
  return `${shelf}:${number}`
}
