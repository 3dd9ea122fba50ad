/**
 * The signed messages as Borsh structures: what each field is and where it stands. The codecs of this
 * folder that a payment waits for are written out by hand and tested against these.
 */
import type { BorshSchema } from '../../codecs/borsh.js'

const bytes = (length: number): BorshSchema => ({ array: { type: 'u8', len: length } })

const head = {
  tag: 'u32',
  version: 'u8',
  kind: 'u8',
  flags: 'u16',
  ctx: bytes(32),
  channelId: bytes(32),
}

const multiEntry = { channelId: bytes(32), lane: 'u32', cumulativeYocto: 'u128' }

export const voucherSchema: BorshSchema = {
  struct: {
    ...head,
    cumulativeYocto: 'u128',
    lane: 'u32',
    reserved: 'u32',
    ackHash: bytes(32),
  },
}

export const closeAuthSchema: BorshSchema = {
  struct: { ...head, finalYocto: 'u128', validUntilHeight: 'u64' },
}

export const refundAuthSchema: BorshSchema = {
  struct: { ...head, amountYocto: 'u128', reserved: 'u64' },
}

export const tickCommitSchema: BorshSchema = {
  struct: {
    ...head,
    baseYocto: 'u128',
    lane: 'u32',
    maxTicks: 'u32',
    tickPriceYocto: 'u64',
    root: bytes(32),
  },
}

export const receiptSchema: BorshSchema = {
  struct: {
    ...head,
    prevReceiptHash: bytes(32),
    requestId: bytes(16),
    requestHash: bytes(32),
    responseHash: bytes(32),
    modelHash: bytes(32),
    inTokens: 'u32',
    outTokens: 'u32',
    cachedTokens: 'u32',
    reserved: 'u32',
    termsHash: bytes(32),
    cumulativeAfterYocto: 'u128',
    timestampNs: 'u64',
  },
}

/** The message of a multi-voucher: its `channelId` is the digest of the list. */
export const multiVoucherSchema: BorshSchema = { struct: head }

/** With its count before it, what the digest of a multi-voucher is over. */
export const multiListSchema: BorshSchema = { array: { type: { struct: multiEntry } } }

/** One entry of `settle_batch`, whose entries follow one another without a count. */
export const batchEntrySchema: BorshSchema = {
  struct: { ...multiEntry, ackHash: bytes(32), signature: bytes(64) },
}
