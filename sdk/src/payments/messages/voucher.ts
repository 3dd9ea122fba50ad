import { kinds, type MessageHead, openMessage, readU128, writeMessage } from './head.js'

export const voucherLength = 128
const conditionalFlag = 1

/** "The payer owes `cumulativeYocto` on this lane of this channel, all together." Payer's key. */
export type Voucher = MessageHead & {
  readonly cumulativeYocto: bigint
  readonly lane: number
  /** SHA-256 of the last usage receipt the payer acknowledges; zeros for none. */
  readonly ackHash: Uint8Array
  /** Settles only together with a signature of the TEE key pinned when the channel was opened. */
  readonly conditional?: boolean
}

export const noAck: Uint8Array = new Uint8Array(32)

/** Throws RangeError when a field does not fit. */
export function encodeVoucher(voucher: Voucher): Uint8Array {
  const flags = voucher.conditional === true ? conditionalFlag : 0
  return writeMessage(kinds.voucher, voucherLength, voucher, flags)
    .uint(voucher.cumulativeYocto, 16)
    .uint(voucher.lane, 4)
    .uint(0, 4)
    .bytes(voucher.ackHash, 32)
    .finish()
}

/** The voucher in these bytes; undefined when any fixed or reserved field is off. */
export function decodeVoucher(bytes: Uint8Array): Voucher | undefined {
  const message = openMessage(bytes, kinds.voucher, voucherLength, conditionalFlag)
  if (message === undefined || message.view.getUint32(92, true) !== 0) return undefined
  const { view, flags, ctx, channelId } = message
  return {
    ctx,
    channelId,
    cumulativeYocto: readU128(view, 72),
    lane: view.getUint32(88, true),
    ackHash: bytes.slice(96, 128),
    conditional: flags === conditionalFlag,
  }
}
