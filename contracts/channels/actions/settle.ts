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
import { emit } from '../../common/wire/events.js'
import { failChannel } from '../errors.js'
import { maxTicks } from '../limits.js'
import { conditionOf } from '../rules/condition.js'
import { conditionalFlag, decodeTickCommit, decodeVoucher, kinds } from '../rules/messages.js'
import { type Status, status } from '../rules/status.js'
import { at, decodeChannel } from '../state/channel.js'
import { laneSettled } from '../state/lane.js'
import { hasHead, requireMessage, requireSignature } from './context.js'
import { payMoved } from './pay.js'
import { check, commit, readRecord } from './rise.js'

/** Where a voucher has its fields. */
const voucherAt = { channelId: 40, cumulative: 72, lane: 88, reserved: 92, ackHash: 96 } as const

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
  if (ticks > most) failChannel('ERR_TICK_COUNT', ticks, most)
  const total = chain.base + BigInt(ticks) * chain.tickPrice
  const amount = new Uint8Array(20)
  bytesCopy(amount, 0, commitment, voucherAt.lane, 4)
  u128Write(amount, 4, total < mostYocto ? total : mostYocto)
  const record = requireRise(commitment, amount, 0, 4)
  if (!bytesEqual(sha256Chain(tick, ticks), chain.root)) failChannel('ERR_TICK_CHAIN', ticks)
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
  const { teeKey } = decodeChannel(record)
  if (teeKey === undefined) failChannel('ERR_NO_TEE_KEY')
  const condition = conditionOf(text) ?? failChannel('ERR_CONDITION_TEXT')
  const ackHash = voucher.slice(voucherAt.ackHash, voucherAt.ackHash + 32)
  if (!bytesEqual(sha256(condition), ackHash)) failChannel('ERR_CONDITION_OTHER', condition)
  requireSignature(signature, voucher, signerOf(record))
  if (!ed25519Verify(textSignature, text, teeKey)) failChannel('ERR_CONDITION_SIGNATURE')
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
  const record = readRecord(message, voucherAt.channelId)
  if (record === undefined) failChannel('ERR_CHANNEL_NOT_FOUND', hexEncode(message.slice(40, 72)))
  const outcome = check(record, amount, laneAt, amountAt)
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
  if (outcome === status.laneClosed) failChannel('ERR_VOUCHER_LANE', lane)
  const cumulative = u128Read(amount, amountAt)
  const channel = decodeChannel(record)
  const current = laneSettled(message.slice(40, 72), channel, lane)
  if (outcome === status.notNewer) failChannel('ERR_VOUCHER_NOT_NEWER', cumulative, current)
  failChannel('ERR_VOUCHER_OVER_DEPOSIT', channel.settled - current + cumulative, channel.deposit)
}

function pay(record: Uint8Array, message: Uint8Array): void {
  commit(record)
  payMoved(record)
  emit('channel_settled', {
    channel_id: hexEncode(message.slice(40, 72)),
    lane: message[voucherAt.lane] ?? 0,
    settled: String(u128Read(record, at.settled)),
  })
}
