import { paymentEvents } from '../../wire/names.js'
import { encodeEvent, isContentChunk, readEvents } from '../../wire/sse.js'
import { type LedgerEntry, laneOf } from '../ledger/entry.js'
import { answerFields } from './conditional.js'
import { takeAnswer } from './conditional-sale.js'
import { asObject, parseObject } from './inference-request.js'
import type { Purchase } from './purchase.js'
import { receiptFields } from './receipt-maker.js'
import {
  type Ask,
  addSent,
  deliver,
  hasRoom,
  nextBlock,
  openStreamBill,
  type StreamBill,
} from './stream-bill.js'
import { closeStreamBill } from './stream-end.js'

/** A waiting stream looks again this often: a payment may have reached another process. */
const pollMs = 1_000

type Json = Readonly<Record<string, unknown>>

/** A stream on its way, and what the model has said of it. */
type Metered = {
  readonly purchase: Purchase
  readonly bill: StreamBill
  /** The model's usage chunk, held back: the costs belong into it, and are known at the end. */
  usageChunk: Json | undefined
  report: unknown
  answerId: unknown
}

/**
 * Passes an upstream's chunks on, each covered by money set aside before it leaves. Asks for a voucher
 * when half the credit window is used, stops at its end until one arrives, and closes with the costs
 * and a receipt. Upstream event names are dropped, so nothing upstream can pose as a payment event.
 */
export async function* meteredEvents(
  upstream: ReadableStream<Uint8Array>,
  purchase: Purchase,
): AsyncGenerator<Uint8Array, void, undefined> {
  const bill = openStreamBill(purchase)
  const stream: Metered = {
    purchase,
    bill,
    usageChunk: undefined,
    report: undefined,
    answerId: undefined,
  }
  let failure: string | undefined
  try {
    for await (const { data } of readEvents(upstream)) {
      if (isUsageChunk(stream, data)) continue
      if (data === '[DONE]') {
        yield* await finish(stream, true)
        yield encodeEvent({ event: undefined, data })
        return
      }
      if (isContentChunk(data)) {
        if (!hasRoom(bill) && !(yield* acquireBlock(bill))) {
          failure = 'payment-timeout'
          break
        }
        deliver(bill)
      }
      addSent(bill, data)
      yield encodeEvent({ event: undefined, data })
    }
    failure ??= 'upstream-ended'
  } catch {
    failure = 'upstream-failed'
  } finally {
    // Without a failure and not closed: the client went away, and what it got is booked.
    if (failure === undefined) await closeStreamBill(bill, stream.report)
  }
  yield* await finish(stream, false).catch(() => [])
  const type = `urn:near-paych:problem:${failure}`
  const action = failure === 'payment-timeout' ? 'sign' : 'retry'
  const data = JSON.stringify({ type, channelId: purchase.channelId, action })
  yield encodeEvent({ event: paymentEvents.error, data })
}

/** Notes what a chunk says of the whole; true for one that says nothing else and is held back. */
function isUsageChunk(stream: Metered, data: string): boolean {
  const chunk = data === '[DONE]' ? undefined : asChunk(data)
  const usage = asObject(chunk?.usage)
  stream.report = usage ?? stream.report
  stream.answerId ??= chunk?.id
  if (usage === undefined || !Array.isArray(chunk?.choices) || chunk.choices.length > 0)
    return false
  stream.usageChunk = chunk
  return true
}

/** Closes the bill; the chunk with the costs and the receipt, unless it was closed before. */
async function finish(stream: Metered, isWhole: boolean): Promise<readonly Uint8Array[]> {
  const { purchase, bill, usageChunk, report, answerId } = stream
  const { sale, channelId } = purchase
  const lastChunk = (usage: Json): string =>
    JSON.stringify({ object: 'chat.completion.chunk', choices: [], ...usageChunk, usage })
  const end = await closeStreamBill(bill, report, lastChunk)
  // Only for a whole answer; without a signature what was delivered stays owed, within the credit.
  const answer =
    isWhole && sale && end && end.totalYocto > 0n
      ? await takeAnswer(sale, end.responseHash, answerId)
      : undefined
  purchase.waiters.notify(channelId)
  if (end?.entry.receipt === undefined) return []
  const now = (await purchase.ledger.entry(channelId)) ?? end.entry
  const data = JSON.stringify({
    channelId,
    cost: `${end.totalYocto}`,
    spentCumulative: `${end.entry.spentYocto}`,
    acceptedCumulative: `${now.acceptedYocto}`,
    remaining: `${purchase.depositYocto - end.entry.spentYocto}`,
    ...receiptFields(end.entry.receipt),
    ...(typeof answer === 'object' ? answerFields(answer) : {}),
  })
  const chunk = encodeEvent({ event: undefined, data: lastChunk(end.usage) })
  return [chunk, encodeEvent({ event: paymentEvents.receipt, data })]
}

/** Sets the next block aside, asking and waiting for payment as needed; false when none came in time. */
async function* acquireBlock(bill: StreamBill): AsyncGenerator<Uint8Array, boolean, undefined> {
  const { purchase } = bill
  const { waiters, channelId, signal, voucherTimeoutMs } = purchase
  const deadline = Date.now() + voucherTimeoutMs
  for (;;) {
    const stop = new AbortController()
    try {
      // Starts to wait before looking, so that a payment in between is not missed.
      const left = Math.min(Math.max(deadline - Date.now(), 1), pollMs)
      const woken = waiters.wait(channelId, left, AbortSignal.any([signal, stop.signal]))
      const { room, ask } = await nextBlock(bill)
      if (ask !== undefined) yield askEvent(ask, purchase)
      if (room) return true
      if (!(await woken) && (signal.aborted || Date.now() >= deadline)) return false
    } finally {
      stop.abort()
    }
  }
}

function askEvent(
  { entry, aheadYocto }: Ask,
  { channelId, lane, depositYocto }: Purchase,
): Uint8Array {
  const ask = {
    channelId,
    lane,
    requiredCumulative: `${requiredYocto(entry, lane, aheadYocto)}`,
    acceptedCumulative: `${entry.acceptedYocto}`,
    deposit: `${depositYocto}`,
    ...(entry.receipt === undefined ? {} : receiptFields(entry.receipt)),
  }
  return encodeEvent({ event: paymentEvents.needVoucher, data: JSON.stringify(ask) })
}

/** The lane amount that pays everything delivered on the channel, and `extraYocto` more. */
export function requiredYocto(entry: LedgerEntry, lane: number, extraYocto = 0n): bigint {
  const acceptedYocto = laneOf(entry, lane)?.acceptedYocto ?? 0n
  const unpaidYocto = entry.spentYocto - entry.acceptedYocto + extraYocto
  return unpaidYocto > 0n ? acceptedYocto + unpaidYocto : acceptedYocto
}

function asChunk(data: string): Json | undefined {
  return parseObject(new TextEncoder().encode(data))
}
