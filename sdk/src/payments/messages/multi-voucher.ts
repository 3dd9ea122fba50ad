import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, sized, uintBytes, utf8 } from '../../codecs/bytes.js'
import { toHex } from '../../codecs/hex.js'
import { headLength, kinds, openMessage, readU128, writeMessage } from './head.js'

export const multiVoucherLength: number = headLength
export const multiEntryLength = 52
/** More entries than this do not fit a payment header. The contract's only limit is gas. */
export const maxMultiEntries = 16

/** One lane's new cumulative amount inside a multi-voucher. */
export type MultiVoucherEntry = {
  readonly channelId: Uint8Array
  readonly lane: number
  readonly cumulativeYocto: bigint
}

/** `channel_id[32] | lane u32 | cumulative u128`; throws RangeError when a field does not fit. */
export function encodeMultiEntry(entry: MultiVoucherEntry): Uint8Array {
  const { channelId, lane, cumulativeYocto } = entry
  return concatBytes(sized(channelId, 32), uintBytes(lane, 4), uintBytes(cumulativeYocto, 16))
}

/**
 * The list as `settle_multi` takes it, 52 bytes an entry. Throws RangeError unless the entries ascend
 * strictly by their first 36 bytes, so that one list has one digest.
 */
export function encodeMultiEntries(entries: readonly MultiVoucherEntry[]): Uint8Array {
  const rows = entries.map(encodeMultiEntry)
  const keys = rows.map((row) => toHex(row.subarray(0, 36)))
  if (keys.length === 0 || keys.some((key, i) => i > 0 && key <= (keys[i - 1] ?? '')))
    throw new RangeError('entries must ascend strictly by channel and lane')
  return concatBytes(...rows)
}

/** The entries of a list, in the order they have there; undefined when its length is not theirs. */
export function decodeMultiEntries(list: Uint8Array): readonly MultiVoucherEntry[] | undefined {
  const count = list.length / multiEntryLength
  if (count < 1 || !Number.isInteger(count)) return undefined
  const view = new DataView(list.buffer, list.byteOffset, list.length)
  return Array.from({ length: count }, (_, i) => {
    const at = i * multiEntryLength
    return {
      channelId: list.slice(at, at + 32),
      lane: view.getUint32(at + 32, true),
      cumulativeYocto: readU128(view, at + 36),
    }
  })
}

/**
 * `sha256("near-paych/multi/1" | n u32 | list)`, the list as in {@link encodeMultiEntries}, which
 * throws RangeError for any other order.
 */
export function multiVoucherDigest(entries: readonly MultiVoucherEntry[]): Uint8Array {
  const list = encodeMultiEntries(entries)
  return sha256(concatBytes(utf8('near-paych/multi/1'), uintBytes(entries.length, 4), list))
}

/** The 72 bytes whose one signature stands for every entry. All channels have the same signer. */
export function encodeMultiVoucher(
  ctx: Uint8Array,
  entries: readonly MultiVoucherEntry[],
): Uint8Array {
  const head = { ctx, channelId: multiVoucherDigest(entries) }
  return writeMessage(kinds.multiVoucher, multiVoucherLength, head).finish()
}

/** Context and digest; undefined when the bytes are not a multi-voucher. */
export function decodeMultiVoucher(
  bytes: Uint8Array,
): { readonly ctx: Uint8Array; readonly digest: Uint8Array } | undefined {
  const message = openMessage(bytes, kinds.multiVoucher, multiVoucherLength)
  return message && { ctx: message.ctx, digest: message.channelId }
}
