/**
 * Which notifications of a neighbour were taken already: one bit each, 256 to a record, by the token they came
 * in, so that a token which lies about its senders uses up no ids but those of messages in itself.
 */
import { storageRead, storageWrite } from '@research-hub/compiler/host'
import type { TokenIndex } from './totals.js'

const bitsPerRecord = 256n

/** Takes a notification once. False means it was taken before: succeed and hand its money back. */
export function acceptOnce(senderId: string, token: TokenIndex, outboxId: bigint): boolean {
  const key = keyOf(senderId, token, outboxId)
  const bits = storageRead(key) ?? new Uint8Array(Number(bitsPerRecord) / 8)
  const [byte, mask] = placeOf(outboxId)
  const before = bits[byte] ?? 0
  if ((before & mask) !== 0) return false
  bits[byte] = before | mask
  storageWrite(key, bits)
  return true
}

export function wasAccepted(senderId: string, token: TokenIndex, outboxId: bigint): boolean {
  const [byte, mask] = placeOf(outboxId)
  return ((storageRead(keyOf(senderId, token, outboxId))?.[byte] ?? 0) & mask) !== 0
}

function placeOf(outboxId: bigint): readonly [byte: number, mask: number] {
  const place = Number(outboxId % bitsPerRecord)
  return [place >> 3, 1 << (place & 7)]
}

function keyOf(senderId: string, token: TokenIndex, outboxId: bigint): string {
  return `i:${token}:${senderId}:${outboxId / bitsPerRecord}`
}
