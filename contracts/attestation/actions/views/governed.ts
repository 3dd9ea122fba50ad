/** What the views show of policies, measurements, machines and configuration. */
import { hexEncode } from '@research-hub/compiler/host'
import type * as wire from '../../interface.js'
import { beaconIntervalS, maxBeaconAgeS, version } from '../../limits.js'
import { unpackRules } from '../../rules/pack-policy.js'
import { loadConfig } from '../../state/config.js'
import { countWorkers } from '../../state/indexes.js'
import { type Intervals, listIntervals, noIntervals } from '../../state/intervals.js'
import { loadDenial } from '../../state/machines.js'
import { loadMeasurement } from '../../state/measurements.js'
import { loadPolicy } from '../../state/policies.js'

export function paramsView(): wire.ParamsView {
  const { rootKey, timelockS, isTestRoot, chainId } = loadConfig()
  return {
    version,
    chain_id: chainId,
    root_key: hexEncode(rootKey),
    test_root: isTestRoot,
    timelock_s: timelockS,
    beacon_interval_s: beaconIntervalS,
    max_beacon_age_s: maxBeaconAgeS,
  }
}

export function policyView(policyId: string): wire.PolicyView | null {
  const policy = loadPolicy(policyId)
  if (policy === undefined) return null
  return {
    policy_id: policyId,
    revision: policy.revision,
    rules: policy.rules === undefined ? null : unpackRules(policy.rules),
    rules_at_ns: String(policy.rulesAtNs),
    next: policy.next === undefined ? null : unpackRules(policy.next),
    next_at_ns: String(policy.nextAtNs),
    retired_at_ns: String(policy.retiredAtNs),
    workers: countWorkers(policyId),
  }
}

export function measurementView(policyId: string, id: Uint8Array): wire.MeasurementView | null {
  const found = loadMeasurement(policyId, id)
  if (found === undefined) return null
  return {
    policy_id: policyId,
    measurement_id: hexEncode(id),
    source: found.source,
    active_at_ns: String(found.activeAtNs),
    ends_at_ns: String(found.endsAtNs),
    past: pastView(found.past),
  }
}

export function machineView(machineId: Uint8Array): wire.MachineView {
  const denial = loadDenial(machineId)
  return {
    machine_id: hexEncode(machineId),
    denied: denial !== undefined && denial.deniedAtNs !== 0n,
    reason: denial?.reason ?? '',
    denied_at_ns: String(denial?.deniedAtNs ?? 0n),
    past: pastView(denial?.past ?? noIntervals),
  }
}

function pastView(past: Intervals): readonly wire.PastInterval[] {
  return listIntervals(past).map(({ fromNs, untilNs }) => ({
    from_ns: String(fromNs),
    until_ns: String(untilNs),
  }))
}
