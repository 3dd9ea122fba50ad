/** One record a worker, all its facts in it, so that it can be judged again without its evidence. */
import {
  bytes,
  type RecordOf,
  record,
  rest,
  text,
  u8,
  u32,
  u64,
  version,
} from '../../common/state/record.js'
import { maxReason } from '../limits.js'
import { type Facts, factsLength } from './facts.js'
import { loadBody, paidBytes, removePaid, replacePaid } from './paid.js'
import type { Span } from './spans.js'

/** Behind the facts. */
export const workerRecord = record({
  version: version(1),
  /** Signing key, encryption key, GPU evidence hash, 32 bytes each. */
  keys: bytes(96),
  /** Its place among `statuses`. */
  status: u8,
  /** Its place among the policy's workers on the machine. */
  slot: u8,
  beaconNumber: u64,
  attestedAtNs: u64,
  expiresAtNs: u64,
  /** Place in the policy's list, while it lives. */
  place: u32,
  /** 0 while it lives. */
  endedAtNs: u64,
  /** Until when it counted as valid, once it has ended. */
  cutNs: u64,
  /** Since when the present span goes on, and how many are over. */
  spanFromNs: u64,
  spans: u32,
  /** What the present span was judged by: rules, and the set of Intel's documents. */
  revision: u32,
  evaluation: u32,
  /** Four intervals for which the worker is not to be believed, zeros where there is none. */
  distrust: bytes(64),
  policyId: text,
  endReason: text,
  /** Makes room for the longest reason, so that an end never takes more storage. */
  room: rest,
})

export type Worker = Omit<RecordOf<typeof workerRecord>, 'room'> & { readonly facts: Facts }

/** A worker as read, with the length of its record. */
export type StoredWorker = Worker & { readonly storedLength: number }

const reasonLength = 'revoked: '.length + maxReason

export function loadWorker(workerId: string): StoredWorker | undefined {
  const body = loadBody(keyOf(workerId))
  if (body === undefined) return undefined
  return Object.assign(workerRecord.decode(body.subarray(factsLength)), {
    facts: body.subarray(0, factsLength),
    storedLength: body.length,
  })
}

export function saveWorker(
  workerId: string,
  before: StoredWorker | undefined,
  worker: Worker,
): void {
  const known =
    before === undefined ? undefined : { payerId: workerId, length: before.storedLength }
  const room = new Uint8Array(reasonLength - worker.endReason.length)
  const body = workerRecord.encode({ ...worker, room })
  replacePaid(keyOf(workerId), known, workerId, [worker.facts, body])
}

/** The span that goes on, or the last one. */
export function presentSpan(worker: Worker): Span {
  const { spanFromNs, endedAtNs, cutNs, expiresAtNs, keys, slot } = worker
  const { revision, evaluation, policyId, facts } = worker
  return {
    fromNs: spanFromNs,
    untilNs: endedAtNs === 0n ? expiresAtNs : cutNs,
    keys: keys.subarray(0, 64),
    slot,
    revision,
    evaluation,
    policyId,
    facts,
  }
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
