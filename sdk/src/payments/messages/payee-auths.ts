/** Kinds 2 and 6: what a payee signs to let money go back. Both are 96 bytes. */
import { kinds, type MessageHead, openMessage, readU128, writeMessage } from './head.js'

export const closeAuthLength = 96
export const refundAuthLength = 96

/**
 * "The payee agrees to close with `finalYocto`, up to and with the block of `validUntilHeight`." A payee settles what
 * it holds before it signs, and serves nothing more before that height.
 */
export type CloseAuth = MessageHead & {
  readonly finalYocto: bigint
  readonly validUntilHeight: bigint
}

/**
 * "The payee agrees that `amountYocto` is given back over the channel's life, what was given back before
 * included", never below what is settled.
 */
export type RefundAuth = MessageHead & { readonly amountYocto: bigint }

export function encodeCloseAuth(auth: CloseAuth): Uint8Array {
  return encode(kinds.closeAuth, auth, auth.finalYocto, auth.validUntilHeight)
}

export function decodeCloseAuth(bytes: Uint8Array): CloseAuth | undefined {
  const found = decode(kinds.closeAuth, bytes)
  if (!found) return undefined
  const [ctx, channelId, finalYocto, validUntilHeight] = found
  return { ctx, channelId, finalYocto, validUntilHeight }
}

export function encodeRefundAuth(auth: RefundAuth): Uint8Array {
  return encode(kinds.refundAuth, auth, auth.amountYocto)
}

export function decodeRefundAuth(bytes: Uint8Array): RefundAuth | undefined {
  const found = decode(kinds.refundAuth, bytes)
  if (!found || found[3]) return undefined
  const [ctx, channelId, amountYocto] = found
  return { ctx, channelId, amountYocto }
}

function encode(kind: number, head: MessageHead, amount: bigint, last = 0n): Uint8Array {
  return writeMessage(kind, 96, head).uint(amount, 16).uint(last, 8).finish()
}

/** Context, channel, amount, and the last eight bytes. */
type Parts = readonly [Uint8Array, Uint8Array, bigint, bigint]

function decode(kind: number, bytes: Uint8Array): Parts | undefined {
  const message = openMessage(bytes, kind, 96)
  if (!message) return undefined
  const { ctx, channelId, view } = message
  return [ctx, channelId, readU128(view, 72), view.getBigUint64(88, true)]
}
