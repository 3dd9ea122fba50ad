/** The ways to settle, one signed message at a time. */
import { createHash } from 'node:crypto'
import type { Call } from '../call.js'
import { refuse, type Step, textOf } from '../call.js'
import { raise, riseProblem } from '../settlement.js'
import { hexOf, hexOfBase64, type Signed } from '../signed.js'
import type { Channel, Model } from '../state.js'

const sha256 = (bytes: Uint8Array | string): Buffer => createHash('sha256').update(bytes).digest()

export const settle: Step = (model, call) => {
  const message = hexOfBase64(call.args.voucher)
  const voucher = readVoucher(call, message, false)
  const channel = rising(model, voucher.channelId, voucher.lane, voucher.cumulative)
  requireSignature(call, message, 'signature', channel.signerKey)
  raise(model, channel, [voucher.lane, voucher.cumulative], call.callerId)
}

export const settleTicks: Step = (model, call) => {
  const message = hexOfBase64(call.args.commitment)
  const commit = call.signed.read(message)
  if (commit?.kind !== 'ticks') refuse(commit === undefined ? undefined : 'ERR_VOUCHER_MALFORMED')
  const ticks = Number(call.args.ticks)
  if (ticks > commit.maxTicks) refuse('ERR_TICK_COUNT')
  const total = commit.base + BigInt(ticks) * commit.tickPrice
  const channel = rising(model, commit.channelId, commit.lane, total)
  let link: Uint8Array = Buffer.from(textOf(call, 'tick'), 'hex')
  for (let i = 0; i < ticks; i++) link = sha256(link)
  if (hexOf(link) !== commit.root) refuse('ERR_TICK_CHAIN')
  requireSignature(call, message, 'signature', channel.signerKey)
  raise(model, channel, [commit.lane, total], call.callerId)
}

export const settleConditional: Step = (model, call) => {
  const message = hexOfBase64(call.args.voucher)
  const voucher = readVoucher(call, message, true)
  const channel = rising(model, voucher.channelId, voucher.lane, voucher.cumulative)
  if (channel.teeKey === undefined) refuse('ERR_NO_TEE_KEY')
  const text = textOf(call, 'text')
  const condition = text.slice(0, text.lastIndexOf(':'))
  if (hexOf(sha256(condition)) !== voucher.ackHash) refuse('ERR_CONDITION_OTHER')
  requireSignature(call, message, 'signature', channel.signerKey)
  const textSignature = hexOfBase64(call.args.text_signature)
  if (!call.signed.isBy(hexOf(Buffer.from(text)), textSignature, channel.teeKey))
    refuse('ERR_CONDITION_SIGNATURE')
  raise(model, channel, [voucher.lane, voucher.cumulative], call.callerId)
}

type Voucher = Extract<Signed, { kind: 'voucher' }>

export function readVoucher(call: Call, message: string, isConditional: boolean): Voucher {
  const fields = call.signed.read(message)
  if (fields === undefined) refuse()
  if (fields.kind !== 'voucher' || fields.isConditional !== isConditional)
    refuse('ERR_VOUCHER_MALFORMED')
  return fields
}

export function requireSignature(call: Call, message: string, name: string, key: string): void {
  if (!call.signed.isBy(message, hexOfBase64(call.args[name]), key)) refuse('ERR_VOUCHER_SIGNATURE')
}

function rising(model: Model, channelId: string, lane: number, cumulative: bigint): Channel {
  const channel = model.channels.get(channelId) ?? refuse('ERR_CHANNEL_NOT_FOUND')
  const problem = riseProblem(channel, lane, cumulative)
  return problem === undefined ? channel : refuse(problem)
}
