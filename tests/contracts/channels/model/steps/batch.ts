/** Batches, as the sequence of their entries: what cannot be settled is skipped with a status. */
import { type Call, refuse, type Step } from '../call.js'
import { canHold, requireHolder } from '../money.js'
import { raise, riseProblem } from '../settlement.js'
import { hexOf } from '../signed.js'
import { type Channel, isToken, type Model } from '../state.js'

const skipped = {
  ERR_VOUCHER_LANE: 3,
  ERR_VOUCHER_NOT_NEWER: 4,
  ERR_VOUCHER_OVER_DEPOSIT: 5,
} as const

type Entry = {
  readonly channelId: string
  readonly lane: number
  readonly cumulative: bigint
  readonly rest: Buffer
}

export const settleBatch: Step = (model, call) => {
  const raw = Buffer.from(call.raw)
  const payeeEnd = 1 + (raw[0] ?? 0)
  const start = payeeEnd + 1 + (raw[payeeEnd] ?? 0)
  const payeeId = raw.toString('latin1', 1, payeeEnd)
  const token = raw.toString('latin1', payeeEnd + 1, start)
  if (!isToken(token)) refuse('ERR_UNKNOWN_TOKEN')
  requireHolder(model, token, payeeId)
  const statuses = entriesOf(raw.subarray(start), 148).map((entry) => {
    const channel = model.channels.get(entry.channelId)
    if (channel === undefined) return 1
    if (channel.payeeId !== payeeId || channel.token !== token) return 2
    return settleEntry(model, call, channel, entry, () => isVoucher(call, channel, entry))
  })
  return hexOf(Uint8Array.from(statuses))
}

export const settleMulti: Step = (model, call) => {
  const raw = Buffer.from(call.raw)
  const key = raw.toString('hex', 0, 32)
  const list = raw.subarray(96)
  const under = call.signed.under(raw.toString('hex', 32, 96))
  const isSigned =
    under?.fields.kind === 'multi' && under.key === key && under.fields.entries === hexOf(list)
  if (!isSigned) refuse('ERR_VOUCHER_SIGNATURE')
  const statuses = entriesOf(list, 52).map((entry) => {
    const channel = model.channels.get(entry.channelId)
    if (channel === undefined) return 1
    if (channel.signerKey !== key) return 7
    const { payeeId, token } = channel
    const isThere = canHold(model, token, payeeId)
    const problem = riseProblem(channel, entry.lane, entry.cumulative)
    if (problem === undefined && !isThere) return 8
    return settleEntry(model, call, channel, entry, () => true)
  })
  return hexOf(Uint8Array.from(statuses))
}

function settleEntry(
  model: Model,
  call: Call,
  channel: Channel,
  { cumulative, lane }: Entry,
  isSigned: () => boolean,
): number {
  const problem = riseProblem(channel, lane, cumulative)
  if (problem !== undefined) return skipped[problem as keyof typeof skipped]
  if (!isSigned()) return 6
  raise(model, channel, [lane, cumulative], call.callerId)
  return 0
}

/** Whether the signature is the channel's signer's over just these fields. */
function isVoucher(call: Call, { signerKey }: Channel, entry: Entry): boolean {
  const under = call.signed.under(entry.rest.toString('hex', 32, 96))
  const fields = under?.fields
  return (
    under?.key === signerKey &&
    fields?.kind === 'voucher' &&
    !fields.isConditional &&
    fields.channelId === entry.channelId &&
    fields.lane === entry.lane &&
    fields.cumulative === entry.cumulative &&
    fields.ackHash === entry.rest.toString('hex', 0, 32)
  )
}

function entriesOf(bytes: Buffer, length: number): readonly Entry[] {
  if (bytes.length === 0 || bytes.length % length !== 0) refuse('ERR_BATCH_FORMAT')
  return Array.from({ length: bytes.length / length }, (_, i) => {
    const entry = bytes.subarray(i * length, (i + 1) * length)
    return {
      channelId: entry.toString('hex', 0, 32),
      lane: entry.readUInt32LE(32),
      cumulative: entry.readBigUInt64LE(36) | (entry.readBigUInt64LE(44) << 64n),
      rest: entry.subarray(52),
    }
  })
}
