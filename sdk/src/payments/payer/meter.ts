import { sha256 } from '@noble/hashes/sha2.js'
import { utf8 } from '../../codecs/bytes.js'
import { decodeJson, member, parseJson } from '../../codecs/json.js'
import type { Credential } from '../wire/credential.js'
import { paymentEvents, receiptHeader } from '../wire/names.js'
import type { Offer } from '../wire/offer.js'
import { encodeEvent, isContentChunk, readEvents, type SseEvent, streamOf } from '../wire/sse.js'
import { countOf, usageCostYocto } from '../wire/usage.js'
import type { ReceiptBook } from './receipts.js'
import type { CallMeter, PayerSession } from './session-types.js'

export type Provider = {
  readonly offer: Offer
  readonly session: PayerSession
  readonly receipts: ReceiptBook
  readonly ticks: boolean
}

type Pay = (credentials: readonly Credential[]) => Promise<void>

/** Counts what arrives, pays for it, and hides the payment events from the caller. */
export async function meterResponse(
  response: Response,
  request: Uint8Array,
  provider: Provider,
  pay: Pay,
): Promise<Response> {
  const { status, headers } = response
  // A replay of an earlier answer costs nothing.
  if (response.body === null || headers.get('idempotent-replayed') === 'true') return response
  const { offer, session } = provider
  const call = session.startCall()
  const announced = decodeJson(headers.get(receiptHeader) ?? '')
  if (!(headers.get('content-type') ?? '').startsWith('text/event-stream')) {
    const bytes = new Uint8Array(await response.arrayBuffer())
    await payWhole(bytes, request, announced, provider, call)
    await pay([await session.pay()])
    return new Response(bytes, { status, headers })
  }
  // The provider counts the input; a token is at least a byte of what was sent.
  const inTokens = Math.min(countOf(member(announced, 'inTokens')), request.length)
  call.owe(offer.pricePerRequestYocto + usageCostYocto(offer, usage(inTokens, 0)))
  const events = meteredEvents(response.body, { request, inTokens, provider, call, pay })
  return new Response(streamOf(events, encodeEvent), { status, headers })
}

/** Checks the receipt of a whole response and counts its price as owed. */
export async function payWhole(
  bytes: Uint8Array,
  request: Uint8Array,
  signed: unknown,
  { offer, session, receipts }: Provider,
  call: CallMeter,
): Promise<void> {
  const reported = member(parseJson(new TextDecoder().decode(bytes)), 'usage')
  const outTokens = Math.min(countOf(member(reported, 'completion_tokens')), bytes.length)
  const { receipt, hash } = await receipts.check(signed, {
    requestHash: sha256(request),
    responseHash: sha256(bytes),
    requestBytes: request.length,
    outTokens,
  })
  call.owe(offer.pricePerRequestYocto + usageCostYocto(offer, receipt))
  session.acknowledge(hash)
}

type Stream = {
  readonly request: Uint8Array
  readonly inTokens: number
  readonly provider: Provider
  readonly call: CallMeter
  readonly pay: Pay
}

async function* meteredEvents(
  body: ReadableStream<Uint8Array>,
  { request, inTokens, provider, call, pay }: Stream,
): AsyncGenerator<SseEvent, void, undefined> {
  const { offer, session, receipts, ticks } = provider
  const response = sha256.create()
  const requestHash = sha256(request)
  let outTokens = 0
  // Payments go out while the stream goes on; one failure ends the stream.
  let paying: Promise<void> = Promise.resolve()
  let failure: unknown
  const enqueue = (work: () => Promise<void>): void => {
    paying = paying.then(work).catch((error: unknown) => {
      failure ??= error
    })
  }
  const payOwed = async (): Promise<void> =>
    pay(
      ticks && offer.pricePerTokenYocto > 0n
        ? await session.payTicks(offer.pricePerTokenYocto)
        : [await session.pay()],
    )
  /** Acknowledges a receipt over what has arrived up to now. */
  const acknowledge = (data: string, last: boolean): void => {
    const responseHash = response.clone().digest()
    const seen = { requestHash, responseHash, requestBytes: request.length, outTokens }
    enqueue(async () => {
      const signed = parseJson(data)
      if (member(signed, 'receipt') === undefined) return
      const { receipt, hash } = await receipts.check(signed, seen)
      session.acknowledge(hash)
      if (!last) return
      // The final count may be lower: cached input, and nothing at all for an empty answer.
      const counted = usageCostYocto(offer, usage(inTokens, seen.outTokens))
      const emptyYocto = seen.outTokens === 0 ? offer.pricePerRequestYocto : 0n
      call.owe(usageCostYocto(offer, receipt) - counted - emptyYocto)
    })
  }
  try {
    for await (const event of readEvents(body)) {
      if (failure !== undefined) throw failure
      if (event.event === paymentEvents.needVoucher) {
        acknowledge(event.data, false)
        enqueue(payOwed)
      } else if (event.event === paymentEvents.receipt) acknowledge(event.data, true)
      else if (event.event === paymentEvents.error)
        throw new Error(`the provider ended the stream: ${event.data}`)
      else if (event.event === undefined) {
        if (isContentChunk(event.data)) {
          call.owe(offer.pricePerTokenYocto)
          outTokens++
        }
        if (event.data !== '[DONE]') response.update(utf8(`${event.data}\n`))
        yield event
      }
    }
  } finally {
    enqueue(payOwed)
    await paying
  }
  if (failure !== undefined) throw failure
}

function usage(inTokens: number, outTokens: number) {
  return { inTokens, outTokens, cachedTokens: 0 }
}
