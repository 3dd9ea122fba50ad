/** Accusations: who is said to have cheated, by whom, on what evidence, and until when a proven one is barred. */
import { storageRead, storageRemove, storageWrite } from '@research-hub/compiler/host'
import {
  bytes32,
  type RecordOf,
  record,
  text,
  u32,
  u64,
  version,
} from '../../common/state/record.js'
import { recordBytes } from '../../common/state/records.js'
import { fail } from '../errors.js'

export const accusationRecord = record({
  version: version(1),
  evidenceHash: bytes32,
  /** Until then it can be dismissed. */
  endsAtNs: u64,
  /** First season in which the account may take part again; 0 while nothing is decided. */
  barredUntil: u32,
  /** Whose storage it takes. */
  accuserId: text,
})

export type Accusation = RecordOf<typeof accusationRecord>

export function loadAccusation(accountId: string): Accusation | undefined {
  const bytes = storageRead(`ac:${accountId}`)
  return bytes === undefined ? undefined : accusationRecord.decode(bytes)
}

export function requireAccusation(accountId: string): Accusation {
  return loadAccusation(accountId) ?? fail('ERR_NOT_ACCUSED', accountId)
}

export function requireNotBarred(accountId: string, season: number): void {
  const barredUntil = loadAccusation(accountId)?.barredUntil ?? 0
  if (season < barredUntil) fail('ERR_BARRED', accountId, barredUntil)
}

export function saveAccusation(accountId: string, accusation: Accusation): void {
  storageWrite(`ac:${accountId}`, accusationRecord.encode(accusation))
}

export function removeAccusation(accountId: string): void {
  storageRemove(`ac:${accountId}`)
}

export function accusationBytes(accountId: string, { accuserId }: Accusation): bigint {
  return recordBytes(`ac:${accountId}`, accusationRecord.size + accuserId.length)
}
