/** Royalties on their way to licensing, and the outbox that carries them. */
import { amountOf, type Call, functionCall, refuse, type Step, textOf, tokenOf } from '../call.js'
import { charge, release } from '../money.js'
import { contractId, licensingId, near, ownerId } from '../names.js'
import { add, type Model, type OutboxEntry, pairOf } from '../state.js'
import { outboxBytes, royaltyBytes } from '../storage.js'

const probeAfterBlocks = 600n

export const forwardRoyalty: Step = (model, call) => {
  const token = tokenOf(call)
  if (token === near && call.deposit > 0n) refuse('ERR_NOT_PAYABLE')
  const asset = textOf(call, 'asset_id')
  const pair = pairOf(token, asset)
  const royalty = model.royalties.get(pair)
  if (royalty === undefined || royalty.amount === 0n) refuse('ERR_NO_ROYALTY')
  if (model.outbox.has(royalty.outboxId)) refuse('ERR_ROYALTY_UNDER_WAY')
  if (model.outboxBase === 0n) {
    model.outboxBase = (call.nowNs / 1_000_000_000n) << 32n
    model.lastOutboxId = model.outboxBase
  }
  const id = model.lastOutboxId + 1n
  model.lastOutboxId = id
  const { amount, sinceNs } = royalty
  const payerId = call.callerId
  const args = JSON.stringify({ asset_id: asset, since_ns: String(sinceNs) })
  const entry: OutboxEntry = {
    status: 'sent',
    token,
    asset,
    amount,
    sinceNs,
    payerId,
    bytes: outboxBytes(id, { args, payerId, fallbackId: ownerId }),
    sentAtHeight: call.height,
  }
  dispatch(model, call, id, entry)
  charge(model, payerId, entry.bytes)
  if (royalty.channels > 0) {
    royalty.amount = 0n
    royalty.outboxId = id
  } else {
    model.royalties.delete(pair)
    release(model, royalty.sponsorId, royaltyBytes)
  }
  return String(id)
}

export const retryOutbox: Step = (model, call) => {
  const id = amountOf(call, 'id')
  const entry = requireEntry(model, id)
  if (entry.token === near && call.deposit > 0n) refuse('ERR_NOT_PAYABLE')
  if (entry.status === 'failed') {
    dispatch(model, call, id, entry)
    return
  }
  if (call.height < entry.sentAtHeight + probeAfterBlocks) refuse('ERR_OUTBOX_IN_FLIGHT')
  const args = { sender_id: contractId, outbox_id: String(id), token: entry.token }
  call.sent.push(functionCall(licensingId, 'outbox_received', args))
  call.sent.push(functionCall(contractId, 'on_outbox_probe', { id: String(id) }))
}

function dispatch(model: Model, call: Call, id: bigint, entry: OutboxEntry): void {
  const { amount, asset, sinceNs, token } = entry
  model.outbox.set(id, { ...entry, status: 'sent', sentAtHeight: call.height })
  const args = { asset_id: asset, since_ns: String(sinceNs), outbox_id: String(id) }
  if (token === near) call.sent.push(functionCall(licensingId, 'record_revenue', args, amount))
  else {
    if (call.deposit !== 1n) refuse('ERR_ONE_YOCTO')
    const msg = JSON.stringify({ method: 'record_revenue', args })
    const payload = { receiver_id: licensingId, amount: String(amount), msg }
    call.sent.push(functionCall(token, 'ft_transfer_call', payload, 1n))
  }
  call.sent.push(functionCall(contractId, 'on_outbox', { id: String(id) }))
}

export const onOutbox: Step = (model, call) => {
  const id = amountOf(call, 'id')
  const entry = requireEntry(model, id)
  const taken = call.result?.ok === true ? takenOf(entry, call.result.bytes) : undefined
  if (taken === entry.amount) return strike(model, id, entry)
  if (entry.token !== near && taken !== undefined) add(model.book, entry.token, -taken)
  entry.amount -= taken ?? 0n
  entry.status = 'failed'
  return false
}

export const onOutboxProbe: Step = (model, call) => {
  const id = amountOf(call, 'id')
  const entry = requireEntry(model, id)
  const answer = call.result?.ok === true ? Buffer.from(call.result.bytes).toString() : ''
  if (answer === 'true') return strike(model, id, entry)
  if (answer === 'false') entry.status = 'failed'
  return false
}

function strike(model: Model, id: bigint, { amount, bytes, payerId, token }: OutboxEntry): boolean {
  model.outbox.delete(id)
  release(model, payerId, bytes)
  if (token !== near) add(model.book, token, -amount)
  return true
}

/** What `ft_transfer_call` says was kept, at most what was sent; a plain call takes all. */
function takenOf({ amount, token }: OutboxEntry, answer: Uint8Array): bigint {
  if (token === near) return amount
  const digits = /^"(\d{1,39})"$/.exec(Buffer.from(answer).toString())?.[1]
  const claimed = BigInt(digits ?? 0)
  return claimed < amount ? claimed : amount
}

function requireEntry(model: Model, id: bigint): OutboxEntry {
  return model.outbox.get(id) ?? refuse('ERR_OUTBOX_UNKNOWN')
}
