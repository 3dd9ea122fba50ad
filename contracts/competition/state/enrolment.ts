/** Evaluators' enrolments in competitions. */
import { storageRead, storageRemove, storageWrite } from '@research-hub/compiler/host'
import { bool, bytes32, type RecordOf, record, u8, version } from '../../common/state/record.js'
import { recordBytes } from '../../common/state/records.js'
import { fail } from '../errors.js'

export const enrolmentRecord = record({
  version: version(1),
  /** Place in the configuration's list. */
  index: u8,
  isSaltRevealed: bool,
  saltHash: bytes32,
})

export type Enrolment = RecordOf<typeof enrolmentRecord>

export function loadEnrolment(cid: string, accountId: string): Enrolment | undefined {
  const bytes = storageRead(keyOf(cid, accountId))
  return bytes === undefined ? undefined : enrolmentRecord.decode(bytes)
}

export function requireEnrolment(cid: string, accountId: string): Enrolment {
  return loadEnrolment(cid, accountId) ?? fail('ERR_NOT_ENROLLED', accountId, cid)
}

export function saveEnrolment(cid: string, accountId: string, enrolment: Enrolment): void {
  storageWrite(keyOf(cid, accountId), enrolmentRecord.encode(enrolment))
}

export function removeEnrolment(cid: string, accountId: string): void {
  storageRemove(keyOf(cid, accountId))
}

export function enrolmentBytes(cid: string, accountId: string): bigint {
  return recordBytes(keyOf(cid, accountId), enrolmentRecord.size)
}

function keyOf(cid: string, accountId: string): string {
  return `v:${cid}:${accountId}`
}
