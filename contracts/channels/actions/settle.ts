/** Settling one signed message: a voucher, a tick of a chain, a voucher that waits for a TEE. */
import {
  bytesCopy,
  bytesEqual,
  ed25519Verify,
  hexEncode,
  sha256,
  sha256Chain,
  u128Read,
  u128Write,
} from '@research-hub/compiler/host'
import { credit } from '../../common/money/credits.js'
import { caller } from '../../common/wire/caller.js'
import { emit } from '../../common/wire/events.js'
import { fail } from '../errors.js'
import { maxTicks } from '../limits.js'
import { conditionOf } from '../rules/condition.js'
import {
  conditionalFlag,
  decodeTickCommit,
  decodeVoucher,
  kinds,
  voucherAt,
} from '../rules/messages.js'
import { type Status, status } from '../rules/status.js'
import { at, channelRecord, teeKeyOf } from '../state/channel.js'
import { addFees } from '../state/fees.js'
import { laneSettled } from '../state/lane.js'
import { hasHead, requireMessage, requireSignature } from './context.js'
import { bookPaid, payeeOf, tipOf, tokenOf } from './pay.js'
import { rise } from './rise.js'
import { addRoyalty } from './royalty.js'

/** No deposit holds more. */
const mostYocto = (1n << 128n) - 1n

export function settleVoucher(voucher: Uint8Array, signature: Uint8Array): void {
  requireVoucher(voucher, 0)
  const record = requireRise(voucher, voucher, voucherAt.lane, voucherAt.cumulative)
  requireSignature(signature, voucher, signerOf(record))
  pay(record, voucher)
}

/** Settles `base + ticks × price` of a signed chain, shown by the hash `ticks` steps before its root. */
export function settleTicks(
  commitment: Uint8Array,
  signature: Uint8Array,
  ticks: number,
  tick: Uint8Array,
): void {
  const chain = requireMessage(decodeTickCommit(commitment))
  const most = chain.maxTicks < maxTicks ? chain.maxTicks : maxTicks
  if (ticks > most) fail('ERR_TICK_COUNT', ticks, most)
  const total = chain.base + BigInt(ticks) * chain.tickPrice
  const amount = new Uint8Array(20)
  bytesCopy(amount, 0, commitment, voucherAt.lane, 4)
  u128Write(amount, 4, total < mostYocto ? total : mostYocto)
  const record = requireRise(commitment, amount, 0, 4)
  if (!bytesEqual(sha256Chain(tick, ticks), chain.root)) fail('ERR_TICK_CHAIN', ticks)
  requireSignature(signature, commitment, signerOf(record))
  pay(record, commitment)
}

/** Settles a voucher that counts only once the channel's TEE key has signed the answer it names. */
export function settleConditional(
  voucher: Uint8Array,
  signature: Uint8Array,
  text: string,
  textSignature: Uint8Array,
): void {
  requireVoucher(voucher, conditionalFlag)
  const record = requireRise(voucher, voucher, voucherAt.lane, voucherAt.cumulative)
  const teeKey = teeKeyOf(channelRecord.decode(record))
  if (teeKey === undefined) fail('ERR_NO_TEE_KEY')
  const condition = conditionOf(text) ?? fail('ERR_CONDITION_TEXT')
  const ackHash = voucher.slice(voucherAt.ackHash, voucherAt.ackHash + 32)
  if (!bytesEqual(sha256(condition), ackHash)) fail('ERR_CONDITION_OTHER', condition)
  requireSignature(signature, voucher, signerOf(record))
  if (!ed25519Verify(textSignature, text, teeKey)) fail('ERR_CONDITION_SIGNATURE')
  pay(record, voucher)
}

function signerOf(record: Uint8Array): Uint8Array {
  return record.slice(at.signerKey, at.signerKey + 32)
}

function requireVoucher(voucher: Uint8Array, flags: number): void {
  const reserved = voucherAt.reserved
  const isPlain =
    voucher[reserved] === 0 &&
    voucher[reserved + 1] === 0 &&
    voucher[reserved + 2] === 0 &&
    voucher[reserved + 3] === 0
  if (isPlain && hasHead(voucher, kinds.voucher, flags)) return
  // Decoding finds the fault and names it.
  requireMessage(decodeVoucher(voucher, flags))
}

/** The record of the message's channel, whose lane may rise to the amount. */
function requireRise(
  message: Uint8Array,
  amount: Uint8Array,
  laneAt: number,
  amountAt: number,
): Uint8Array {
  const isThere = rise.read(message, voucherAt.channelId)
  if (!isThere) fail('ERR_CHANNEL_NOT_FOUND', hexEncode(channelIdOf(message)))
  const { record } = rise
  const outcome = rise.allow(amount, laneAt, amountAt)
  if (outcome !== status.settled) explain(outcome, record, message, amount, laneAt, amountAt)
  return record
}

function explain(
  outcome: Status,
  record: Uint8Array,
  message: Uint8Array,
  amount: Uint8Array,
  laneAt: number,
  amountAt: number,
): never {
  const lane = new DataView(amount.buffer, amount.byteOffset).getUint32(laneAt, true)
  if (outcome === status.laneClosed) fail('ERR_VOUCHER_LANE', lane)
  const cumulative = u128Read(amount, amountAt)
  const channel = channelRecord.decode(record)
  const current = laneSettled(channelIdOf(message), channel, lane)
  if (outcome === status.notNewer) fail('ERR_VOUCHER_NOT_NEWER', cumulative, current)
  fail('ERR_VOUCHER_OVER_DEPOSIT', channel.settled - current + cumulative, channel.deposit)
}

/** Credits payee and watchtower at once, keeps fee and royalty for later. */
function pay(record: Uint8Array, message: Uint8Array): void {
  rise.commit()
  const token = tokenOf(record)
  const toPayee = rise.payee
  const tip = tipOf(record, token, toPayee)
  credit(payeeOf(record), token, toPayee - tip)
  if (tip > 0n) credit(caller(), token, tip)
  addFees(token, rise.fee)
  if (rise.assetId !== undefined) addRoyalty(token, rise.assetId, rise.royalty)
  bookPaid(token, toPayee, rise.newLaneBytes())
  emit('channel_settled', {
    channel_id: hexEncode(channelIdOf(message)),
    lane: message[voucherAt.lane] ?? 0,
    settled: String(u128Read(record, at.settled)),
  })
}

function channelIdOf(message: Uint8Array): Uint8Array {
  return message.slice(voucherAt.channelId, voucherAt.channelId + 32)
}
