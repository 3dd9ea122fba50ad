/** The end of a worker: off its policy's list, its last span cut short, its record kept for a while. */
import { blockTimestamp } from '@research-hub/compiler/host'
import { loadGovernance } from '../../common/state/governance.js'
import { caller } from '../../common/wire/caller.js'
import { emit } from '../../common/wire/events.js'
import { fail } from '../errors.js'
import { forgetAfterS, forgottenSpans } from '../limits.js'
import { machineIdOf } from '../state/facts.js'
import { freeKey, freeSlot, keyIn, keyKinds, unlistWorker } from '../state/indexes.js'
import { removeSpan } from '../state/spans.js'
import {
  loadWorker,
  removeWorker,
  type StoredWorker,
  saveWorker,
  type Worker,
} from '../state/workers.js'
import { addDistrust } from './distrust.js'
import { explainWorker, failsSinceNs } from './judge/explain.js'
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
  endWorker(workerId, worker, first.code, failsSinceNs(worker, failed))
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
  const distrust = since === undefined ? worker.distrust : addDistrust(worker.distrust, since, now)
  endWorker(workerId, { ...worker, distrust }, `revoked: ${reason}`, now)
}

/** Removes what is left of a worker long after its end and frees the storage: spans first, a few a call. */
export function forgetWorker(workerId: string): boolean {
  const worker = requireWorker(workerId)
  const endNs = worker.endedAtNs === 0n ? worker.expiresAtNs : worker.endedAtNs
  const untilNs = endNs + toNs(forgetAfterS)
  if (blockTimestamp() < untilNs) fail('ERR_FORGET_EARLY', workerId, untilNs)
  const left = Math.max(0, worker.spans - forgottenSpans)
  for (let place = left; place < worker.spans; place++) removeSpan(workerId, place)
  if (left > 0) {
    saveWorker(workerId, worker, { ...worker, spans: left })
    settleStorage()
    return false
  }
  if (worker.endedAtNs === 0n) leave(worker)
  for (const kind of keyKinds) freeKey(kind, keyIn(worker.keys, kind))
  removeWorker(workerId)
  settleStorage()
  emit('worker_forgotten', { worker_id: workerId })
  return true
}

/** Gives up the places in the policy's list and on the machine. */
function leave(worker: Worker): void {
  takeOffList(worker)
  freeSlot(worker.policyId, machineIdOf(worker.facts), worker.slot)
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

function endWorker(workerId: string, worker: StoredWorker, reason: string, cutNs: bigint): void {
  leave(worker)
  const endedAtNs = blockTimestamp()
  saveWorker(workerId, worker, { ...worker, endedAtNs, cutNs, endReason: reason })
  settleStorage()
  emit('worker_invalidated', { worker_id: workerId, policy_id: worker.policyId, reason })
}
