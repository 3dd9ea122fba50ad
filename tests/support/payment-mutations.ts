/** Signed payments with one thing off, and lists that the SDK would not write. */
import { createHash } from 'node:crypto'
import type { MultiVoucherEntry } from '@research-hub/sdk/payments'

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

export function sha256(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(bytes).digest())
}

/** One bit of message or signature turned over, or nothing. */
export function flipped(message: Uint8Array, signature: Uint8Array, bit: number | undefined) {
  const all = new Uint8Array([...message, ...signature])
  const at = bit === undefined ? undefined : (bit >> 3) % all.length
  if (at !== undefined && bit !== undefined) all[at] = (all[at] ?? 0) ^ (1 << (bit & 7))
  return { message: all.slice(0, message.length), signature: all.slice(message.length) }
}

/** A multi-voucher's 72 bytes and its list, in the order given, right or wrong. */
export function multiMessage(ctx: Uint8Array, list: readonly MultiVoucherEntry[]) {
  const entries = Buffer.concat(list.map(row))
  const count = Buffer.alloc(4)
  count.writeUInt32LE(list.length)
  const digest = sha256(Buffer.concat([utf8('near-paych/multi/1'), count, entries]))
  const head = Buffer.from('ea1c008001050000', 'hex')
  return {
    message: new Uint8Array(Buffer.concat([head, ctx, digest])),
    entries: new Uint8Array(entries),
  }
}

/** The contract's order: by the first 36 bytes of a row. */
export function sortEntries(list: readonly MultiVoucherEntry[]): readonly MultiVoucherEntry[] {
  return [...list].sort((a, b) => Buffer.compare(row(a).subarray(0, 36), row(b).subarray(0, 36)))
}

function row({ channelId, lane, cumulativeYocto }: MultiVoucherEntry): Buffer {
  const numbers = Buffer.alloc(20)
  numbers.writeUInt32LE(lane)
  numbers.writeBigUInt64LE(cumulativeYocto & 0xffff_ffff_ffff_ffffn, 4)
  numbers.writeBigUInt64LE(cumulativeYocto >> 64n, 12)
  return Buffer.concat([channelId, numbers])
}
