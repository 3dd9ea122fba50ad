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
} from '../../common/state/record.js'
import { type Facts, factsLength } from './facts.js'
import { loadBody, paidBytes, removePaid, replacePaid } from './paid.js'

/** Behind the facts. */
export const workerRecord = record({
  /** Signing key, encryption key, GPU evidence hash, 32 bytes each. */
  keys: bytes(96),
  /** Its place among `statuses`. */
  status: u8,
  beaconNumber: u64,
  attestedAtNs: u64,
  expiresAtNs: u64,
  /** Place in the policy's list, while it lives. */
  place: u32,
  /** 0 while it lives. */
  endedAtNs: u64,
  policyId: text,
  endReason: text,
  spans: rest,
})

export type Worker = RecordOf<typeof workerRecord> & { readonly facts: Facts }

/** A worker as read, with the length of its record. */
export type StoredWorker = Worker & { readonly storedLength: number }

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
  replacePaid(keyOf(workerId), known, workerId, [worker.facts, workerRecord.encode(worker)])
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
