/**
 * One-way notifications to neighbour contracts, with or without money: written down, sent, struck
 * out once taken, kept for anyone to retry when the neighbour fails. No caller waits for one.
 */
import {
  attachedDeposit,
  blockIndex,
  blockTimestamp,
  currentAccountId,
  promiseBatchActionFunctionCall,
  promiseBatchCreate,
  promiseResult,
  promiseSucceeded,
  utf8Decode,
} from '@research-hub/compiler/host'
import {
  nextOutboxId,
  type OutboxEntry,
  removeOutboxEntry,
  requireOutboxEntry,
  saveOutboxEntry,
} from '../state/outbox.js'
import { tokenId } from '../state/tokens.js'
import { changeTotals, near, type TokenIndex } from '../state/totals.js'
import { caller } from '../wire/caller.js'
import { emit } from '../wire/events.js'
import { fail } from '../wire/fail.js'
import { dayNs } from '../wire/time.js'
import { chargeRecords, credit, releaseRecords } from './credits.js'
import { requireOneYocto } from './storage.js'
import { callBack } from './transfers.js'

export type Notification = {
  readonly targetId: string
  readonly method: string
  /** Strings and small numbers; `outbox_id` is added. */
  readonly args: Readonly<Record<string, string | number>>
  readonly token?: TokenIndex
  /** Attached in NEAR, or sent by `ft_transfer_call`; the entry point has put it in totals' `outbox`. */
  readonly amount?: bigint
  /** Whose credit the amount becomes when nobody takes it for `dropMoneyAfterNs`; left out, it waits for its contract. */
  readonly fallbackId?: string
}

const notifyGas = 25_000_000_000_000n
const notifyWithTokensGas = 75_000_000_000_000n
/** An answer that has not come by then was lost; a probe finds out whether the message was taken. */
const probeAfterBlocks = 600n
/** How long a failed notification is kept for a retry before anyone may drop it. */
const dropAfterNs = 7n * dayNs
const dropMoneyAfterNs = 90n * dayNs

/**
 * Writes a notification down and sends it. Its record is charged to the caller until it is taken or dropped.
 * With tokens, the caller must have attached one yoctoNEAR.
 */
export function send(notification: Notification): bigint {
  const { targetId, method, args, token = near, amount = 0n, fallbackId = '' } = notification
  const id = nextOutboxId()
  const payerId = caller()
  const bytes = dispatch(id, {
    status: 'sent',
    targetId,
    method,
    args: JSON.stringify(args),
    token,
    amount,
    sentAtHeight: blockIndex(),
    sentAtNs: blockTimestamp(),
    payerId,
    fallbackId,
  })
  chargeRecords(payerId, bytes)
  return id
}

/** Takes a failed entry out, its money with it, which the caller moves on from totals' `outbox`. */
export function takeBack(id: bigint): bigint {
  const { amount, payerId } = requireOutboxEntry(id)
  releaseRecords(payerId, removeOutboxEntry(id))
  return amount
}

/** Ends a failed entry that nobody took in time; its money becomes credit of who it falls to. */
export function drop(id: bigint): void {
  const { status, amount, token, sentAtNs, fallbackId } = requireOutboxEntry(id)
  const afterNs = sentAtNs + (amount > 0n ? dropMoneyAfterNs : dropAfterNs)
  const now = blockTimestamp()
  if (status !== 'failed' || now < afterNs) fail('ERR_OUTBOX_KEPT', id, status, afterNs, now)
  if (amount > 0n && fallbackId === '') fail('ERR_OUTBOX_OWED', id)
  takeBack(id)
  if (amount > 0n) {
    credit(fallbackId, token, amount)
    changeTotals(token, { outbox: -amount, credits: amount })
  }
  emit('outbox_dropped', { id: String(id), account_id: fallbackId, amount: String(amount) })
}

/** Sends a failed entry again, or asks after one whose answer was lost. */
export function retry(id: bigint): void {
  const entry = requireOutboxEntry(id)
  if (entry.token === near && attachedDeposit() > 0n) fail('ERR_NOT_PAYABLE', 'retry_outbox')
  if (entry.status === 'failed') {
    dispatch(id, {
      ...entry,
      status: 'sent',
      sentAtHeight: blockIndex(),
      sentAtNs: blockTimestamp(),
    })
    return
  }
  const height = blockIndex()
  if (height < entry.sentAtHeight + probeAfterBlocks) {
    fail('ERR_OUTBOX_IN_FLIGHT', id, entry.sentAtHeight + probeAfterBlocks, height)
  }
  const probe = promiseBatchCreate(entry.targetId)
  const args = JSON.stringify({
    sender_id: utf8Decode(currentAccountId()),
    outbox_id: String(id),
    token: tokenId(entry.token),
  })
  promiseBatchActionFunctionCall(probe, 'outbox_received', args, 0n, notifyGas)
  callBack(probe, 'on_outbox_probe', { id: String(id) })
}

/** The neighbour's answer: struck out when taken, kept for a retry when not. */
export function settleAnswer(id: bigint): boolean {
  const entry = requireOutboxEntry(id)
  const isTaken = promiseSucceeded(0n)
  const taken = isTaken ? takenOf(entry) : 0n
  if (isTaken && taken === entry.amount) {
    deliver(id, entry)
    return true
  }
  keep(id, entry, taken)
  return false
}

/** The probe's answer: only a plain yes or no counts. */
export function settleProbe(id: bigint): boolean {
  const entry = requireOutboxEntry(id)
  const result = promiseResult(0n)
  const answer = result === undefined ? '' : utf8Decode(result.subarray(0, 5))
  if (answer === 'true') deliver(id, entry)
  else if (answer === 'false') keep(id, entry, 0n)
  return answer === 'true'
}

function dispatch(id: bigint, entry: OutboxEntry): bigint {
  const { targetId, method, token, amount } = entry
  const bytes = saveOutboxEntry(id, entry)
  if (amount > 0n) changeTotals(token, { outbox: -amount, inFlight: amount })
  const args = `${entry.args.slice(0, -1)}${entry.args === '{}' ? '' : ','}"outbox_id":"${id}"}`
  const promise = promiseBatchCreate(token === near ? targetId : tokenId(token))
  if (token === near) promiseBatchActionFunctionCall(promise, method, args, amount, notifyGas)
  else {
    requireOneYocto()
    const transfer = JSON.stringify({
      receiver_id: targetId,
      amount: String(amount),
      msg: `{"method":"${method}","args":${args}}`,
    })
    promiseBatchActionFunctionCall(promise, 'ft_transfer_call', transfer, 1n, notifyWithTokensGas)
  }
  callBack(promise, 'on_outbox', { id: String(id) })
  return bytes
}

/** `ft_transfer_call` answers with what the receiver kept; a plain call takes all or fails. */
function takenOf(entry: OutboxEntry): bigint {
  if (entry.token === near) return entry.amount
  const result = promiseResult(0n)
  if (result === undefined) return 0n
  const digits = quotedDigits(result)
  if (digits === undefined) return 0n
  const taken = BigInt(digits)
  return taken < entry.amount ? taken : entry.amount
}

/** The digits of a JSON string of a u128. No regular expression: their engine is a fifth of a contract. */
function quotedDigits(result: Uint8Array): string | undefined {
  if (result.length < 3 || result.length > 41) return undefined
  const text = utf8Decode(result)
  for (let i = 1; i < text.length - 1; i++) {
    const code = text.charCodeAt(i)
    if (code < 48 || code > 57) return undefined
  }
  return text.slice(1, -1)
}

function deliver(id: bigint, entry: OutboxEntry): void {
  releaseRecords(entry.payerId, removeOutboxEntry(id))
  leave(entry, entry.amount)
  emit('outbox_delivered', { id: String(id), target_id: entry.targetId })
}

function keep(id: bigint, entry: OutboxEntry, taken: bigint): void {
  const rest = entry.amount - taken
  saveOutboxEntry(id, { ...entry, status: 'failed', amount: rest })
  leave(entry, taken)
  if (rest > 0n) changeTotals(entry.token, { inFlight: -rest, outbox: rest })
  emit('outbox_failed', { id: String(id), target_id: entry.targetId })
}

function leave({ token }: OutboxEntry, amount: bigint): void {
  if (amount === 0n) return
  changeTotals(token, token === near ? { inFlight: -amount } : { inFlight: -amount, book: -amount })
}
