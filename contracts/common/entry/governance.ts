/** Owner, guardian, pauses and upgrades. */
import { blockTimestamp, hexEncode, input, type RawArgs } from '@research-hub/compiler/host'
import {
  loadGovernance,
  requireGuardianOrOwner,
  requireOwner,
  saveGovernance,
} from '../state/governance.js'
import { deployUpgrade, minUpgradeDelayNs, requireUpgrade } from '../state/upgrade.js'
import { zeroBytes32 } from '../wire/bytes.js'
import { caller } from '../wire/caller.js'
import { accountId, decodeArgs, hex, integer, u64 } from '../wire/decode.js'
import { emit } from '../wire/events.js'
import { fail } from '../wire/fail.js'
import type * as wire from '../wire/interface.js'
import { refuseDeposit, reply, requireSelf } from './reply.js'

const maxFeatures = 0x7fff_ffff

/**
 * Owner, guardian, paused features and the upgrade under way.
 * @view
 */
export function governance(raw: RawArgs<wire.NoArgs> = input()): wire.GovernanceView {
  decodeArgs(raw, {})
  const now = loadGovernance()
  return reply({
    owner_id: now.ownerId,
    pending_owner_id: now.pendingOwnerId,
    guardian_id: now.guardianId,
    paused_features: now.pausedMask,
    upgrade_hash: hexEncode(now.upgradeHash),
    upgrade_at_ns: String(now.upgradeAtNs),
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
 * Announces the hash of code that anyone may deploy after the delay. Owner only. Errors:
 * ERR_NOT_OWNER, ERR_UPGRADE_DELAY.
 */
export function propose_upgrade(raw: RawArgs<wire.ProposeUpgradeArgs> = input()): void {
  refuseDeposit('propose_upgrade')
  const args = decodeArgs(raw, { code_hash: hex(32), delay_ns: u64 })
  const now = requireOwner()
  if (args.delay_ns < minUpgradeDelayNs) {
    fail('ERR_UPGRADE_DELAY', args.delay_ns, minUpgradeDelayNs)
  }
  const upgradeAtNs = blockTimestamp() + args.delay_ns
  saveGovernance({ ...now, upgradeHash: args.code_hash, upgradeAtNs })
  emit('upgrade_proposed', {
    code_hash: hexEncode(args.code_hash),
    upgrade_at_ns: String(upgradeAtNs),
  })
}

/** Withdraws the proposal. Owner only. Errors: ERR_NOT_OWNER, ERR_NO_UPGRADE. */
export function cancel_upgrade(raw: RawArgs<wire.NoArgs> = input()): void {
  refuseDeposit('cancel_upgrade')
  decodeArgs(raw, {})
  const now = requireOwner()
  requireUpgrade(now)
  saveGovernance({ ...now, upgradeHash: zeroBytes32, upgradeAtNs: 0n })
  emit('upgrade_cancelled', { code_hash: hexEncode(now.upgradeHash) })
}

/**
 * Deploys the proposed code; the input is the wasm itself. Anyone, once the delay is over. Code,
 * `migrate` and `self_test` stand or fall together. Errors: ERR_NO_UPGRADE, ERR_UPGRADE_EARLY,
 * ERR_UPGRADE_HASH.
 */
export function execute_upgrade(code: Uint8Array = input()): void {
  refuseDeposit('execute_upgrade')
  deployUpgrade(loadGovernance(), code)
}

/**
 * First call of new code, in the batch that deploys it: ends the proposal. Records are upgraded when
 * they are read.
 * @private
 */
export function migrate(raw: RawArgs<wire.NoArgs> = input()): void {
  requireSelf('migrate')
  decodeArgs(raw, {})
  const now = loadGovernance()
  requireUpgrade(now)
  saveGovernance({ ...now, upgradeHash: zeroBytes32, upgradeAtNs: 0n })
  emit('upgraded', { code_hash: hexEncode(now.upgradeHash) })
}
