/** Views; `interface.ts` documents what they show. */
import { blockTimestamp, hexEncode, input, type RawArgs } from '@research-hub/compiler/host'
import { reply } from '../../common/entry/reply.js'
import { accountId, decodeArgs, hex, integer, optional, u64 } from '../../common/wire/decode.js'
import type { ContractSourceMetadata } from '../../common/wire/interface.js'
import { sinceNs } from '../actions/end.js'
import { explainWorker, wasValidAt } from '../actions/judge/explain.js'
import {
  beaconView,
  checkQuoteView,
  collateralView,
  failedCheckView,
  measurementView,
  paramsView,
  policyView,
  workerView,
} from '../actions/views.js'
import type * as wire from '../interface.js'
import { maxPage, version } from '../limits.js'
import { measurementKey, policyId } from '../rules/decoders.js'
import { loadBeacons } from '../state/beacons.js'
import { countWorkers, workerAt } from '../state/indexes.js'
import { loadDenial } from '../state/machines.js'
import { loadMeasurement } from '../state/measurements.js'
import { loadPolicy } from '../state/policies.js'
import { listSpans, noSpans } from '../state/spans.js'
import { loadWorker } from '../state/workers.js'

const workerId = { worker_id: accountId } as const

/**
 * Whether a worker passes every check of a policy now.
 * @view
 */
export function is_valid(raw: RawArgs<wire.IsValidArgs> = input()): boolean {
  const args = decodeArgs(raw, { ...workerId, policy_id: policyId })
  const worker = loadWorker(args.worker_id)
  return reply(worker?.policyId === args.policy_id && explainWorker(worker).length === 0)
}

/**
 * Every check that a worker fails now; null for an unknown one.
 * @view
 */
export function explain(raw: RawArgs<wire.WorkerArgs> = input()): wire.Explanation | null {
  const worker = loadWorker(decodeArgs(raw, workerId).worker_id)
  return reply(worker === undefined ? null : explainWorker(worker).map(failedCheckView))
}

/**
 * Whether a worker was valid at a time, as far as the kept history tells.
 * @view
 */
export function was_valid_at(raw: RawArgs<wire.WasValidAtArgs> = input()): boolean {
  const args = decodeArgs(raw, { ...workerId, ts_ns: u64 })
  const worker = loadWorker(args.worker_id)
  if (worker === undefined || args.ts_ns > blockTimestamp()) return reply(false)
  if (worker.endedAtNs !== 0n) return reply(wasValidAt(worker, args.ts_ns, undefined))
  const failed = explainWorker(worker)
  const since = failed.length === 0 ? undefined : sinceNs(worker, failed)
  return reply(wasValidAt(worker, args.ts_ns, since))
}

/**
 * Spans of validity, oldest first.
 * @view
 */
export function history(raw: RawArgs<wire.WorkerArgs> = input()): readonly wire.ValiditySpan[] {
  const worker = loadWorker(decodeArgs(raw, workerId).worker_id)
  return reply(
    listSpans(worker?.spans ?? noSpans).map((span) => ({
      from_ns: String(span.fromNs),
      until_ns: String(span.untilNs),
      policy_id: span.policyId,
      quote_hash: hexEncode(span.quoteHash),
    })),
  )
}

/**
 * A worker's record; null for an unknown one.
 * @view
 */
export function worker(raw: RawArgs<wire.WorkerArgs> = input()): wire.WorkerView | null {
  const { worker_id } = decodeArgs(raw, workerId)
  const found = loadWorker(worker_id)
  return reply(found === undefined ? null : workerView(worker_id, found))
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
    from_index: optional(integer(0, 0x7fffffff)),
    limit: optional(integer(1, maxPage)),
  })
  const total = countWorkers(args.policy_id)
  const from = args.from_index ?? 0
  const found: string[] = []
  for (let i = from; i < total && i < from + (args.limit ?? maxPage); i++) {
    const id = workerAt(args.policy_id, i)
    if (id !== undefined) found.push(id)
  }
  return reply({ total, worker_ids: found })
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
  const { policy_id } = decodeArgs(raw, { policy_id: policyId })
  const found = loadPolicy(policy_id)
  return reply(found === undefined ? null : policyView(policy_id, found))
}

/**
 * A measurement that a policy allows or allowed; null for an unknown one.
 * @view
 */
export function measurement(
  raw: RawArgs<wire.MeasurementArgs> = input(),
): wire.MeasurementView | null {
  const args = decodeArgs(raw, measurementKey)
  const found = loadMeasurement(args.policy_id, args.measurement_id)
  return reply(
    found === undefined ? null : measurementView(args.policy_id, args.measurement_id, found),
  )
}

/**
 * Whether a machine is denied.
 * @view
 */
export function machine(raw: RawArgs<wire.MachineArgs> = input()): wire.MachineView {
  const { machine_id } = decodeArgs(raw, { machine_id: hex(32) })
  const denial = loadDenial(machine_id)
  return reply({
    machine_id: hexEncode(machine_id),
    denied: denial !== undefined,
    reason: denial?.reason ?? '',
    denied_at_ns: String(denial?.deniedAtNs ?? 0n),
  })
}

/**
 * Constants and settings.
 * @view
 */
export function params(raw: RawArgs<wire.NoArgs> = input()): wire.ParamsView {
  decodeArgs(raw, {})
  return reply(paramsView())
}

/**
 * NEP-330.
 * @view
 */
export function contract_source_metadata(
  raw: RawArgs<wire.NoArgs> = input(),
): ContractSourceMetadata {
  decodeArgs(raw, {})
  return reply({
    version,
    standards: [
      { standard: 'nep145', version: '1.0.0' },
      { standard: 'nep297', version: '1.0.0' },
      { standard: 'nep330', version: '1.2.0' },
    ],
  })
}
