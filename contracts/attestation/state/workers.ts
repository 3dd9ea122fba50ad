/** One record a worker, all its facts in it, so that it can be judged again without its evidence. */
import { pack, unpack } from '../../common/state/record.js'
import { statuses, type TcbStatus } from '../rules/status.js'
import { type Facts, factsLength } from './facts.js'
import { loadBody, paidBytes, removePaid, replacePaid } from './paid.js'
import type { Spans } from './spans.js'

export type Worker = {
  readonly policyId: string
  /** Signing key, encryption key, GPU evidence hash, 32 bytes each. */
  readonly keys: Uint8Array
  readonly facts: Facts
  readonly status: TcbStatus
  readonly beaconNumber: bigint
  readonly attestedAtNs: bigint
  readonly expiresAtNs: bigint
  /** Place in the policy's list, while it lives. */
  readonly place: number
  /** 0 while it lives. */
  readonly endedAtNs: bigint
  readonly endReason: string
  readonly spans: Spans
}

/** A worker as read, with the length of its record. */
export type StoredWorker = Worker & { readonly storedLength: number }

export const keysLength = 96

/** Status, beacon, times, place, end; policy, reason. */
const layout = '188848ss'
const ownAt = factsLength + keysLength
const policyAt = ownAt + 1 + 8 + 8 + 8 + 4 + 8

export function loadWorker(workerId: string): StoredWorker | undefined {
  const body = loadBody(keyOf(workerId))
  if (body === undefined) return undefined
  const reasonAt = policyAt + 1 + (body[policyAt] ?? 0)
  const spansAt = reasonAt + 1 + (body[reasonAt] ?? 0)
  const own = unpack(layout, body.subarray(ownAt, spansAt))
  return {
    facts: body.subarray(0, factsLength),
    keys: body.subarray(factsLength, ownAt),
    status: statuses[own[0]] ?? 'Revoked',
    beaconNumber: own[1],
    attestedAtNs: own[2],
    expiresAtNs: own[3],
    place: own[4],
    endedAtNs: own[5],
    policyId: own[6],
    endReason: own[7],
    spans: body.subarray(spansAt),
    storedLength: body.length,
  }
}

/** Facts, keys, what `layout` names, spans. */
export function saveWorker(
  workerId: string,
  before: StoredWorker | undefined,
  worker: Worker,
): void {
  const known =
    before === undefined ? undefined : { payerId: workerId, length: before.storedLength }
  const own = pack(layout, [
    statuses.indexOf(worker.status),
    worker.beaconNumber,
    worker.attestedAtNs,
    worker.expiresAtNs,
    worker.place,
    worker.endedAtNs,
    worker.policyId,
    worker.endReason,
  ])
  const { facts, keys, spans } = worker
  replacePaid(keyOf(workerId), known, workerId, [facts, keys, own, spans])
}

export function removeWorker(workerId: string): void {
  removePaid(keyOf(workerId))
}

export function workerBytes(workerId: string, { storedLength }: StoredWorker): bigint {
  return paidBytes(keyOf(workerId), workerId, storedLength)
}

function keyOf(workerId: string): string {
  return `w:${workerId}`
}
