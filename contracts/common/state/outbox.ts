/** Notifications on their way to a neighbour contract, kept until it has taken them. */
import {
  storageRead,
  storageRemove,
  storageWrite,
  utf8Decode,
  utf8Encode,
} from '@research-hub/compiler/host'
import { joinBytes } from '../wire/bytes.js'
import { fail } from '../wire/fail.js'
import { pack, unpack } from './record.js'
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

const version = 1
/** Version, status, token, amount, height, target, method; the arguments follow. */
const layout = '11268ss'
const countKey = 'o:'

/** Ids count up from 1 and are never used twice. */
export function nextOutboxId(): bigint {
  const bytes = storageRead(countKey)
  const id = (bytes === undefined ? 0n : unpack('8', bytes)[0]) + 1n
  storageWrite(countKey, pack('8', [id]))
  return id
}

export function loadOutboxEntry(id: bigint): OutboxEntry | undefined {
  const bytes = storageRead(`o:${id}`)
  if (bytes === undefined) return undefined
  const headLength = bytes[0] ?? 0
  const record = unpack(layout, bytes.subarray(1, 1 + headLength))
  return {
    status: record[1] === 0 ? 'sent' : 'failed',
    token: record[2],
    amount: record[3],
    sentAtHeight: record[4],
    targetId: record[5],
    method: record[6],
    args: utf8Decode(bytes.subarray(1 + headLength)),
  }
}

export function requireOutboxEntry(id: bigint): OutboxEntry {
  return loadOutboxEntry(id) ?? fail('ERR_OUTBOX_UNKNOWN', id)
}

export function saveOutboxEntry(id: bigint, entry: OutboxEntry): void {
  const head = pack(layout, [
    version,
    entry.status === 'sent' ? 0 : 1,
    entry.token,
    entry.amount,
    entry.sentAtHeight,
    entry.targetId,
    entry.method,
  ])
  storageWrite(`o:${id}`, joinBytes([new Uint8Array([head.length]), head, utf8Encode(entry.args)]))
}

export function removeOutboxEntry(id: bigint): void {
  storageRemove(`o:${id}`)
}
