/** Whether a worker passes every check now, and which ones it fails. */
import { blockTimestamp } from '@research-hub/compiler/host'
import { Rejection } from '../../rules/reject.js'
import { loadPolicy } from '../../state/policies.js'
import type { Worker } from '../../state/workers.js'
import { failures } from './judge.js'

/** Every check that fails, the plainest first; empty for a valid worker. */
export function explainWorker(worker: Worker): readonly Rejection[] {
  const { endedAtNs, endReason, expiresAtNs, policyId } = worker
  const found: Rejection[] = []
  if (endedAtNs !== 0n) found.push(new Rejection('WORKER_ENDED', endReason, endedAtNs))
  if (blockTimestamp() >= expiresAtNs) {
    found.push(new Rejection('WORKER_EXPIRED', `at ${expiresAtNs}`, expiresAtNs))
  }
  const policy = loadPolicy(policyId)
  if (policy === undefined) return [...found, new Rejection('POLICY_RETIRED', policyId)]
  return [...found, ...failures(worker, policy)]
}

/** When the first of the failures began: now, for one without a date, since it cannot be told to have been before. */
export function failsSinceNs({ spanFromNs }: Worker, failed: readonly Rejection[]): bigint {
  return failed.reduce((first, { sinceNs = blockTimestamp() }) => {
    const time = sinceNs < spanFromNs ? spanFromNs : sinceNs
    return time < first ? time : first
  }, blockTimestamp())
}
