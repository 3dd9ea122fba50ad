/** What the views show of workers. */
import { base58Encode, hexEncode } from '@research-hub/compiler/host'
import type * as wire from '../../interface.js'
import { maxPage, maxPerMachine } from '../../limits.js'
import { statuses } from '../../rules/status.js'
import { fmspcOf, machineIdOf, measurementIdOf, quoteHashOf } from '../../state/facts.js'
import { countWorkers, keyIn, slotHolder, workerAt } from '../../state/indexes.js'
import { listIntervals } from '../../state/intervals.js'
import { loadSpan, type Span } from '../../state/spans.js'
import { loadWorker, presentSpan, workerBytes } from '../../state/workers.js'
import { explainWorker } from '../judge/explain.js'

export function isValid(workerId: string, policyId: string): boolean {
  const worker = loadWorker(workerId)
  return worker?.policyId === policyId && explainWorker(worker).length === 0
}

export function explanation(workerId: string): wire.Explanation | null {
  const worker = loadWorker(workerId)
  if (worker === undefined) return null
  return explainWorker(worker).map(({ code, detail, sinceNs: since }) =>
    since === undefined ? { code, detail } : { code, detail, since_ns: String(since) },
  )
}

/** Oldest first; what the worker is not to be believed for is cut off. */
export function historyView(
  workerId: string,
  from: number | undefined = 0,
  limit: number | undefined = maxPage,
): readonly wire.ValiditySpan[] {
  const worker = loadWorker(workerId)
  if (worker === undefined) return []
  const found: wire.ValiditySpan[] = []
  for (let i = from; i <= worker.spans && i < from + limit; i++) {
    const span = i < worker.spans ? loadSpan(workerId, i) : presentSpan(worker)
    if (span === undefined) continue
    const untilNs = believedUntilNs(span, worker.distrust)
    if (untilNs > span.fromNs) found.push(spanView(span, untilNs))
  }
  return found
}

function believedUntilNs({ fromNs, untilNs }: Span, distrust: Uint8Array): bigint {
  let end = untilNs
  for (const one of listIntervals(distrust)) {
    if (one.fromNs < end && one.untilNs >= end) end = one.fromNs > fromNs ? one.fromNs : fromNs
  }
  return end
}

function spanView(span: Span, untilNs: bigint): wire.ValiditySpan {
  const { facts, keys } = span
  return {
    from_ns: String(span.fromNs),
    until_ns: String(untilNs),
    policy_id: span.policyId,
    revision: span.revision,
    evaluation_number: span.evaluation,
    signing_key: `ed25519:${base58Encode(keyIn(keys, 'signing'))}`,
    encryption_key: hexEncode(keyIn(keys, 'encryption')),
    measurement_id: hexEncode(measurementIdOf(facts)),
    machine_id: hexEncode(machineIdOf(facts)),
    quote_hash: hexEncode(quoteHashOf(facts)),
  }
}

/** A policy's workers on a machine. */
export function machineWorkers(policyId: string, machineId: Uint8Array): readonly string[] {
  const found: string[] = []
  for (let slot = 0; slot < maxPerMachine; slot++) {
    const id = slotHolder(policyId, machineId, slot)
    if (id !== undefined) found.push(id)
  }
  return found
}

export function workersPage(
  policyId: string,
  from: number | undefined = 0,
  limit: number | undefined = maxPage,
): wire.WorkersPage {
  const total = countWorkers(policyId)
  const found: string[] = []
  for (let i = from; i < total && i < from + limit; i++) {
    const id = workerAt(policyId, i)
    if (id !== undefined) found.push(id)
  }
  return { total, worker_ids: found }
}

export function workerView(workerId: string): wire.WorkerView | null {
  const worker = loadWorker(workerId)
  if (worker === undefined) return null
  const { facts } = worker
  return {
    worker_id: workerId,
    policy_id: worker.policyId,
    signing_key: `ed25519:${base58Encode(keyIn(worker.keys, 'signing'))}`,
    encryption_key: hexEncode(keyIn(worker.keys, 'encryption')),
    gpu_evidence_hash: hexEncode(worker.keys.subarray(64)),
    measurement_id: hexEncode(measurementIdOf(facts)),
    machine_id: hexEncode(machineIdOf(facts)),
    fmspc: hexEncode(fmspcOf(facts)),
    quote_hash: hexEncode(quoteHashOf(facts)),
    status: statuses[worker.status] ?? 'Revoked',
    evaluation_number: worker.evaluation,
    revision: worker.revision,
    attested_at_ns: String(worker.attestedAtNs),
    expires_at_ns: String(worker.expiresAtNs),
    ended_at_ns: String(worker.endedAtNs),
    end_reason: worker.endReason,
    storage_bytes: Number(workerBytes(workerId, worker)),
  }
}
