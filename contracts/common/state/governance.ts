/**
 * Owner, guardian and pauses: one record, the same in every contract. The owner is meant to be a DAO;
 * the guardian can only stop what starts something new: no step that has a deadline, lets money out or
 * protects anybody is ever among the features.
 */
import { storageRead, storageWrite } from '@research-hub/compiler/host'
import { caller } from '../wire/caller.js'
import { fail } from '../wire/fail.js'
import { saveIdentity } from './identity.js'
import { type RecordOf, record, text, u32, version } from './record.js'

export const governanceRecord = record({
  version: version(1),
  ownerId: text,
  /** Empty when no hand-over is under way. */
  pendingOwnerId: text,
  guardianId: text,
  /** One bit a feature. */
  pausedMask: u32,
})
export type Governance = RecordOf<typeof governanceRecord>

const key = 'g:'

export function loadGovernance(): Governance {
  const bytes = storageRead(key)
  if (bytes === undefined) fail('ERR_NOT_INITIALIZED')
  return governanceRecord.decode(bytes)
}

export function saveGovernance(governance: Governance): void {
  storageWrite(key, governanceRecord.encode(governance))
}

/** Part of every contract's `init`; fails when it has run before. */
export function initGovernance(ownerId: string, guardianId: string): void {
  if (storageRead(key) !== undefined) fail('ERR_ALREADY_INITIALIZED')
  saveGovernance({ ownerId, pendingOwnerId: '', guardianId, pausedMask: 0 })
  saveIdentity()
}

/** The record, if the caller is the owner. */
export function requireOwner(): Governance {
  const governance = loadGovernance()
  if (caller() !== governance.ownerId) fail('ERR_NOT_OWNER', caller())
  return governance
}

/** The record, if the caller is guardian or owner. */
export function requireGuardianOrOwner(): Governance {
  const governance = loadGovernance()
  const account = caller()
  if (account !== governance.guardianId && account !== governance.ownerId) {
    fail('ERR_NOT_GUARDIAN', account)
  }
  return governance
}

/** `bit` is a power of two; its meaning is the contract's. */
export function requireNotPaused(bit: number, feature: string): void {
  if ((loadGovernance().pausedMask & bit) !== 0) fail('ERR_PAUSED', feature)
}
