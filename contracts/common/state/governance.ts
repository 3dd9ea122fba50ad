/**
 * Owner, guardian, pauses and the upgrade under way: one record, the same in every contract. The
 * owner is meant to be a DAO; the guardian can only stop features, and nothing that lets money out
 * is ever among them.
 */
import { storageRead, storageWrite } from '@research-hub/compiler/host'
import { zeroBytes32 } from '../wire/bytes.js'
import { caller } from '../wire/caller.js'
import { fail } from '../wire/fail.js'
import { pack, unpack } from './record.js'

export type Governance = {
  readonly ownerId: string
  /** Empty when no hand-over is under way. */
  readonly pendingOwnerId: string
  readonly guardianId: string
  /** One bit a feature. */
  readonly pausedMask: number
  /** SHA-256 of the proposed code; zeros when there is none. */
  readonly upgradeHash: Uint8Array
  /** From when it may be deployed; 0 when there is none. */
  readonly upgradeAtNs: bigint
}

const version = 1
const layout = '1sss4h8'
const key = 'g:'

export function loadGovernance(): Governance {
  const bytes = storageRead(key)
  if (bytes === undefined) fail('ERR_NOT_INITIALIZED')
  const record = unpack(layout, bytes)
  return {
    ownerId: record[1],
    pendingOwnerId: record[2],
    guardianId: record[3],
    pausedMask: record[4],
    upgradeHash: record[5],
    upgradeAtNs: record[6],
  }
}

export function saveGovernance(governance: Governance): void {
  const { ownerId, pendingOwnerId, guardianId, pausedMask, upgradeHash, upgradeAtNs } = governance
  storageWrite(
    key,
    pack(layout, [
      version,
      ownerId,
      pendingOwnerId,
      guardianId,
      pausedMask,
      upgradeHash,
      upgradeAtNs,
    ]),
  )
}

/** Part of every contract's `init`; fails when it has run before. */
export function initGovernance(ownerId: string, guardianId: string): void {
  if (storageRead(key) !== undefined) fail('ERR_ALREADY_INITIALIZED')
  saveGovernance({
    ownerId,
    pendingOwnerId: '',
    guardianId,
    pausedMask: 0,
    upgradeHash: zeroBytes32,
    upgradeAtNs: 0n,
  })
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
