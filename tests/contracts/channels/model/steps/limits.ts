/** Refunds by the payee and pooled limits by the payer: what moves a deposit without paying anyone. */
import { amountOf, refuse, type Step, textOf } from '../call.js'
import { charge, credit, debit, release } from '../money.js'
import { graceNs } from '../names.js'
import { hexOfBase64 } from '../signed.js'
import { type Channel, type Model, settledOf } from '../state.js'
import { decreaseBytes } from '../storage.js'
import { requireBy, requireChannel } from './channel.js'
import { requireSignature } from './settle.js'

export const refundUnused: Step = (model, call) => {
  const channel = requireChannel(model, textOf(call, 'channel_id'))
  requireBy(call, channel, 'payee')
  const freed = smaller(amountOf(call, 'amount'), channel.deposit - settledOf(channel))
  if (freed === 0n) refuse('ERR_NOTHING_UNUSED')
  channel.refunded += freed
  lower(model, channel, channel.deposit - freed)
}

export const refundWithAuth: Step = (model, call) => {
  const message = hexOfBase64(call.args.auth)
  const auth = call.signed.read(message)
  if (auth?.kind !== 'refund') refuse(auth === undefined ? undefined : 'ERR_VOUCHER_MALFORMED')
  const channel = requireChannel(model, auth.channelId)
  const used = channel.refunded > channel.refundSigned ? channel.refunded : channel.refundSigned
  if (auth.total <= used) refuse('ERR_REFUND_NOT_NEWER')
  requireSignature(call, message, 'auth_signature', channel.payeeKey)
  const freed = smaller(auth.total - channel.refunded, channel.deposit - settledOf(channel))
  channel.refundSigned = auth.total
  channel.refunded += freed
  lower(model, channel, channel.deposit - freed)
}

export const allocate: Step = (model, call) => {
  const channel = requireChannel(model, textOf(call, 'channel_id'))
  const limit = amountOf(call, 'limit')
  requireBy(call, channel, 'payer')
  if (channel.closeAtNs !== 0n) refuse('ERR_NOT_OPEN')
  if (limit < channel.deposit) refuse('ERR_LIMIT_RANGE')
  const added = limit - channel.deposit
  if (added > 0n) debit(model, channel.token, channel.payerId, added)
  channel.deposit = limit
  forgetDecrease(model, channel)
}

export const deallocate: Step = (model, call) => {
  const channel = requireChannel(model, textOf(call, 'channel_id'))
  const limit = amountOf(call, 'limit')
  requireBy(call, channel, 'payer')
  if (channel.closeAtNs !== 0n) refuse('ERR_NOT_OPEN')
  if (limit >= channel.deposit) refuse('ERR_LIMIT_RANGE')
  if (channel.decrease === undefined) charge(model, channel.payerId, decreaseBytes)
  channel.decrease = { limit, atNs: call.nowNs + graceNs }
  return String(channel.decrease.atNs)
}

export const applyDecrease: Step = (model, call) => {
  const channel = requireChannel(model, textOf(call, 'channel_id'))
  const { decrease } = channel
  if (decrease === undefined) refuse('ERR_NO_DECREASE')
  if (call.nowNs < decrease.atNs) refuse('ERR_DECREASE_EARLY')
  const settled = settledOf(channel)
  const floor = decrease.limit > settled ? decrease.limit : settled
  forgetDecrease(model, channel)
  lower(model, channel, smaller(floor, channel.deposit))
}

/** The payer's credit gets what the deposit falls by. */
function lower(model: Model, channel: Channel, deposit: bigint): void {
  credit(model, channel.token, channel.payerId, channel.deposit - deposit)
  channel.deposit = deposit
}

function forgetDecrease(model: Model, channel: Channel): void {
  if (channel.decrease === undefined) return
  release(model, channel.payerId, decreaseBytes)
  channel.decrease = undefined
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}
