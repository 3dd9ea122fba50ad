import type { PayeeLedger } from '../ledger.js'
import type { Offer } from '../offer.js'
import { encodeEvent, isContentChunk, paymentEvents, readEvents } from '../sse.js'
import type { Waiters } from './waiters.js'

export type MeterOptions = {
  readonly offer: Offer
  readonly ledger: PayeeLedger
  readonly waiters: Waiters
  readonly channelId: string
  /** How long a stream waits for a voucher once its credit is used up. */
  readonly voucherTimeoutMs: number
  readonly signal: AbortSignal
}

/**
 * Passes an upstream's chunks on, each charged before it leaves. Asks for a voucher when half the
 * credit window is used, stops at its end until one arrives, and closes with a receipt. Upstream
 * event names are dropped, so nothing upstream can pose as a payment event.
 */
export function meteredStream(
  upstream: ReadableStream<Uint8Array>,
  options: MeterOptions,
): ReadableStream<Uint8Array> {
  const events = meteredEvents(upstream, options)
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const next = await events.next()
        if (next.done === true) controller.close()
        else controller.enqueue(next.value)
      } catch (error) {
        controller.error(error)
      }
    },
    cancel: async () => {
      await events.return(undefined)
    },
  })
}

async function* meteredEvents(
  upstream: ReadableStream<Uint8Array>,
  options: MeterOptions,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { offer, ledger, channelId } = options
  const windowYocto = creditYocto(offer)
  let costYocto = offer.pricePerRequestYocto
  let askedAtYocto = -1n
  let ended = false
  try {
    for await (const { data } of readEvents(upstream)) {
      if (isContentChunk(data)) {
        const charged = await chargeOrWait(options, windowYocto)
        if (!charged) {
          yield encodeEvent({
            event: paymentEvents.error,
            data: JSON.stringify({ type: 'payment-timeout', channelId }),
          })
          ended = true
          return
        }
        costYocto += offer.pricePerTokenYocto
      }
      if (data === '[DONE]') {
        yield await receipt(ledger, channelId, costYocto)
        ended = true
      }
      yield encodeEvent({ event: undefined, data })
      const entry = await ledger.entry(channelId)
      if (entry === undefined) continue
      const unpaidYocto = entry.spentYocto - entry.acceptedYocto
      if (unpaidYocto * 2n >= windowYocto && askedAtYocto !== entry.acceptedYocto) {
        askedAtYocto = entry.acceptedYocto
        const ask = {
          channelId,
          requiredCumulative: `${entry.spentYocto}`,
          acceptedCumulative: `${entry.acceptedYocto}`,
        }
        yield encodeEvent({ event: paymentEvents.needVoucher, data: JSON.stringify(ask) })
      }
    }
    if (!ended) {
      yield encodeEvent({
        event: paymentEvents.error,
        data: JSON.stringify({ type: 'upstream-ended', channelId }),
      })
    }
  } catch {
    yield encodeEvent({
      event: paymentEvents.error,
      data: JSON.stringify({ type: 'upstream-failed', channelId }),
    })
  }
}

/** What a payee serves on credit: the window of tokens and the request's own price. */
export function creditYocto(offer: Offer): bigint {
  return offer.pricePerRequestYocto + offer.pricePerTokenYocto * BigInt(offer.creditWindowTokens)
}

async function chargeOrWait(options: MeterOptions, windowYocto: bigint): Promise<boolean> {
  const { ledger, channelId, offer, waiters, voucherTimeoutMs, signal } = options
  const deadline = Date.now() + voucherTimeoutMs
  for (;;) {
    // Start to wait before looking, so that a voucher in between is not missed.
    const stop = new AbortController()
    const left = deadline - Date.now()
    const paid = waiters.wait(channelId, Math.max(left, 1), AbortSignal.any([signal, stop.signal]))
    const charged = await ledger.charge(channelId, offer.pricePerTokenYocto, windowYocto)
    if (charged.ok) {
      stop.abort()
      return true
    }
    if (!(await paid)) return false
  }
}

async function receipt(
  ledger: PayeeLedger,
  channelId: string,
  costYocto: bigint,
): Promise<Uint8Array> {
  const entry = await ledger.entry(channelId)
  const data = {
    channelId,
    cost: `${costYocto}`,
    spentCumulative: `${entry?.spentYocto ?? 0n}`,
    acceptedCumulative: `${entry?.acceptedYocto ?? 0n}`,
  }
  return encodeEvent({ event: paymentEvents.receipt, data: JSON.stringify(data) })
}
