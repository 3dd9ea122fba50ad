/** Kinds 2 and 6: what a payee signs to let money go back. Both are 96 bytes. */
import { kinds, type MessageHead, openMessage, readU128, writeMessage } from './head.js'

export const closeAuthLength = 96
export const refundAuthLength = 96

/** "The payee agrees to close with `finalYocto`." */
export type CloseAuth = MessageHead & { readonly finalYocto: bigint }

/**
 * "The payee agrees that `amountYocto` is given back over the channel's life, what was given back before
 * included", never below what is settled.
 */
export type RefundAuth = MessageHead & { readonly amountYocto: bigint }

export function encodeCloseAuth(auth: CloseAuth): Uint8Array {
  return encode(kinds.closeAuth, auth, auth.finalYocto)
}

export function decodeCloseAuth(bytes: Uint8Array): CloseAuth | undefined {
  const found = decode(kinds.closeAuth, bytes)
  return found && { ctx: found.ctx, channelId: found.channelId, finalYocto: found.amount }
}

export function encodeRefundAuth(auth: RefundAuth): Uint8Array {
  return encode(kinds.refundAuth, auth, auth.amountYocto)
}

export function decodeRefundAuth(bytes: Uint8Array): RefundAuth | undefined {
  const found = decode(kinds.refundAuth, bytes)
  return found && { ctx: found.ctx, channelId: found.channelId, amountYocto: found.amount }
}

function encode(kind: number, head: MessageHead, amount: bigint): Uint8Array {
  return writeMessage(kind, 96, head).uint(amount, 16).uint(0, 8).finish()
}

function decode(kind: number, bytes: Uint8Array): (MessageHead & { amount: bigint }) | undefined {
  const message = openMessage(bytes, kind, 96)
  if (message === undefined || message.view.getBigUint64(88, true) !== 0n) return undefined
  const { ctx, channelId, view } = message
  return { ctx, channelId, amount: readU128(view, 72) }
}
