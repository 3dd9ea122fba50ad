/** Policies, measurements and denied machines: what owner and guardian decide. */
import { blockTimestamp, hexEncode } from '@research-hub/compiler/host'
import { requireGuardianOrOwner, requireOwner } from '../../common/state/governance.js'
import { joinBytes } from '../../common/wire/bytes.js'
import { caller } from '../../common/wire/caller.js'
import { emit } from '../../common/wire/events.js'
import { fail } from '../errors.js'
import { measurementPreimage } from '../rules/evidence.js'
import type { PackedRules } from '../rules/policy-rules.js'
import { loadConfig } from '../state/config.js'
import { loadDenial, removeDenial, saveDenial } from '../state/machines.js'
import { type AllowedMeasurement, loadMeasurement, saveMeasurement } from '../state/measurements.js'
import { loadPolicy, type Policy, policyPayer, savePolicy } from '../state/policies.js'
import { hostCrypto } from './host-crypto.js'
import { toNs } from './now.js'
import { settleStorage } from './settle-storage.js'

/** Rules that replace the present ones, or the first ones, when the time lock is over. */
export function proposePolicy(policyId: string, next: PackedRules): bigint {
  requireOwner()
  const before = requireLivePolicy(policyId, loadPolicy(policyId))
  const nextAtNs = blockTimestamp() + toNs(loadConfig().timelockS)
  savePolicy(policyId, caller(), {
    rules: before?.rules,
    rulesAtNs: before?.rulesAtNs ?? 0n,
    next,
    nextAtNs,
    retiredAtNs: 0n,
  })
  settleStorage()
  emit('policy_proposed', { policy_id: policyId, active_at_ns: String(nextAtNs) })
  return nextAtNs
}

export function retirePolicy(policyId: string): void {
  requireGuardianOrOwner()
  const found = loadPolicy(policyId) ?? fail('ERR_POLICY_UNKNOWN', policyId)
  requireLivePolicy(policyId, found)
  savePolicy(policyId, policyPayer(policyId) ?? caller(), {
    ...found,
    retiredAtNs: blockTimestamp(),
  })
  settleStorage()
  emit('policy_retired', { policy_id: policyId })
}

function requireLivePolicy(policyId: string, policy: Policy | undefined): Policy | undefined {
  if (policy !== undefined && policy.retiredAtNs !== 0n) {
    fail('ERR_POLICY_RETIRED', policyId)
  }
  return policy
}

/** Allows a tuple after the time lock; one that has ended may be proposed again. */
export function proposeMeasurement(
  policyId: string,
  registers: readonly Uint8Array[],
  source: string,
): Uint8Array {
  requireOwner()
  const policy = loadPolicy(policyId) ?? fail('ERR_POLICY_UNKNOWN', policyId)
  requireLivePolicy(policyId, policy)
  const id = hostCrypto.sha256(measurementPreimage(joinBytes(registers)))
  const before = loadMeasurement(policyId, id)
  const now = blockTimestamp()
  if (before !== undefined && (before.endsAtNs === 0n || before.endsAtNs > now)) {
    fail('ERR_MEASUREMENT_KNOWN', hexEncode(id), policyId)
  }
  const activeAtNs = now + toNs(loadConfig().timelockS)
  saveMeasurement(policyId, id, { payerId: caller(), activeAtNs, endsAtNs: 0n, source })
  settleStorage()
  emit('measurement_proposed', {
    policy_id: policyId,
    measurement_id: hexEncode(id),
    active_at_ns: String(activeAtNs),
  })
  return id
}

export function supersedeMeasurement(policyId: string, id: Uint8Array, graceS: number): void {
  requireOwner()
  endMeasurement(policyId, id, blockTimestamp() + toNs(graceS), 'measurement_superseded')
}

export function removeMeasurement(policyId: string, id: Uint8Array): void {
  requireGuardianOrOwner()
  endMeasurement(policyId, id, blockTimestamp(), 'measurement_removed')
}

/** An end may come nearer, never move away. */
function endMeasurement(policyId: string, id: Uint8Array, atNs: bigint, event: string): void {
  const found: AllowedMeasurement =
    loadMeasurement(policyId, id) ?? fail('ERR_MEASUREMENT_UNKNOWN', hexEncode(id), policyId)
  if (found.endsAtNs !== 0n && found.endsAtNs <= atNs) {
    fail('ERR_MEASUREMENT_ENDED', hexEncode(id), found.endsAtNs)
  }
  saveMeasurement(policyId, id, { ...found, endsAtNs: atNs })
  settleStorage()
  emit(event, {
    policy_id: policyId,
    measurement_id: hexEncode(id),
    ends_at_ns: String(atNs),
  })
}

export function denyMachine(machineId: Uint8Array, reason: string): void {
  requireGuardianOrOwner()
  const before = loadDenial(machineId)
  const deniedAtNs = before?.deniedAtNs ?? blockTimestamp()
  saveDenial(machineId, caller(), { deniedAtNs, reason })
  settleStorage()
  emit('machine_denied', { machine_id: hexEncode(machineId), reason })
}

export function allowMachine(machineId: Uint8Array): void {
  requireOwner()
  if (loadDenial(machineId) === undefined) {
    fail('ERR_MACHINE_NOT_DENIED', hexEncode(machineId))
  }
  removeDenial(machineId)
  settleStorage()
  emit('machine_allowed', { machine_id: hexEncode(machineId) })
}
