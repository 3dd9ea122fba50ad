import { createHash, randomBytes } from 'node:crypto'
import { fromHex } from '../../../codecs/hex.js'
import type { Signer } from '../../../signers/signer.js'
import { encodeReceipt } from '../../messages/encode-receipt.js'
import type { Offer } from '../../wire/offer.js'
import type { SignedMessage } from '../ledger/entry.js'

/** What one request has used so far. */
export type Usage = {
  readonly inTokens: number
  readonly outTokens: number
  readonly cachedTokens: number
}

/** Signs the usage receipts of one request. */
export type ReceiptMaker = (
  prevReceiptHash: Uint8Array,
  cumulativeAfterYocto: bigint,
  usage: Usage,
  responseHash: Uint8Array,
) => Promise<SignedMessage>

export function createReceiptMaker(
  offer: Offer,
  signer: Signer,
  channelId: string,
  request: Uint8Array,
  model: string,
): ReceiptMaker {
  const fixed = {
    ctx: fromHex(offer.ctx),
    channelId: fromHex(channelId),
    requestId: new Uint8Array(randomBytes(16)),
    requestHash: sha256(request),
    modelHash: sha256(new TextEncoder().encode(model)),
    termsHash: fromHex(offer.termsHash),
  }
  return async (prevReceiptHash, cumulativeAfterYocto, usage, responseHash) => {
    const timestampNs = BigInt(Date.now()) * 1_000_000n
    const variable = { prevReceiptHash, cumulativeAfterYocto, responseHash, timestampNs }
    const message = encodeReceipt({ ...fixed, ...variable, ...usage })
    return { message, signature: await signer.sign(message) }
  }
}

/** The receipt as events and headers carry it. */
export function receiptFields({ message, signature }: SignedMessage): Record<string, string> {
  return {
    receipt: Buffer.from(message).toString('base64'),
    receiptSig: Buffer.from(signature).toString('base64'),
  }
}

export function sha256(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(bytes).digest())
}
