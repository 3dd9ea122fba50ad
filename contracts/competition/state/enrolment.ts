/** Evaluators' enrolments in competitions. */
import { storageRead, storageRemove, storageWrite } from '@research-hub/compiler/host'
import { pack, unpack } from '../../common/state/record.js'
import { fail } from '../errors.js'

export type Enrolment = {
  /** Place in the configuration's list. */
  readonly index: number
  readonly saltHash: Uint8Array
  readonly isSaltRevealed: boolean
}

const version = 1
const layout = '111h'
const recordLength = 35

export function loadEnrolment(cid: string, accountId: string): Enrolment | undefined {
  const bytes = storageRead(`v:${cid}:${accountId}`)
  if (bytes === undefined) return undefined
  const record = unpack(layout, bytes)
  return { index: record[1], isSaltRevealed: record[2] === 1, saltHash: record[3] }
}

export function requireEnrolment(cid: string, accountId: string): Enrolment {
  return loadEnrolment(cid, accountId) ?? fail('ERR_NOT_ENROLLED', accountId, cid)
}

export function saveEnrolment(cid: string, accountId: string, enrolment: Enrolment): void {
  const { index, isSaltRevealed, saltHash } = enrolment
  const bytes = pack(layout, [version, index, isSaltRevealed ? 1 : 0, saltHash])
  storageWrite(`v:${cid}:${accountId}`, bytes)
}

export function removeEnrolment(cid: string, accountId: string): void {
  storageRemove(`v:${cid}:${accountId}`)
}

export function enrolmentBytes(cid: string, accountId: string): bigint {
  return BigInt(3 + cid.length + accountId.length + recordLength + 40)
}
