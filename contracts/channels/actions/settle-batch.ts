/**
 * `settle_batch`: vouchers of many channels of one payee and token, raw. A bad entry is skipped with a
 * status and changes nothing. Works at fixed offsets on buffers that every entry uses again.
 */
import {
  bytesCompare,
  bytesCopy,
  ed25519Verify,
  hexEncode,
  u128Add,
  u128Read,
  utf8Decode,
} from '@research-hub/compiler/host'
import { credit, requireHolder } from '../../common/money/credits.js'
import { tokenIndex } from '../../common/state/tokens.js'
import { isAccountId } from '../../common/wire/account-id.js'
import { failChannel } from '../errors.js'
import { batchEntry as entry } from '../rules/batch.js'
import { encodeHead, kinds, voucherLength } from '../rules/messages.js'
import { type Status, status } from '../rules/status.js'
import { at } from '../state/channel.js'
import { addFees } from '../state/fees.js'
import { addRoyalty } from '../state/royalty.js'
import { emitBatch, noteSettled } from './batch-log.js'
import { context } from './context.js'
import { bookSettled, tokenOf } from './pay.js'
import { assetOf, check, commit, moved, newLaneBytes, part, readRecord } from './rise.js'

const message = new Uint8Array(voucherLength)
const signature = new Uint8Array(64)
const signerKey = new Uint8Array(32)
/** What payee and fee get in all, u128 each. */
const sums = new Uint8Array(32)
const royalties: Map<bigint, bigint> = new Map()
const voucher = { channelId: 40, cumulative: 72, lane: 88, ackHash: 96 } as const

/** Settles what can be settled; one status byte an entry, in hex. */
export function settleBatch(input: Uint8Array): string {
  const payeeLength = input[0] ?? 0
  const tokenAt = 1 + payeeLength
  const tokenLength = input[tokenAt] ?? 0
  const start = tokenAt + 1 + tokenLength
  const count = (input.length - start) / entry.length
  if (count < 1 || count !== Math.floor(count)) failChannel('ERR_BATCH_FORMAT', 'length')
  const payeeId = utf8Decode(input.subarray(1, tokenAt))
  const tokenId = utf8Decode(input.subarray(tokenAt + 1, start))
  if (!isAccountId(payeeId)) failChannel('ERR_BATCH_FORMAT', 'payee')
  if (!isAccountId(tokenId)) failChannel('ERR_BATCH_FORMAT', 'token')
  const token = tokenIndex(tokenId)
  requireHolder(payeeId, token)
  bytesCopy(message, 0, encodeHead(kinds.voucher, 0, context()), 0, voucher.channelId)
  const statuses = new Uint8Array(count)
  for (let i = 0, from = start; i < count; i++, from += entry.length) {
    statuses[i] = settleEntry(input, from, tokenAt, token)
  }
  const toPayee = u128Read(sums, 0)
  credit(payeeId, token, toPayee)
  addFees(token, u128Read(sums, 16))
  royalties.forEach((amount, assetId) => {
    addRoyalty(token, assetId, amount)
  })
  if (toPayee > 0n || newLaneBytes() > 0n) bookSettled(token, toPayee)
  emitBatch('batch_settled', { payee_id: payeeId, token: tokenId, total: String(toPayee) }, input)
  return hexEncode(statuses)
}

/** `payeeEnd` is where the input's payee ends, its length byte being the first. */
function settleEntry(input: Uint8Array, from: number, payeeEnd: number, token: number): Status {
  const record = readRecord(input, from)
  if (record === undefined) return status.unknownChannel
  if (record.length < at.payee + payeeEnd || tokenOf(record) !== token) return status.otherPayee
  if (bytesCompare(record, at.payee, input, 0, payeeEnd) !== 0) return status.otherPayee
  const outcome = check(record, input, from + entry.lane, from + entry.cumulative)
  if (outcome !== status.settled) return outcome
  bytesCopy(message, voucher.channelId, input, from, 32)
  bytesCopy(message, voucher.cumulative, input, from + entry.cumulative, 16)
  bytesCopy(message, voucher.lane, input, from + entry.lane, 4)
  bytesCopy(message, voucher.ackHash, input, from + entry.ackHash, 32)
  bytesCopy(signature, 0, input, from + entry.signature, 64)
  bytesCopy(signerKey, 0, record, at.signerKey, 32)
  if (!ed25519Verify(signature, message, signerKey)) return status.badSignature
  commit(record)
  u128Add(sums, 0, moved, part.payee)
  u128Add(sums, 16, moved, part.fee)
  const assetId = assetOf(record)
  if (assetId !== undefined) {
    royalties.set(assetId, (royalties.get(assetId) ?? 0n) + u128Read(moved, part.royalty))
  }
  noteSettled(input, from)
  return status.settled
}
