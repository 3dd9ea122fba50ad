/** `settle_batch`: vouchers of many channels of one payee and token, raw. */
import {
  bytesCompare,
  bytesCopy,
  ed25519Verify,
  hexEncode,
  utf8Decode,
} from '@research-hub/compiler/host'
import { requireHolder } from '../../common/money/credits.js'
import { tokenIndex } from '../../common/state/tokens.js'
import type { TokenIndex } from '../../common/state/totals.js'
import { isAccountId } from '../../common/wire/account-id.js'
import { nearId } from '../../common/wire/token-name.js'
import { fail } from '../errors.js'
import { batchEntry as entry } from '../rules/batch.js'
import { encodeHead, kinds, voucherAt, voucherLength } from '../rules/messages.js'
import { type Status, status } from '../rules/status.js'
import { at } from '../state/channel.js'
import { emitBatch } from './batch-log.js'
import { context } from './context.js'
import { payOne, Taking, tokenOf } from './pay.js'
import { rise } from './rise.js'
import { settleEach } from './settle-each.js'

const message = new Uint8Array(voucherLength)
const signature = new Uint8Array(64)
const signerKey = new Uint8Array(32)

/** Settles what can be settled; one status byte an entry, in hex. */
export function settleBatch(input: Uint8Array): string {
  const payeeLength = input[0] ?? 0
  const tokenAt = 1 + payeeLength
  const tokenLength = input[tokenAt] ?? 0
  const start = tokenAt + 1 + tokenLength
  const count = (input.length - start) / entry.length
  if (count < 1 || count !== Math.floor(count)) fail('ERR_BATCH_FORMAT', 'length')
  const payeeId = utf8Decode(input.subarray(1, tokenAt))
  const tokenId = utf8Decode(input.subarray(tokenAt + 1, start))
  if (!isAccountId(payeeId)) fail('ERR_BATCH_FORMAT', 'payee')
  if (tokenId !== nearId && !isAccountId(tokenId)) fail('ERR_BATCH_FORMAT', 'token')
  const token = tokenIndex(tokenId)
  requireHolder(payeeId, token)
  bytesCopy(message, 0, encodeHead(kinds.voucher, 0, context()), 0, voucherAt.channelId)
  const taking = new Taking(payeeId, token)
  const statuses = settleEach(
    { bytes: input, start, count, layout: entry },
    {
      admits: (record) => isOfPayee(record, input, tokenAt, token),
      takingOf: (record, from) => (isSigned(record, input, from) ? taking : status.badSignature),
    },
  )
  const paid = taking.payee
  payOne(taking, paid, rise.newLaneBytes())
  const total = String(paid)
  emitBatch('batch_settled', { payee_id: payeeId, token: tokenId, total }, input)
  return hexEncode(statuses)
}

/** `payeeEnd` is where the input's payee ends, its length byte being the first. */
function isOfPayee(
  record: Uint8Array,
  input: Uint8Array,
  payeeEnd: number,
  token: TokenIndex,
): Status {
  if (record.length < at.payeeId + payeeEnd || tokenOf(record) !== token) return status.otherPayee
  const isSame = bytesCompare(record, at.payeeId, input, 0, payeeEnd) === 0
  return isSame ? status.settled : status.otherPayee
}

function isSigned(record: Uint8Array, input: Uint8Array, from: number): boolean {
  bytesCopy(message, voucherAt.channelId, input, from, 32)
  bytesCopy(message, voucherAt.cumulative, input, from + entry.cumulative, 16)
  bytesCopy(message, voucherAt.lane, input, from + entry.lane, 4)
  bytesCopy(message, voucherAt.ackHash, input, from + entry.ackHash, 32)
  bytesCopy(signature, 0, input, from + entry.signature, 64)
  bytesCopy(signerKey, 0, record, at.signerKey, 32)
  return ed25519Verify(signature, message, signerKey)
}
