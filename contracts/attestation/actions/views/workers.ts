/** What the views show of workers. */
import { base58Encode, blockTimestamp, hexEncode } from '@research-hub/compiler/host'
import type * as wire from '../../interface.js'
import { maxPage } from '../../limits.js'
import { statuses } from '../../rules/status.js'
import { fmspcOf, machineIdOf, measurementIdOf, quoteHashOf } from '../../state/facts.js'
import { countWorkers, keyIn, workerAt } from '../../state/indexes.js'
import { listSpans, noSpans } from '../../state/spans.js'
import { loadWorker, workerBytes } from '../../state/workers.js'
import { sinceNs } from '../end.js'
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

/** As far as the kept history tells: within a span, and before what fails now began to. */
export function wasValidAt(workerId: string, atNs: bigint): boolean {
  const worker = loadWorker(workerId)
  if (worker === undefined || atNs > blockTimestamp()) return false
  const failed = worker.endedAtNs === 0n ? explainWorker(worker) : []
  if (failed.length > 0 && atNs >= sinceNs(worker, failed)) return false
  return listSpans(worker.spans).some(({ fromNs, untilNs }) => fromNs <= atNs && atNs < untilNs)
}

export function historyView(workerId: string): readonly wire.ValiditySpan[] {
  return listSpans(loadWorker(workerId)?.spans ?? noSpans).map((span) => ({
    from_ns: String(span.fromNs),
    until_ns: String(span.untilNs),
    policy_id: span.policyId,
    quote_hash: hexEncode(span.quoteHash),
  }))
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
    attested_at_ns: String(worker.attestedAtNs),
    expires_at_ns: String(worker.expiresAtNs),
    ended_at_ns: String(worker.endedAtNs),
    end_reason: worker.endReason,
    storage_bytes: Number(workerBytes(workerId, worker)),
  }
}
