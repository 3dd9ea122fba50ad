/** Notifications on their way to a neighbour contract, kept until it has taken them. */
import {
  storageRead,
  storageRemove,
  storageWrite,
  utf8Decode,
  utf8Encode,
} from '@research-hub/compiler/host'
import { fail } from '../wire/fail.js'
import { bool, record, rest, text, u8, u16, u64, u128, version } from './record.js'
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
}

export const outboxRecord = record({
  headLength: u8,
  version: version(1),
  isFailed: bool,
  token: u16,
  amount: u128,
  sentAtHeight: u64,
  targetId: text,
  method: text,
  args: rest,
})
/** Of the head, whose length stands before it, with the lengths of its texts. */
const headBesideTexts = outboxRecord.size - 1
export const countRecord = record({ lastId: u64 })
const countKey = 'o:'

/** Ids count up from 1 and are never used twice. */
export function nextOutboxId(): bigint {
  const bytes = storageRead(countKey)
  const id = (bytes === undefined ? 0n : countRecord.decode(bytes).lastId) + 1n
  storageWrite(countKey, countRecord.encode({ lastId: id }))
  return id
}

export function loadOutboxEntry(id: bigint): OutboxEntry | undefined {
  const bytes = storageRead(`o:${id}`)
  if (bytes === undefined) return undefined
  const { isFailed, token, amount, sentAtHeight, targetId, method, args } =
    outboxRecord.decode(bytes)
  return {
    status: isFailed ? 'failed' : 'sent',
    targetId,
    method,
    args: utf8Decode(args),
    token,
    amount,
    sentAtHeight,
  }
}

export function requireOutboxEntry(id: bigint): OutboxEntry {
  return loadOutboxEntry(id) ?? fail('ERR_OUTBOX_UNKNOWN', id)
}

export function saveOutboxEntry(id: bigint, entry: OutboxEntry): void {
  const { status, token, amount, sentAtHeight, targetId, method } = entry
  const bytes = outboxRecord.encode({
    headLength: headBesideTexts + targetId.length + method.length,
    isFailed: status === 'failed',
    token,
    amount,
    sentAtHeight,
    targetId,
    method,
    args: utf8Encode(entry.args),
  })
  storageWrite(`o:${id}`, bytes)
}

export function removeOutboxEntry(id: bigint): void {
  storageRemove(`o:${id}`)
}
