/** Owner, guardian, pauses and upgrades. */
import { hexEncode, input, type RawArgs } from '@research-hub/compiler/host'
import {
  loadGovernance,
  requireGuardianOrOwner,
  requireOwner,
  saveGovernance,
} from '../state/governance.js'
import { requireOwnRecords, saveIdentity } from '../state/identity.js'
import {
  endUpgrade,
  expiryNs,
  findUpgrade,
  loadUpgrade,
  removeUpgrade,
  saveUpgrade,
  switchCode,
} from '../state/upgrade.js'
import { zeroBytes32 } from '../wire/bytes.js'
import { caller } from '../wire/caller.js'
import { accountId, decodeArgs, hex, integer, u64 } from '../wire/decode.js'
import { emit } from '../wire/events.js'
import { fail } from '../wire/fail.js'
import type * as wire from '../wire/interface.js'
import { declaredSource } from '../wire/source.js'
import { refuseDeposit, reply, requireSelf } from './reply.js'

const maxFeatures = 0x7fff_ffff

/**
 * Owner, guardian, paused features and the upgrade under way.
 * @view
 */
export function governance(raw: RawArgs<wire.NoArgs> = input()): wire.GovernanceView {
  decodeArgs(raw, {})
  const now = loadGovernance()
  const upgrade = findUpgrade()
  return reply({
    owner_id: now.ownerId,
    pending_owner_id: now.pendingOwnerId,
    guardian_id: now.guardianId,
    paused_features: now.pausedMask,
    upgrade_hash: hexEncode(upgrade?.codeHash ?? zeroBytes32),
    upgrade_at_ns: String(upgrade?.atNs ?? 0n),
    upgrade_until_ns: String(upgrade === undefined ? 0n : expiryNs(upgrade)),
    upgrade_delay_ns: String(declaredSource().upgradeDelayNs),
  })
}

/** Names the next owner, who takes over with `accept_owner`. Owner only. Errors: ERR_NOT_OWNER. */
export function propose_owner(raw: RawArgs<wire.OwnerArgs> = input()): void {
  refuseDeposit('propose_owner')
  const args = decodeArgs(raw, { owner_id: accountId })
  saveGovernance({ ...requireOwner(), pendingOwnerId: args.owner_id })
  emit('owner_proposed', { owner_id: args.owner_id })
}

/** Takes ownership over. The proposed owner only. Errors: ERR_NOT_OWNER. */
export function accept_owner(raw: RawArgs<wire.NoArgs> = input()): void {
  refuseDeposit('accept_owner')
  decodeArgs(raw, {})
  const account = caller()
  const now = loadGovernance()
  if (account !== now.pendingOwnerId) fail('ERR_NOT_OWNER', account)
  saveGovernance({ ...now, ownerId: account, pendingOwnerId: '' })
  emit('owner_changed', { owner_id: account })
}

/** Appoints the guardian. Owner only. Errors: ERR_NOT_OWNER. */
export function set_guardian(raw: RawArgs<wire.GuardianArgs> = input()): void {
  refuseDeposit('set_guardian')
  const args = decodeArgs(raw, { guardian_id: accountId })
  saveGovernance({ ...requireOwner(), guardianId: args.guardian_id })
  emit('guardian_changed', { guardian_id: args.guardian_id })
}

/** Stops features. Guardian or owner; whatever lets money out is never stopped. Errors: ERR_NOT_GUARDIAN. */
export function pause(raw: RawArgs<wire.FeaturesArgs> = input()): void {
  refuseDeposit('pause')
  const { features } = decodeArgs(raw, { features: integer(1, maxFeatures) })
  const now = requireGuardianOrOwner()
  saveGovernance({ ...now, pausedMask: now.pausedMask | features })
  emit('paused', { features })
}

/** Lets features go on. Owner only. Errors: ERR_NOT_OWNER. */
export function resume(raw: RawArgs<wire.FeaturesArgs> = input()): void {
  refuseDeposit('resume')
  const { features } = decodeArgs(raw, { features: integer(1, maxFeatures) })
  const now = requireOwner()
  saveGovernance({ ...now, pausedMask: now.pausedMask & ~features })
  emit('resumed', { features })
}

/**
 * Announces code by its hash. It is published as a global contract under it, by anyone, and anyone may
 * have the contract switch to it once the delay is over, for 14 days. The delay is at least
 * `upgrade_delay_ns` of `governance`. Replaces an earlier proposal. Owner only. Errors: ERR_NOT_OWNER,
 * ERR_UPGRADE_DELAY.
 */
export function propose_upgrade(raw: RawArgs<wire.ProposeUpgradeArgs> = input()): void {
  refuseDeposit('propose_upgrade')
  const args = decodeArgs(raw, { code_hash: hex(32), delay_ns: u64 })
  requireOwner()
  const upgrade = saveUpgrade(args.code_hash, args.delay_ns)
  emit('upgrade_proposed', {
    code_hash: hexEncode(args.code_hash),
    upgrade_at_ns: String(upgrade.atNs),
    upgrade_until_ns: String(expiryNs(upgrade)),
  })
}

/** Withdraws the proposal. Owner only. Errors: ERR_NOT_OWNER, ERR_NO_UPGRADE. */
export function cancel_upgrade(raw: RawArgs<wire.NoArgs> = input()): void {
  refuseDeposit('cancel_upgrade')
  decodeArgs(raw, {})
  requireOwner()
  const { codeHash } = loadUpgrade()
  removeUpgrade()
  emit('upgrade_cancelled', { code_hash: hexEncode(codeHash) })
}

/**
 * Switches to the proposed code. Anyone, once the delay is over and until the proposal expires. The
 * switch, `migrate` and `self_test` stand or fall together, and the call fails when they do. Errors:
 * ERR_NO_UPGRADE, ERR_UPGRADE_EARLY, ERR_UPGRADE_EXPIRED.
 */
export function execute_upgrade(raw: RawArgs<wire.NoArgs> = input()): void {
  refuseDeposit('execute_upgrade')
  decodeArgs(raw, {})
  switchCode()
}

/**
 * First call of new code, in the batch that switches to it: refuses records of another contract and
 * ends the proposal. Records of older layouts are brought up to date when they are read. Errors:
 * ERR_UPGRADE_CONTRACT, ERR_NO_UPGRADE.
 * @private
 */
export function migrate(raw: RawArgs<wire.CodeHashArgs> = input()): void {
  requireSelf('migrate')
  const { code_hash: codeHash } = decodeArgs(raw, { code_hash: hex(32) })
  requireOwnRecords()
  endUpgrade(codeHash)
  saveIdentity()
  emit('upgraded', { code_hash: hexEncode(codeHash) })
}
