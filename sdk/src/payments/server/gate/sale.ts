/** One sale: the price is set aside, the model runs, and what it did is billed. */
import {
  type InferenceRequest,
  parseObject,
  readInferenceRequest,
} from '../billing/inference-request.js'
import { requiredYocto } from '../billing/metered-stream.js'
import { entryPriceYocto, type Purchase } from '../billing/purchase.js'
import { createReceiptMaker } from '../billing/receipt-maker.js'
import { streamedResponse } from '../billing/streamed-response.js'
import { billWhole } from '../billing/whole-response.js'
import type { Moved } from '../ledger/ledger.js'
import type { RunningAnswer } from './answers.js'
import { countPayment, type GateContext } from './gate-context.js'
import type { GateRequest } from './gate-request.js'
import type { Paid } from './payment-rules.js'
import { refusal } from './refusal.js'
import { runModel, type Upstream } from './upstream.js'

export type Sale = {
  readonly request: GateRequest
  readonly paid: Paid
  /** Set when the request has an idempotency key. */
  readonly running: RunningAnswer | undefined
  readonly upstream: Upstream
}

/** What the payer asked for and what it sets aside. */
type Order = {
  readonly asked: InferenceRequest
  readonly inTokens: number
  /** Of the price, what a conditional voucher is to cover. */
  readonly backedYocto: bigint
  readonly asideYocto: bigint
}

/** Sells; of conditional vouchers one a lane at a time: the same rise must not be computed against twice. */
export async function sellInTurn(gate: GateContext, sale: Sale): Promise<Response> {
  const { channelId, lane, pending } = sale.paid
  if (pending === undefined) return sell(gate, sale)
  const name = `${channelId}:${lane}`
  if (gate.waiting.has(name)) {
    await sale.running?.drop()
    return refusal(gate, sale.request, 'condition-running')
  }
  gate.waiting.add(name)
  try {
    return await sell(gate, sale)
  } finally {
    gate.waiting.delete(name)
  }
}

async function sell(gate: GateContext, sale: Sale): Promise<Response> {
  const { request, paid, running } = sale
  const { ledger } = gate.options
  const order = readOrder(gate, sale)
  const { asked, asideYocto } = order
  const held = await setAside(gate, paid.channelId, asideYocto)
  if (held.shortYocto > 0n) {
    await running?.drop()
    const missingYocto = held.entry.acceptedYocto - held.entry.spentYocto + held.shortYocto
    const requiredNow = requiredYocto(held.entry, paid.lane, missingYocto)
    return refusal(gate, request, 'voucher-insufficient', requiredNow)
  }
  // What the payer named in a conditional voucher is what the model has to get.
  const body = paid.pending === undefined ? asked.upstreamBody : request.body
  const response = await runModel(sale.upstream, body, asked.streams)
  if (response === undefined || !response.ok || response.body === null) {
    await ledger.move(paid.channelId, { releaseYocto: asideYocto })
    await running?.drop()
    return response ?? new Response('the model did not answer', { status: 502 })
  }
  const purchase = purchaseOf(gate, sale, order)
  const billed = asked.streams
    ? streamedResponse(response, held.entry, purchase)
    : await billWhole(response, purchase, asked.maxTokens)
  if (typeof billed === 'string') {
    await running?.drop()
    return refusal(gate, request, billed)
  }
  return running?.keep(billed) ?? billed
}

function readOrder({ options }: GateContext, { request, paid }: Sale): Order {
  const { offer, countInputTokens, defaultMaxTokens = 256 } = options
  const asked = readInferenceRequest(request.body, defaultMaxTokens)
  const inTokens = countInputTokens?.(request.body) ?? 0
  const aheadTokens = BigInt(asked.streams ? 0 : asked.maxTokens)
  const holdYocto = entryPriceYocto(offer, inTokens) + offer.pricePerTokenYocto * aheadTokens
  const riseYocto = paid.pending?.riseYocto ?? 0n
  const coveredYocto = holdYocto < riseYocto ? holdYocto : riseYocto
  const backedYocto = asked.streams ? 0n : coveredYocto
  return { asked, inTokens, backedYocto, asideYocto: holdYocto - backedYocto }
}

function setAside(
  { options, windowYocto }: GateContext,
  channelId: string,
  yocto: bigint,
): Promise<Moved> {
  const hold = {
    atLeastYocto: yocto,
    atMostYocto: yocto,
    unitYocto: 0n,
    creditYocto: windowYocto,
  }
  return options.ledger.move(channelId, { hold })
}

function purchaseOf(
  gate: GateContext,
  { request, paid: { channelId, lane, channel, pending } }: Sale,
  { inTokens, backedYocto }: Order,
): Purchase {
  const { offer, ledger, receiptSigner, tee, voucherTimeoutMs = 60_000 } = gate.options
  const model = parseObject(request.body)?.model
  return {
    offer,
    ledger,
    waiters: gate.waiters,
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
    voucherTimeoutMs,
    signal: request.signal,
    sale: pending &&
      tee && {
        pending,
        tee,
        ledger,
        backedYocto,
        creditYocto: gate.windowYocto,
        counted: (entry) => countPayment(gate, entry),
      },
  }
}
