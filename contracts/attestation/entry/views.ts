/** Views; `interface.ts` documents what they show. */
import { input, type RawArgs } from '@research-hub/compiler/host'
import { reply } from '../../common/entry/reply.js'
import { accountId, decodeArgs, hex, integer, optional, u64 } from '../../common/wire/decode.js'
import { wasValidAt } from '../actions/judge/past.js'
import { beaconView, collateralView } from '../actions/views/collateral.js'
import { machineView, measurementView, paramsView, policyView } from '../actions/views/governed.js'
import { checkQuoteView } from '../actions/views/quote.js'
import {
  explanation,
  historyView,
  isValid,
  machineWorkers,
  workersPage,
  workerView,
} from '../actions/views/workers.js'
import type * as wire from '../interface.js'
import { maxPage } from '../limits.js'
import { measurementKey, policyId } from '../rules/decoders.js'
import { loadBeacons } from '../state/beacons.js'

const workerId = { worker_id: accountId } as const
const page = {
  from_index: optional(integer(0, 0x7fffffff)),
  limit: optional(integer(1, maxPage)),
} as const

/**
 * Whether a worker passes every check of a policy now.
 * @view
 */
export function is_valid(raw: RawArgs<wire.IsValidArgs> = input()): boolean {
  const args = decodeArgs(raw, { ...workerId, policy_id: policyId })
  return reply(isValid(args.worker_id, args.policy_id))
}

/**
 * Every check that a worker fails now; null for an unknown one.
 * @view
 */
export function explain(raw: RawArgs<wire.WorkerArgs> = input()): wire.Explanation | null {
  return reply(explanation(decodeArgs(raw, workerId).worker_id))
}

/**
 * Whether a worker was valid at a time under a key, by what held then.
 * @view
 */
export function was_valid_at(raw: RawArgs<wire.WasValidAtArgs> = input()): boolean {
  const args = decodeArgs(raw, { ...workerId, key: hex(32), ts_ns: u64 })
  return reply(wasValidAt(args.worker_id, args.key, args.ts_ns))
}

/**
 * Spans of validity, oldest first.
 * @view
 */
export function history(raw: RawArgs<wire.HistoryArgs> = input()): readonly wire.ValiditySpan[] {
  const args = decodeArgs(raw, { ...workerId, ...page })
  return reply(historyView(args.worker_id, args.from_index, args.limit))
}

/**
 * A worker's record; null for an unknown one.
 * @view
 */
export function worker(raw: RawArgs<wire.WorkerArgs> = input()): wire.WorkerView | null {
  return reply(workerView(decodeArgs(raw, workerId).worker_id))
}

/**
 * Workers of a policy that have not ended.
 * @view
 */
export function workers_by_policy(
  raw: RawArgs<wire.WorkersByPolicyArgs> = input(),
): wire.WorkersPage {
  const args = decodeArgs(raw, {
    policy_id: policyId,
    ...page,
  })
  return reply(workersPage(args.policy_id, args.from_index, args.limit))
}

/**
 * Workers of a policy on one machine that have not ended.
 * @view
 */
export function workers_by_machine(
  raw: RawArgs<wire.WorkersByMachineArgs> = input(),
): readonly string[] {
  const args = decodeArgs(raw, { policy_id: policyId, machine_id: hex(32) })
  return reply(machineWorkers(args.policy_id, args.machine_id))
}

/**
 * Evidence (raw bytes) judged without binding, beacon, policy and measurement.
 * @view
 */
export function check_quote(evidence: Uint8Array = input()): wire.CheckQuoteResult {
  return reply(checkQuoteView(evidence))
}

/**
 * What is stored for a platform.
 * @view
 */
export function collateral(raw: RawArgs<wire.CollateralArgs> = input()): wire.CollateralView {
  return reply(collateralView(decodeArgs(raw, { fmspc: hex(6) }).fmspc))
}

/**
 * The beacons that a quote may carry, oldest first.
 * @view
 */
export function beacons(raw: RawArgs<wire.NoArgs> = input()): readonly wire.BeaconView[] {
  decodeArgs(raw, {})
  return reply(loadBeacons().map(beaconView))
}

/**
 * A policy; null for an unknown one.
 * @view
 */
export function policy(raw: RawArgs<wire.PolicyArgs> = input()): wire.PolicyView | null {
  return reply(policyView(decodeArgs(raw, { policy_id: policyId }).policy_id))
}

/**
 * A measurement that a policy allows or allowed; null for an unknown one.
 * @view
 */
export function measurement(
  raw: RawArgs<wire.MeasurementArgs> = input(),
): wire.MeasurementView | null {
  const args = decodeArgs(raw, measurementKey)
  return reply(measurementView(args.policy_id, args.measurement_id))
}

/**
 * Whether a machine is denied.
 * @view
 */
export function machine(raw: RawArgs<wire.MachineArgs> = input()): wire.MachineView {
  return reply(machineView(decodeArgs(raw, { machine_id: hex(32) }).machine_id))
}

/**
 * Constants and settings.
 * @view
 */
export function params(raw: RawArgs<wire.NoArgs> = input()): wire.ParamsView {
  decodeArgs(raw, {})
  return reply(paramsView())
}
