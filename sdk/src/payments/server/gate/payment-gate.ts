import { createGateContext, type GateContext, type PaymentGateOptions } from './gate-context.js'
import type { GateRequest } from './gate-request.js'
import type { PaymentCheck } from './payment-rules.js'
import { refusal, refusalOf } from './refusal.js'
import { sellInTurn } from './sale.js'
import { takePayment } from './take-payment.js'
import type { Upstream } from './upstream.js'
import { withX402Response } from './x402-response.js'

/** Sells requests: pays are checked and booked before `upstream` runs, and bytes are before they leave. */
export type PaymentGate = {
  readonly options: PaymentGateOptions
  readonly handle: (request: GateRequest, upstream: Upstream) => Promise<Response>
  readonly check: (request: GateRequest) => Promise<PaymentCheck>
}

/** A gate for OpenAI-style requests, independent of any server framework. */
export function createPaymentGate(options: PaymentGateOptions): PaymentGate {
  const gate = createGateContext(options)
  return {
    options,
    handle: (request, upstream) => handle(gate, request, upstream),
    check: (request) => takePayment(gate, request),
  }
}

async function handle(
  gate: GateContext,
  request: GateRequest,
  upstream: Upstream,
): Promise<Response> {
  const paid = await takePayment(gate, request)
  if (!paid.ok) return refusalOf(gate, request, paid)
  if (request.method === 'HEAD') return new Response(null, { status: 204 })
  try {
    const key = request.header('idempotency-key')
    const claimed =
      key === undefined ? undefined : await gate.claimAnswer(paid.channelId, key, request)
    if (claimed?.kind === 'replay') return claimed.response
    if (claimed?.kind === 'refused') return refusal(gate, request, claimed.problem)
    const running = claimed?.running
    const response = await sellInTurn(gate, { request, paid, running, upstream })
    if (request.header('payment-signature') === undefined) return response
    return withX402Response(response, gate.options.offer, paid)
  } catch {
    return refusal(gate, request, 'ledger-unavailable')
  }
}
