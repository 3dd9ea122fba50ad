/** Entries: one record of constant size per competition and account. */
import { storageRead, storageRemove, storageWrite } from '@research-hub/compiler/host'
import {
  bytes,
  bytes32,
  type Field,
  offsetsOf,
  type RecordOf,
  record,
  u8,
  u16,
  u32,
  u64,
  version,
} from '../../common/state/record.js'
import { recordBytes } from '../../common/state/records.js'
import { fail } from '../errors.js'
import { maxEvaluators } from '../limits.js'
import { type StatusCode, statusCode, statusName } from '../rules/codes.js'

const fields = {
  version: version(1),
  status: u8 as Field<StatusCode>,
  /** Bits: `entryFlag`. */
  flags: u8,
  entryId: u32,
  /** Order of commitment; 0 before there is one. */
  sequence: u32,
  commitHeight: u64,
  /** The commitment until it is revealed, then the artefact root. */
  hash: bytes32,
  manifestRoot: bytes32,
  /** Bit i: evaluator i has revealed; number i of `scores` is its combined score. */
  scoredMask: u16,
  scores: bytes(maxEvaluators * 4),
  score: u32,
  flaggedMask: u16,
  /** Prize place; 0 for none. */
  prizeRank: u8,
}

export const entryRecord = record(fields)

export type Entry = RecordOf<typeof entryRecord>

const statusAt = offsetsOf(fields).status

/** An entry of which nothing is known. */
export const newEntry: Entry = entryRecord.decode(new Uint8Array(entryRecord.size))

export function loadEntry(cid: string, accountId: string): Entry | undefined {
  const bytes = storageRead(keyOf(cid, accountId))
  return bytes === undefined ? undefined : entryRecord.decode(bytes)
}

export function requireEntry(cid: string, accountId: string): Entry {
  return loadEntry(cid, accountId) ?? fail('ERR_ENTRY_NOT_FOUND', accountId, cid)
}

export function requireStatus({ status }: Entry, wanted: StatusCode): void {
  if (status !== wanted) fail('ERR_ENTRY_STATUS', statusName(status), statusName(wanted))
}

export function saveEntry(cid: string, accountId: string, entry: Entry): void {
  storageWrite(keyOf(cid, accountId), entryRecord.encode(entry))
}

/** The record of an entry that must wait for admission; lists of entries do not take theirs apart. */
export function requireApplied(cid: string, accountId: string): Uint8Array {
  const bytes = storageRead(keyOf(cid, accountId)) ?? fail('ERR_ENTRY_NOT_FOUND', accountId, cid)
  const status = bytes[statusAt] ?? 0
  if (status !== statusCode.applied) fail('ERR_ENTRY_STATUS', statusName(status), 'applied')
  return bytes
}

export function admitEntry(cid: string, accountId: string): void {
  const bytes = requireApplied(cid, accountId)
  bytes[statusAt] = statusCode.admitted
  storageWrite(keyOf(cid, accountId), bytes)
}

export function removeEntry(cid: string, accountId: string): void {
  storageRemove(keyOf(cid, accountId))
}

export function entryBytes(cid: string, accountId: string): bigint {
  return recordBytes(keyOf(cid, accountId), entryRecord.size)
}

function keyOf(cid: string, accountId: string): string {
  return `e:${cid}:${accountId}`
}
