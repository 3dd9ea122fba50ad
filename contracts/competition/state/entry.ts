/** Entries: one record of constant size per competition and account. */
import { storageRead, storageRemove, storageWrite } from '@research-hub/compiler/host'
import { type FieldsOf, pack, unpack } from '../../common/state/record.js'
import { zeroBytes32 } from '../../common/wire/bytes.js'
import { fail } from '../errors.js'
import type { EntryStatus } from '../interface.js'

export type Entry = {
  readonly status: EntryStatus
  readonly isPaid: boolean
  readonly areCreditsSent: boolean
  readonly isRegistered: boolean
  readonly entryId: number
  /** Order of commitment; 0 before there is one. */
  readonly sequence: number
  readonly commitHeight: bigint
  /** The commitment until it is revealed, then the artefact root. */
  readonly hash: Uint8Array
  readonly manifestRoot: Uint8Array
  /** Bit i: evaluator i has revealed; `scores[i]` is its combined score. */
  readonly scoredMask: number
  readonly scores: readonly number[]
  readonly score: number
  readonly flaggedMask: number
  /** Prize place; 0 for none. */
  readonly prizeRank: number
}

const version = 1
/** Version, status, flags, ids, height, hashes, scores, results. */
const layout = '111448hh14444444411'
const statusAt = 1
const recordLength = 3 + 8 + 8 + 64 + 1 + 28 + 4 + 2

const statuses: readonly EntryStatus[] = [
  'applied',
  'admitted',
  'committed',
  'revealed',
  'unscored',
  'duplicate',
  'below_baseline',
  'ranked',
]

export function newEntry(entryId: number, isAdmitted: boolean): Entry {
  return {
    status: isAdmitted ? 'admitted' : 'applied',
    isPaid: false,
    areCreditsSent: false,
    isRegistered: false,
    entryId,
    sequence: 0,
    commitHeight: 0n,
    hash: zeroBytes32,
    manifestRoot: zeroBytes32,
    scoredMask: 0,
    scores: [0, 0, 0, 0, 0, 0, 0],
    score: 0,
    flaggedMask: 0,
    prizeRank: 0,
  }
}

export function loadEntry(cid: string, accountId: string): Entry | undefined {
  const bytes = storageRead(keyOf(cid, accountId))
  return bytes === undefined ? undefined : decode(unpack(layout, bytes))
}

export function requireEntry(cid: string, accountId: string): Entry {
  return loadEntry(cid, accountId) ?? fail('ERR_ENTRY_NOT_FOUND', accountId, cid)
}

export function requireStatus(entry: Entry, status: EntryStatus): void {
  if (entry.status !== status) fail('ERR_ENTRY_STATUS', entry.status, status)
}

export function saveEntry(cid: string, accountId: string, entry: Entry): void {
  storageWrite(keyOf(cid, accountId), pack(layout, encode(entry)))
}

/** The record of an entry that must have a status; lists of entries do not take theirs apart. */
export function requireRecord(cid: string, accountId: string, status: EntryStatus): Uint8Array {
  const bytes = storageRead(keyOf(cid, accountId)) ?? fail('ERR_ENTRY_NOT_FOUND', accountId, cid)
  const found = statuses[bytes[statusAt] ?? 0] ?? 'applied'
  if (found !== status) fail('ERR_ENTRY_STATUS', found, status)
  return bytes
}

export function admitEntry(cid: string, accountId: string): void {
  const bytes = requireRecord(cid, accountId, 'applied')
  bytes[statusAt] = statuses.indexOf('admitted')
  storageWrite(keyOf(cid, accountId), bytes)
}

export function removeEntry(cid: string, accountId: string): void {
  storageRemove(keyOf(cid, accountId))
}

export function entryBytes(cid: string, accountId: string): bigint {
  return BigInt(keyOf(cid, accountId).length + recordLength + 40)
}

function keyOf(cid: string, accountId: string): string {
  return `e:${cid}:${accountId}`
}

function encode(entry: Entry): FieldsOf<typeof layout> {
  const { scores } = entry
  return [
    version,
    statuses.indexOf(entry.status),
    (entry.isPaid ? 1 : 0) | (entry.areCreditsSent ? 2 : 0) | (entry.isRegistered ? 4 : 0),
    entry.entryId,
    entry.sequence,
    entry.commitHeight,
    entry.hash,
    entry.manifestRoot,
    entry.scoredMask,
    scores[0] ?? 0,
    scores[1] ?? 0,
    scores[2] ?? 0,
    scores[3] ?? 0,
    scores[4] ?? 0,
    scores[5] ?? 0,
    scores[6] ?? 0,
    entry.score,
    entry.flaggedMask,
    entry.prizeRank,
  ]
}

function decode(record: FieldsOf<typeof layout>): Entry {
  return {
    status: statuses[record[1]] ?? 'applied',
    isPaid: (record[2] & 1) !== 0,
    areCreditsSent: (record[2] & 2) !== 0,
    isRegistered: (record[2] & 4) !== 0,
    entryId: record[3],
    sequence: record[4],
    commitHeight: record[5],
    hash: record[6],
    manifestRoot: record[7],
    scoredMask: record[8],
    scores: record.slice(9, 16) as number[],
    score: record[16],
    flaggedMask: record[17],
    prizeRank: record[18],
  }
}
