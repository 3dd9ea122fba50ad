/**
 * Spans of a worker's validity that are over, one record each: under which keys, with what platform and software,
 * and by which rules. The one that goes on is in the worker's own record.
 */
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
import { loadBody, removePaid, savePaid } from './paid.js'
import { lastFrom, numbered } from './places.js'

export const spanRecord = record({
  version: version(1),
  fromNs: u64,
  untilNs: u64,
  /** Signing key and encryption key. */
  keys: bytes(64),
  /** Its place among the policy's workers on the machine. */
  slot: u8,
  /** The rules that it was judged by, and the set of Intel's documents. */
  revision: u32,
  evaluation: u32,
  policyId: text,
  facts: rest,
})

export type Span = RecordOf<typeof spanRecord>

export function loadSpan(workerId: string, place: number): Span | undefined {
  const body = loadBody(keyOf(workerId, place))
  return body === undefined ? undefined : spanRecord.decode(body)
}

/** Of the first `count` spans the last that begins at a time or before it. */
export function spanFrom(workerId: string, count: number, atNs: bigint): Span | undefined {
  return lastFrom(count, (i) => loadSpan(workerId, i), atNs)
}

export function saveSpan(workerId: string, place: number, span: Span): void {
  savePaid(keyOf(workerId, place), workerId, spanRecord.encode(span))
}

export function removeSpan(workerId: string, place: number): void {
  removePaid(keyOf(workerId, place))
}

function keyOf(workerId: string, place: number): Uint8Array {
  return numbered(`s:${workerId}:`, place)
}
