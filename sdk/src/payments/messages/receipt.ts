import { kinds, type MessageHead, openMessage, readU128 } from './head.js'

export const receiptLength = 288

/**
 * "This request used so much." Signed by the payee's or the TEE's key; each names the hash of the one
 * before it on the channel, and the payer's next voucher names this one's, so both sides have signed
 * the same meter reading.
 */
export type UsageReceipt = MessageHead & {
  /** SHA-256 of the channel's receipt before this; zeros for the first. */
  readonly prevReceiptHash: Uint8Array
  /** 16 bytes. */
  readonly requestId: Uint8Array
  readonly requestHash: Uint8Array
  /** Of a whole body, or of a stream's data lines so far, each ended by a line feed. */
  readonly responseHash: Uint8Array
  readonly modelHash: Uint8Array
  readonly inTokens: number
  readonly outTokens: number
  readonly cachedTokens: number
  readonly termsHash: Uint8Array
  /** All that the channel has been charged, this request included. */
  readonly cumulativeAfterYocto: bigint
  readonly timestampNs: bigint
}

export function decodeReceipt(bytes: Uint8Array): UsageReceipt | undefined {
  const message = openMessage(bytes, kinds.receipt, receiptLength)
  if (message === undefined || message.view.getUint32(228, true) !== 0) return undefined
  const { view, ctx, channelId } = message
  return {
    ctx,
    channelId,
    prevReceiptHash: bytes.slice(72, 104),
    requestId: bytes.slice(104, 120),
    requestHash: bytes.slice(120, 152),
    responseHash: bytes.slice(152, 184),
    modelHash: bytes.slice(184, 216),
    inTokens: view.getUint32(216, true),
    outTokens: view.getUint32(220, true),
    cachedTokens: view.getUint32(224, true),
    termsHash: bytes.slice(232, 264),
    cumulativeAfterYocto: readU128(view, 264),
    timestampNs: view.getBigUint64(280, true),
  }
}
