import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, sized, toHex, uintBytes, utf8 } from '../bytes.js'
import { headLength, kinds, openMessage, writeMessage } from './head.js'

export const multiVoucherLength: number = headLength

/** One lane's new cumulative amount inside a multi-voucher. */
export type MultiVoucherEntry = {
  readonly channelId: Uint8Array
  readonly lane: number
  readonly cumulativeYocto: bigint
}

/**
 * `sha256("near-paych/multi/1" | n u32 | n × (channel_id[32] lane u32 cumulative u128))`. Entries must
 * ascend strictly by channel and lane; throws RangeError otherwise, so that one list has one digest.
 */
export function multiVoucherDigest(entries: readonly MultiVoucherEntry[]): Uint8Array {
  const keys = entries.map(
    ({ channelId, lane }) => toHex(sized(channelId, 32)) + lane.toString(16).padStart(8, '0'),
  )
  if (entries.length === 0 || keys.some((key, i) => i > 0 && key <= (keys[i - 1] ?? '')))
    throw new RangeError('entries must ascend strictly by channel and lane')
  const rows = entries.map(({ channelId, lane, cumulativeYocto }) =>
    concatBytes(channelId, uintBytes(lane, 4), uintBytes(cumulativeYocto, 16)),
  )
  return sha256(concatBytes(utf8('near-paych/multi/1'), uintBytes(entries.length, 4), ...rows))
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
