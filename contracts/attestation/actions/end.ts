/** The end of a worker: off its policy's list, its last span cut short, its record kept for a while. */
import { blockTimestamp } from '@research-hub/compiler/host'
import { loadGovernance } from '../../common/state/governance.js'
import { caller } from '../../common/wire/caller.js'
import { emit } from '../../common/wire/events.js'
import { fail } from '../errors.js'
import { forgetAfterS } from '../limits.js'
import { freeKey, keyIn, keyKinds, unlistWorker } from '../state/indexes.js'
import { listSpans, packSpans } from '../state/spans.js'
import {
  loadWorker,
  removeWorker,
  type StoredWorker,
  saveWorker,
  type Worker,
} from '../state/workers.js'
import { explainWorker } from './judge/explain.js'
import { toNs } from './now.js'
import { settleStorage } from './settle-storage.js'

function requireWorker(workerId: string): StoredWorker {
  return loadWorker(workerId) ?? fail('ERR_WORKER_UNKNOWN', workerId)
}

/** Ends a worker that fails a check; it counts as valid until the first failure that can be dated. */
export function invalidateWorker(workerId: string): void {
  const worker = requireLive(workerId)
  const failed = explainWorker(worker)
  const [first] = failed
  if (first === undefined) fail('ERR_WORKER_PASSES', workerId)
  endWorker(workerId, worker, first.code, sinceNs(worker, failed))
}

/** Ends a worker by will: its own, or the guardian's or owner's, who may date it back. */
export function revokeWorker(workerId: string, reason: string, since: bigint | undefined): void {
  const account = caller()
  const { ownerId, guardianId } = loadGovernance()
  const isTrusted = account === ownerId || account === guardianId
  if (account !== workerId && !isTrusted) fail('ERR_NOT_OPERATOR', account, workerId)
  const worker = requireLive(workerId)
  const now = blockTimestamp()
  if (since !== undefined && (since > now || !isTrusted)) {
    fail('ERR_REVOKE_TIME', since, account)
  }
  endWorker(workerId, worker, `revoked: ${reason}`, since ?? now)
}

/** Removes what is left of a worker long after its end and frees the storage. */
export function forgetWorker(workerId: string): void {
  const worker = requireWorker(workerId)
  const endNs = worker.endedAtNs === 0n ? worker.expiresAtNs : worker.endedAtNs
  const untilNs = endNs + toNs(forgetAfterS)
  if (blockTimestamp() < untilNs) fail('ERR_FORGET_EARLY', workerId, untilNs)
  if (worker.endedAtNs === 0n) takeOffList(worker)
  for (const kind of keyKinds) freeKey(kind, keyIn(worker.keys, kind))
  removeWorker(workerId)
  settleStorage()
  emit('worker_forgotten', { worker_id: workerId })
}

/** Whoever stood last in the list takes the place, and its record is told. */
export function takeOffList({ policyId, place }: Worker): void {
  const movedId = unlistWorker(policyId, place)
  if (movedId === undefined) return
  const moved = requireWorker(movedId)
  saveWorker(movedId, moved, { ...moved, place })
}

function requireLive(workerId: string): StoredWorker {
  const worker = requireWorker(workerId)
  if (worker.endedAtNs !== 0n) fail('ERR_WORKER_ENDED', workerId, worker.endReason)
  return worker
}

function endWorker(workerId: string, worker: StoredWorker, reason: string, atNs: bigint): void {
  const spans = packSpans(
    listSpans(worker.spans)
      .filter(({ fromNs }) => fromNs < atNs)
      .map((span) => (span.untilNs > atNs ? { ...span, untilNs: atNs } : span)),
  )
  takeOffList(worker)
  const endedAtNs = blockTimestamp()
  saveWorker(workerId, worker, { ...worker, endedAtNs, endReason: reason, spans })
  settleStorage()
  emit('worker_invalidated', { worker_id: workerId, policy_id: worker.policyId, reason })
}

/** A failure without a date may have been there from the start of the last attestation. */
export function sinceNs(
  worker: Worker,
  failed: readonly { readonly sinceNs: bigint | undefined }[],
): bigint {
  return failed.reduce((first, { sinceNs: since }) => {
    const time = since === undefined || since < worker.attestedAtNs ? worker.attestedAtNs : since
    return time < first ? time : first
  }, blockTimestamp())
}
