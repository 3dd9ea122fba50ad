import { canonicalJson, encodeJson, sameBytes } from '../../../codecs/bytes.js'
import { parseKey, type Signer } from '../../../signers/signer.js'
import { receiptHeader } from '../../payer/meter.js'
import { encodeChallenge, encodeX402 } from '../../wire/challenge.js'
import { decodeCredential, decodeX402Credential, type Presented } from '../../wire/credential.js'
import type { Offer } from '../../wire/offer.js'
import type { ProblemType } from '../../wire/problem.js'
import { streamOf } from '../../wire/sse.js'
import { meteredEvents, requiredYocto } from '../billing/metered-stream.js'
import { creditYocto, entryPriceYocto, type Purchase } from '../billing/purchase.js'
import { createReceiptMaker } from '../billing/receipt-maker.js'
import { createWaiters } from '../billing/waiters.js'
import { billWhole } from '../billing/whole-response.js'
import type { LedgerEntry } from '../ledger/entry.js'
import { createAnswers, type RunningAnswer } from './answers.js'
import { type ChallengeOptions, createChallengeIds } from './challenge-ids.js'
import { type CheckOptions, createPaymentCheck } from './check-payment.js'
import { type GateRequest, parseObject, readInferenceRequest } from './gate-request.js'
import type { PaymentCheck } from './payment-rules.js'
import { problem } from './problems.js'

export type PaymentGateOptions = CheckOptions &
  ChallengeOptions & {
    /** Signs usage receipts; its key must be the offer's `payeeKey`. */
    readonly receiptSigner: Signer
    /** Completion tokens to reserve for a whole (not streamed) response without a limit of its own. */
    readonly defaultMaxTokens?: number
    readonly voucherTimeoutMs?: number
    /** Counts the input that a body will cost; needed when the offer prices input. */
    readonly countInputTokens?: (body: Uint8Array) => number
    /** Answers kept for `Idempotency-Key` are at most this long. */
    readonly keptAnswerBytes?: number
    /** Told after a payment was taken in, for a watchtower or a settlement policy. */
    readonly onPayment?: (entry: LedgerEntry) => void
  }

/** What the seller's handler gets to see of a paid request. */
export type Upstream = (body: Uint8Array) => Promise<Response>

/** Sells requests: pays are checked and booked before `upstream` runs, and bytes are before they leave. */
export type PaymentGate = {
  readonly options: PaymentGateOptions
  readonly handle: (request: GateRequest, upstream: Upstream) => Promise<Response>
  readonly check: (request: GateRequest) => Promise<PaymentCheck>
}

type Paid = Extract<PaymentCheck, { ok: true }>

/** A gate for OpenAI-style requests, independent of any server framework. */
export function createPaymentGate(options: PaymentGateOptions): PaymentGate {
  const { offer, ledger, receiptSigner, countInputTokens } = options
  const payeeKey = parseKey(offer.payeeKey)
  if (payeeKey === undefined || !sameBytes(payeeKey, receiptSigner.publicKey))
    throw new Error("the receipt signer's key is not the offer's payeeKey")
  if (offer.pricePerInputTokenYocto > 0n && countInputTokens === undefined)
    throw new Error('the offer prices input, so countInputTokens is needed')
  const challenges = createChallengeIds(options)
  const checkPayment = createPaymentCheck(options)
  const claimAnswer = createAnswers({
    ledger,
    ...(options.keptAnswerBytes === undefined ? {} : { keptBytes: options.keptAnswerBytes }),
  })
  const waiters = createWaiters()
  const windowYocto = creditYocto(offer)

  const refuse = (request: GateRequest, type: ProblemType, required?: bigint): Response => {
    const found = problem(type, required)
    return Response.json(found, {
      status: found.status,
      headers: {
        'content-type': 'application/problem+json',
        'cache-control': 'no-store',
        'www-authenticate': encodeChallenge(challenges.make(request)),
        'payment-required': encodeX402(offer, request.url, type),
        ...(found.action === 'back-off' ? { 'retry-after': '1' } : {}),
      },
    })
  }

  const counted = (entry: LedgerEntry): void => {
    waiters.notify(entry.channelId)
    options.onPayment?.(entry)
  }

  const check = async (request: GateRequest): Promise<PaymentCheck> => {
    const presented = present(request)
    if (typeof presented === 'string') return { ok: false, problem: problem(presented) }
    const { credential, echo } = presented
    if (echo !== undefined && !challenges.matches(echo, request))
      return { ok: false, problem: problem('challenge-mismatch') }
    try {
      const checked = await checkPayment(credential, request.body)
      if (checked.ok) {
        counted(checked.entry)
        checked.others?.forEach(counted)
      }
      return checked
    } catch {
      return { ok: false, problem: problem('ledger-unavailable') }
    }
  }

  /** Sets the price aside, runs the model and bills what it did. */
  const sell = async (
    request: GateRequest,
    { channelId, lane, channel, pending }: Paid,
    running: RunningAnswer | undefined,
    upstream: Upstream,
  ): Promise<Response> => {
    const asked = readInferenceRequest(request.body, options.defaultMaxTokens ?? 256)
    const inTokens = countInputTokens?.(request.body) ?? 0
    const aheadTokens = BigInt(asked.streams ? 0 : asked.maxTokens)
    const holdYocto = entryPriceYocto(offer, inTokens) + offer.pricePerTokenYocto * aheadTokens
    const backedYocto = asked.streams ? 0n : smaller(holdYocto, pending?.riseYocto ?? 0n)
    const asideYocto = holdYocto - backedYocto
    const held = await ledger.move(channelId, {
      hold: {
        atLeastYocto: asideYocto,
        atMostYocto: asideYocto,
        unitYocto: 0n,
        creditYocto: windowYocto,
      },
    })
    if (held.shortYocto > 0n) {
      await running?.drop()
      const missingYocto = held.entry.acceptedYocto - held.entry.spentYocto + held.shortYocto
      const requiredNow = requiredYocto(held.entry, lane, missingYocto)
      return refuse(request, 'voucher-insufficient', requiredNow)
    }
    // What the payer named in a conditional voucher is what the model has to get.
    const body = pending === undefined ? asked.upstreamBody : request.body
    const response = await answerOf(upstream, body, asked.streams)
    if (response === undefined || !response.ok || response.body === null) {
      await ledger.move(channelId, { releaseYocto: asideYocto })
      await running?.drop()
      return response ?? new Response('the model did not answer', { status: 502 })
    }
    const model = parseObject(request.body)?.model
    const purchase: Purchase = {
      offer,
      ledger,
      waiters,
      channelId,
      lane,
      depositYocto: channel.depositYocto,
      inTokens,
      makeReceipt: createReceiptMaker(
        offer,
        receiptSigner,
        channelId,
        request.body,
        typeof model === 'string' ? model : '',
      ),
      voucherTimeoutMs: options.voucherTimeoutMs ?? 60_000,
      signal: request.signal,
      sale:
        pending && options.tee
          ? { pending, tee: options.tee, ledger, backedYocto, creditYocto: windowYocto, counted }
          : undefined,
    }
    const billed = asked.streams
      ? streamed(response, held.entry, purchase)
      : await billWhole(response, purchase, asked.maxTokens)
    if (typeof billed === 'string') {
      await running?.drop()
      return refuse(request, billed)
    }
    return running?.keep(billed) ?? billed
  }

  /** Lanes that a whole answer is being computed on for a conditional voucher. */
  const waiting = new Set<string>()
  /** One such answer a lane at a time: the same rise must not be computed against twice. */
  const sellInTurn = async (...sale: Parameters<typeof sell>): Promise<Response> => {
    const [request, { channelId, lane, pending }, running] = sale
    if (pending === undefined) return sell(...sale)
    const name = `${channelId}:${lane}`
    if (waiting.has(name)) {
      await running?.drop()
      return refuse(request, 'condition-running')
    }
    waiting.add(name)
    try {
      return await sell(...sale)
    } finally {
      waiting.delete(name)
    }
  }

  const handle = async (request: GateRequest, upstream: Upstream): Promise<Response> => {
    const paid = await check(request)
    if (!paid.ok) {
      const { type, requiredCumulative } = paid.problem
      const name = type.slice('urn:near-paych:problem:'.length) as ProblemType
      return refuse(
        request,
        name,
        requiredCumulative === undefined ? undefined : BigInt(requiredCumulative),
      )
    }
    if (request.method === 'HEAD') return new Response(null, { status: 204 })
    try {
      const key = request.header('idempotency-key')
      const claimed =
        key === undefined ? undefined : await claimAnswer(paid.channelId, key, request)
      if (claimed?.kind === 'replay') return claimed.response
      if (claimed?.kind === 'refused') return refuse(request, claimed.problem)
      const response = await sellInTurn(request, paid, claimed?.running, upstream)
      if (request.header('payment-signature') === undefined) return response
      return withX402Response(response, offer, paid)
    } catch {
      return refuse(request, 'ledger-unavailable')
    }
  }
  return { options, handle, check }
}

/** Undefined when the model failed, in the middle of a whole answer too. */
async function answerOf(
  upstream: Upstream,
  body: Uint8Array,
  streams: boolean,
): Promise<Response | undefined> {
  try {
    const response = await upstream(body)
    const isWhole = !streams && response.ok && response.body !== null
    return isWhole ? new Response(await response.arrayBuffer(), response) : response
  } catch {
    return undefined
  }
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}

/** The credential of either door; what is wrong when there is none. */
function present(request: GateRequest): Presented | ProblemType {
  const x402 = request.header('payment-signature')
  if (x402 !== undefined) return decodeX402Credential(x402) ?? 'credential-malformed'
  const header = request.header('authorization')
  if (header?.startsWith('Payment ') !== true) return 'payment-required'
  return decodeCredential(header) ?? 'credential-malformed'
}

function streamed(response: Response, entry: LedgerEntry, purchase: Purchase): Response {
  const headers = new Headers(response.headers)
  headers.delete('content-length')
  const { offer, channelId, inTokens } = purchase
  const start = {
    channelId,
    inTokens,
    acceptedCumulative: `${entry.acceptedYocto}`,
    spentCumulative: `${entry.spentYocto}`,
    creditWindow: `${creditYocto(offer)}`,
  }
  headers.set(receiptHeader, encodeJson(start))
  headers.set('cache-control', 'no-store')
  const body = response.body ?? new ReadableStream<Uint8Array>()
  const events = meteredEvents(body, purchase)
  return new Response(
    streamOf(events, (bytes) => bytes),
    { status: response.status, headers },
  )
}

/** x402 v2's `PAYMENT-RESPONSE`: taken in, and settled on chain later in a batch. */
function withX402Response(response: Response, offer: Offer, { channelId, entry }: Paid): Response {
  const headers = new Headers(response.headers)
  const document = {
    success: response.ok,
    transaction: '',
    network: `near:${offer.chainId}`,
    extra: { channelId, acceptedCumulative: `${entry.acceptedYocto}` },
  }
  headers.set('payment-response', Buffer.from(canonicalJson(document)).toString('base64'))
  return new Response(response.body, { status: response.status, headers })
}
