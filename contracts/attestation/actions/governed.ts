/** Policies, measurements and denied machines: what owner and guardian decide. */
import { blockTimestamp, hexEncode } from '@research-hub/compiler/host'
import { requireGuardianOrOwner, requireOwner } from '../../common/state/governance.js'
import { joinBytes } from '../../common/wire/bytes.js'
import { caller } from '../../common/wire/caller.js'
import { emit } from '../../common/wire/events.js'
import { fail } from '../errors.js'
import { maxPast } from '../limits.js'
import { measurementPreimage } from '../rules/evidence.js'
import { isTighter } from '../rules/policy-order.js'
import type { PackedRules } from '../rules/policy-rules.js'
import { loadConfig } from '../state/config.js'
import { addInterval, countIntervals, type Intervals, noIntervals } from '../state/intervals.js'
import { loadDenial, saveDenial } from '../state/machines.js'
import { loadMeasurement, type Measurement, saveMeasurement } from '../state/measurements.js'
import {
  isNextInForce,
  keepRules,
  loadPolicy,
  loadStoredPolicy,
  type Policy,
  savePolicy,
} from '../state/policies.js'
import { hostCrypto } from './host-crypto.js'
import { toNs } from './now.js'
import { settleStorage } from './settle-storage.js'

/**
 * Rules that replace the present ones, or the first ones: when the time lock is over, or at once when they ask at
 * least what the present ones ask. Those that were in force are kept, with their time.
 */
export function proposePolicy(policyId: string, proposed: PackedRules): bigint {
  requireOwner()
  const payerId = caller()
  const now = blockTimestamp()
  const stored = requireLivePolicy(policyId, loadStoredPolicy(policyId))
  const isPast = stored !== undefined && isNextInForce(stored, now)
  if (isPast) keepFormer(policyId, payerId, stored, stored.nextAtNs)
  const present = loadPolicy(policyId)
  const isAtOnce = present?.rules !== undefined && isTighter(proposed, present.rules)
  if (isAtOnce) keepFormer(policyId, payerId, present, now)
  const atNs = isAtOnce ? now : now + toNs(loadConfig().timelockS)
  const revision = present?.revision ?? 0
  const base = { revision, rules: present?.rules, rulesAtNs: present?.rulesAtNs ?? 0n }
  savePolicy(policyId, payerId, {
    ...(isAtOnce
      ? { revision: revision + 1, rules: proposed, rulesAtNs: now, next: undefined, nextAtNs: 0n }
      : { ...base, next: proposed, nextAtNs: atNs }),
    retiredAtNs: 0n,
  })
  settleStorage()
  emit('policy_proposed', { policy_id: policyId, active_at_ns: String(atNs) })
  return atNs
}

function keepFormer(policyId: string, payerId: string, former: Policy, untilNs: bigint): void {
  const { revision, rules, rulesAtNs } = former
  if (rules === undefined) return
  keepRules(policyId, payerId, revision, { fromNs: rulesAtNs, untilNs, rules })
}

/** Takes no more storage than before, whoever pays for it. */
export function retirePolicy(policyId: string): void {
  requireGuardianOrOwner()
  const found = loadStoredPolicy(policyId) ?? fail('ERR_POLICY_UNKNOWN', policyId)
  requireLivePolicy(policyId, found)
  savePolicy(policyId, undefined, {
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
  const past =
    before === undefined
      ? noIntervals
      : withPast(before.past, before.activeAtNs, before.endsAtNs, hexEncode(id))
  saveMeasurement(policyId, id, caller(), { activeAtNs, endsAtNs: 0n, source, past })
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
  const found: Measurement =
    loadMeasurement(policyId, id) ?? fail('ERR_MEASUREMENT_UNKNOWN', hexEncode(id), policyId)
  if (found.endsAtNs !== 0n && found.endsAtNs <= atNs) {
    fail('ERR_MEASUREMENT_ENDED', hexEncode(id), found.endsAtNs)
  }
  saveMeasurement(policyId, id, undefined, { ...found, endsAtNs: atNs })
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
  const isDenied = before !== undefined && before.deniedAtNs !== 0n
  const deniedAtNs = isDenied ? before.deniedAtNs : blockTimestamp()
  saveDenial(machineId, caller(), { deniedAtNs, reason, past: before?.past ?? noIntervals })
  settleStorage()
  emit('machine_denied', { machine_id: hexEncode(machineId), reason })
}

/** From now on; that it was denied stays on record. */
export function allowMachine(machineId: Uint8Array): void {
  requireOwner()
  const id = hexEncode(machineId)
  const before = loadDenial(machineId)
  if (before === undefined || before.deniedAtNs === 0n) fail('ERR_MACHINE_NOT_DENIED', id)
  const past = withPast(before.past, before.deniedAtNs, blockTimestamp(), id)
  saveDenial(machineId, caller(), { deniedAtNs: 0n, reason: '', past })
  settleStorage()
  emit('machine_allowed', { machine_id: id })
}

function withPast(past: Intervals, fromNs: bigint, untilNs: bigint, name: string): Intervals {
  const count = countIntervals(past)
  if (count >= maxPast) fail('ERR_HISTORY_FULL', name, count)
  return addInterval(past, { fromNs, untilNs })
}
