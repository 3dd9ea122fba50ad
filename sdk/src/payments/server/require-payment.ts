import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { encodeChallenge, encodeX402 } from '../challenge.js'
import { decodeCredential } from '../credential.js'
import type { PayeeLedger } from '../ledger.js'
import type { Offer } from '../offer.js'
import { type Problem, problem } from '../problem.js'
import { member } from '../sse.js'
import { type ChainReader, checkVoucher } from './check-voucher.js'
import { creditYocto, meteredStream } from './metered-stream.js'
import { createWaiters } from './waiters.js'

export type RequirePaymentOptions = {
  readonly offer: Offer
  readonly ledger: PayeeLedger
  readonly readChannel: ChainReader
  /** Name shown to clients. */
  readonly realm: string
  /** Completion tokens to reserve for a whole (not streamed) response without a limit of its own. */
  readonly defaultMaxTokens?: number
  readonly voucherTimeoutMs?: number
}

/**
 * Hono middleware that sells an OpenAI-compatible handler through payment channels. Without a good
 * credential it answers 402 with the offer as an MPP `Payment` challenge and as x402 v2
 * `PAYMENT-REQUIRED`. `HEAD` on the same path only takes a voucher in.
 */
export function requirePayment(options: RequirePaymentOptions): MiddlewareHandler {
  const { offer, ledger } = options
  const secret = randomBytes(32)
  const waiters = createWaiters()
  const windowYocto = creditYocto(offer)

  const refuse = async (c: Context, found: Problem): Promise<Response> => {
    const body = await c.req.arrayBuffer()
    const id = challengeId(secret, c.req.method, c.req.path, new Uint8Array(body))
    return Response.json(found, {
      status: found.status,
      headers: {
        'content-type': 'application/problem+json',
        'cache-control': 'no-store',
        'www-authenticate': encodeChallenge({ id, realm: options.realm, offer }),
        'payment-required': encodeX402(offer, c.req.url),
      },
    })
  }

  return async (c, next) => {
    const header = c.req.header('authorization')
    if (header?.startsWith('Payment ') !== true) return refuse(c, problem('payment-required'))
    const credential = decodeCredential(header)
    if (credential === undefined) return refuse(c, problem('credential-malformed'))
    const body = new Uint8Array(await c.req.arrayBuffer())
    if (credential.challenge !== undefined) {
      const expected = challengeId(secret, c.req.method, c.req.path, body)
      if (!sameText(credential.challenge, expected)) return refuse(c, problem('challenge-mismatch'))
    }
    const checked = await checkVoucher(credential, offer, options.readChannel, ledger).catch(
      () => ({
        ok: false as const,
        problem: problem('chain-unavailable'),
      }),
    )
    if (!checked.ok) return refuse(c, checked.problem)
    const { channelId } = checked
    waiters.notify(channelId)
    if (c.req.method === 'HEAD') return c.body(null, 204)

    const { streams, maxTokens } = readRequest(body, options.defaultMaxTokens ?? 256)
    // A whole response cannot be paused, so what it may cost must be covered before it starts.
    const aheadYocto = offer.pricePerTokenYocto * BigInt(streams ? 0 : maxTokens)
    const started = await ledger.charge(
      channelId,
      offer.pricePerRequestYocto,
      windowYocto - aheadYocto,
    )
    if (!started.ok) return refuse(c, problem('voucher-insufficient', started.requiredYocto))
    await next()
    if (!c.res.ok || c.res.body === null) {
      await ledger.charge(channelId, -offer.pricePerRequestYocto, windowYocto)
      return undefined
    }
    if (streams) {
      const metered = meteredStream(c.res.body, {
        offer,
        ledger,
        waiters,
        channelId,
        voucherTimeoutMs: options.voucherTimeoutMs ?? 60_000,
        signal: c.req.raw.signal,
      })
      c.res = new Response(metered, { status: c.res.status, headers: c.res.headers })
      return undefined
    }
    const answer = await c.res.arrayBuffer()
    const tokens = Math.min(completionTokens(answer), maxTokens)
    await ledger.charge(channelId, offer.pricePerTokenYocto * BigInt(tokens), windowYocto)
    c.res = new Response(answer, { status: c.res.status, headers: c.res.headers })
    return undefined
  }
}

/** Binds a challenge to method, path and body without keeping any state. */
function challengeId(secret: Uint8Array, method: string, path: string, body: Uint8Array): string {
  const digest = createHash('sha256').update(body).digest('hex')
  return createHmac('sha256', secret).update(`${method}|${path}|${digest}`).digest('base64url')
}

function sameText(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
}

function readRequest(
  body: Uint8Array,
  defaultMaxTokens: number,
): { streams: boolean; maxTokens: number } {
  const request = parseJson(body)
  const asked = member(request, 'max_completion_tokens') ?? member(request, 'max_tokens')
  const maxTokens =
    typeof asked === 'number' && Number.isSafeInteger(asked) && asked > 0 ? asked : defaultMaxTokens
  return { streams: member(request, 'stream') === true, maxTokens }
}

function completionTokens(answer: ArrayBuffer): number {
  const tokens = member(member(parseJson(new Uint8Array(answer)), 'usage'), 'completion_tokens')
  return typeof tokens === 'number' && Number.isSafeInteger(tokens) && tokens > 0 ? tokens : 0
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}
