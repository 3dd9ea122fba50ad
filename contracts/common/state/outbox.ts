/** Notifications on their way to a neighbour contract, kept until it has taken them. */
import {
  blockTimestamp,
  storageRead,
  storageRemove,
  storageWrite,
  utf8Decode,
  utf8Encode,
} from '@research-hub/compiler/host'
import { fail } from '../wire/fail.js'
import { nsPerSecond } from '../wire/time.js'
import { bool, record, rest, text, u16, u64, u128, version } from './record.js'
import { recordBytes } from './records.js'
import type { TokenIndex } from './totals.js'

export type OutboxEntry = {
  readonly status: 'sent' | 'failed'
  readonly targetId: string
  readonly method: string
  /** JSON object text, without the outbox id. */
  readonly args: string
  readonly token: TokenIndex
  readonly amount: bigint
  readonly sentAtHeight: bigint
  readonly sentAtNs: bigint
  /** Who is charged for the record. */
  readonly payerId: string
  /** Whose credit money becomes that nobody takes; empty where the contract has another way for it. */
  readonly fallbackId: string
}

export const outboxRecord = record({
  headLength: u16,
  version: version(2),
  isFailed: bool,
  token: u16,
  amount: u128,
  sentAtHeight: u64,
  sentAtNs: u64,
  targetId: text,
  method: text,
  payerId: text,
  fallbackId: text,
  args: rest,
})
/** Of the head, whose length stands before it, with the lengths of its texts. */
const headBesideTexts = outboxRecord.size - 2
export const countRecord = record({ lastId: u64 })
const countKey = 'o:'

/**
 * Ids count up from the second of the first one, times 2^32: never used twice, also by a contract that is
 * deployed afresh under the same name, whose neighbours remember the ids of the one before.
 */
export function nextOutboxId(): bigint {
  const bytes = storageRead(countKey)
  const lastId =
    bytes === undefined ? (blockTimestamp() / nsPerSecond) << 32n : countRecord.decode(bytes).lastId
  const id = lastId + 1n
  storageWrite(countKey, countRecord.encode({ lastId: id }))
  return id
}

export function loadOutboxEntry(id: bigint): OutboxEntry | undefined {
  const bytes = storageRead(`o:${id}`)
  if (bytes === undefined) return undefined
  const { isFailed, args, ...head } = outboxRecord.decode(bytes)
  return { ...head, status: isFailed ? 'failed' : 'sent', args: utf8Decode(args) }
}

export function requireOutboxEntry(id: bigint): OutboxEntry {
  return loadOutboxEntry(id) ?? fail('ERR_OUTBOX_UNKNOWN', id)
}

/** Returns the bytes that the record takes, which do not change while it lives. */
export function saveOutboxEntry(id: bigint, entry: OutboxEntry): bigint {
  const { status, args, ...head } = entry
  const { targetId, method, payerId, fallbackId } = head
  const key = `o:${id}`
  const bytes = outboxRecord.encode({
    ...head,
    headLength:
      headBesideTexts + targetId.length + method.length + payerId.length + fallbackId.length,
    isFailed: status === 'failed',
    args: utf8Encode(args),
  })
  storageWrite(key, bytes)
  return recordBytes(key, bytes)
}

/** Removes an entry and returns the bytes that it took. */
export function removeOutboxEntry(id: bigint): bigint {
  const key = `o:${id}`
  const bytes = storageRead(key) ?? fail('ERR_OUTBOX_UNKNOWN', id)
  storageRemove(key)
  return recordBytes(key, bytes)
}
