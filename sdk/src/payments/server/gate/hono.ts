import type { Context, MiddlewareHandler } from 'hono'
import type { PaymentGateOptions } from './gate-context.js'
import type { GateRequest } from './gate-request.js'
import { createPaymentGate, type PaymentGate } from './payment-gate.js'
import { answerRecovery } from './recovery-documents.js'

/**
 * Hono middleware that sells an OpenAI-compatible handler through payment channels. Without a good
 * credential it answers 402 with the offer as an MPP `Payment` challenge and as x402 v2
 * `PAYMENT-REQUIRED`. `HEAD` on the same path only takes a payment in.
 */
export function requirePayment(options: PaymentGateOptions | PaymentGate): MiddlewareHandler {
  const gate = 'handle' in options ? options : createPaymentGate(options)
  return async (c, next) => {
    const request = await toGateRequest(c)
    let ran = false
    const response = await gate.handle(request, async (body) => {
      ran = true
      const { method, url, headers, signal } = c.req.raw
      // The handler reads the changed body, not the one that Hono has kept.
      const hasBody = method !== 'GET' && method !== 'HEAD'
      const changed = hasBody ? { body: new Uint8Array(body) } : {}
      c.req.raw = new Request(url, { method, headers, signal, ...changed })
      c.req.bodyCache = {}
      await next()
      return c.res
    })
    if (!ran) return response
    // Hono would copy the old headers over the new ones.
    c.res = undefined
    c.res = response
    return undefined
  }
}

/**
 * Serves `GET /.well-known/near-paych` (terms and keys) and, to whoever holds the channel's key,
 * `GET /.well-known/near-paych/<channel id>` (what the provider holds of it). Mount it at
 * `/.well-known/near-paych/*`.
 */
export function recoveryDocuments(gate: PaymentGate): MiddlewareHandler {
  return async (c) => answerRecovery(await toGateRequest(c), gate)
}

async function toGateRequest(c: Context): Promise<GateRequest> {
  return {
    method: c.req.method,
    url: c.req.url,
    path: c.req.path,
    header: (name) => c.req.header(name),
    body: new Uint8Array(await c.req.arrayBuffer()),
    signal: c.req.raw.signal,
  }
}
