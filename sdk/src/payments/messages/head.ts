/**
 * The 72 bytes that every signed message starts with:
 * `tag u32 | version u8 | kind u8 | flags u16 | ctx[32] | channel_id[32]`, little endian.
 */

import { concatBytes, sized, uintBytes } from '../../codecs/bytes.js'

/** NEP-461 style tag: no signed message can be taken for a transaction or delegate action. */
const tag = 2 ** 31 + 7402
const version = 1

export const headLength = 72

export const kinds = {
  voucher: 1,
  closeAuth: 2,
  tickCommit: 3,
  receipt: 4,
  multiVoucher: 5,
  refundAuth: 6,
} as const

export type MessageHead = { readonly ctx: Uint8Array; readonly channelId: Uint8Array }

/** The fields before context and channel. */
export function headFields(kind: number, flags = 0): Readonly<Record<string, number>> {
  return { tag, version, kind, flags }
}

/** Writes fixed-size fields one after another; a value that does not fit throws. */
export type MessageWriter = {
  readonly uint: (value: bigint | number, length: number) => MessageWriter
  readonly bytes: (value: Uint8Array, length: number) => MessageWriter
  /** The message; throws unless exactly its length was written. */
  readonly finish: () => Uint8Array
}

export function writeMessage(
  kind: number,
  length: number,
  { ctx, channelId }: MessageHead,
  flags = 0,
): MessageWriter {
  const parts: Uint8Array[] = []
  const writer: MessageWriter = {
    uint: (value, size) => writer.bytes(uintBytes(value, size), size),
    bytes: (value, size) => {
      parts.push(sized(value, size))
      return writer
    },
    finish: () => sized(concatBytes(...parts), length),
  }
  return writer
    .uint(tag, 4)
    .uint(version, 1)
    .uint(kind, 1)
    .uint(flags, 2)
    .bytes(ctx, 32)
    .bytes(channelId, 32)
}

/** Reads a message of one kind and exact length; undefined when its head is not that. */
export function openMessage(
  bytes: Uint8Array,
  kind: number,
  length: number,
  allowedFlags = 0,
): (MessageHead & { readonly view: DataView; readonly flags: number }) | undefined {
  if (bytes.length !== length) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, length)
  const flags = view.getUint16(6, true)
  const good =
    view.getUint32(0, true) === tag &&
    bytes[4] === version &&
    bytes[5] === kind &&
    (flags & ~allowedFlags) === 0
  return good ? { view, flags, ctx: bytes.slice(8, 40), channelId: bytes.slice(40, 72) } : undefined
}

export function readU128(view: DataView, at: number): bigint {
  const high = view.getBigUint64(at + 8, true)
  const low = view.getBigUint64(at, true)
  return high === 0n ? low : (high << 64n) | low
}
