import { sha256 } from '@noble/hashes/sha2.js'
import { sameBytes } from '../../codecs/bytes.js'
import { fromHex, toHex } from '../../codecs/hex.js'
import { bytesOf, member } from '../../codecs/json.js'
import { checkSignature, parseKey } from '../../signers/signer.js'
import { decodeReceipt, type UsageReceipt } from '../messages/receipt.js'
import { noAck } from '../messages/voucher.js'
import { isAmount, type Offer } from '../wire/offer.js'

/** The provider's meter and this client's disagree; nothing of it was acknowledged. */
export class ReceiptError extends Error {
  override readonly name = 'ReceiptError'
}

/** What the payer saw itself of one request. */
export type Seen = {
  readonly requestHash: Uint8Array
  /** Of what has arrived so far. */
  readonly responseHash: Uint8Array
  readonly requestBytes: number
  readonly outTokens: number
}

/** Checks the receipts of one channel and keeps their chain. */
export type ReceiptBook = {
  /** The receipt and its hash, for the next voucher; throws ReceiptError when anything differs. */
  readonly check: (
    signed: unknown,
    seen: Seen,
  ) => Promise<{ readonly receipt: UsageReceipt; readonly hash: Uint8Array }>
}

/** Links remembered for finding two receipts with one predecessor. */
const keptLinks = 1000

export function createReceiptBook(offer: Offer, channelId: Uint8Array): ReceiptBook {
  const key = parseKey(offer.payeeKey)
  const next = new Map<string, string>()
  return {
    check: async (signed, seen) => {
      const { receipt, bytes, signature } = readSigned(signed)
      const require = (good: boolean, what: string): void => {
        if (!good) throw new ReceiptError(`the usage receipt ${what}`)
      }
      require(sameBytes(receipt.ctx, fromHex(offer.ctx)), 'is of another contract')
      require(sameBytes(receipt.channelId, channelId), 'is of another channel')
      require(toHex(receipt.termsHash) === offer.termsHash, 'names other prices')
      require(sameBytes(receipt.requestHash, seen.requestHash), 'is of another request')
      require(sameBytes(receipt.responseHash, seen.responseHash), 'is of another response')
      require(receipt.outTokens <= seen.outTokens, 'counts more tokens than arrived')
      require(receipt.inTokens <= seen.requestBytes &&
        receipt.cachedTokens <= receipt.inTokens, 'counts more input than was sent')
      require(key !== undefined &&
        (await checkSignature(signature, bytes, key)), 'is not signed by the payee')
      const hash = sha256(bytes)
      const prev = toHex(receipt.prevReceiptHash)
      const follower = next.get(prev)
      require(follower === undefined ||
        follower === toHex(hash) ||
        sameBytes(receipt.prevReceiptHash, noAck), 'forks the chain of receipts')
      next.set(prev, toHex(hash))
      for (const [oldest] of next) {
        if (next.size <= keptLinks) break
        next.delete(oldest)
      }
      return { receipt, hash }
    },
  }
}

function readSigned(signed: unknown) {
  const bytes = bytesOf(signed, 'receipt')
  const signature = bytesOf(signed, 'receiptSig')
  const receipt = bytes && decodeReceipt(bytes)
  if (bytes === undefined || signature === undefined || receipt === undefined)
    throw new ReceiptError('the usage receipt is malformed')
  return { bytes, signature, receipt }
}

/** An amount field of a provider's document; undefined unless it is a decimal string. */
export function amountOf(document: unknown, name: string): bigint | undefined {
  const value = member(document, name)
  return isAmount(value) ? BigInt(value) : undefined
}
