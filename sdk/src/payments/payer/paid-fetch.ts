import { toHex } from '../../codecs/hex.js'
import { encodeCredential } from '../wire/credential.js'
import type { Problem } from '../wire/problem.js'
import { meterResponse, type Provider } from './meter.js'
import { readOffer } from './offer-answer.js'
import {
  announce,
  type PaidFetchOptions,
  type PayerContext,
  payBeside,
  providerFor,
} from './payer-context.js'
import { amountOf } from './receipts.js'
import type { PayerSession } from './session-types.js'

export type PaidFetch = typeof fetch & {
  /** Sessions by provider account, for closing channels afterwards. */
  readonly sessions: ReadonlyMap<string, PayerSession>
}

/** How often one request may be refused and paid again: parallel requests use credit up meanwhile. */
const maxAnswers = 8

/** A `fetch` that pays: it answers 402 from a channel, and streams pay as content arrives. */
export function createPaidFetch(options: PaidFetchOptions): PaidFetch {
  const sessions = new Map<string, PayerSession>()
  const context: PayerContext = {
    options,
    send: options.fetch ?? fetch,
    providers: new Map(),
    sessions,
    payeeOfOrigin: new Map(),
  }
  const paidFetch: typeof fetch = async (input, init) =>
    fetchPaid(context, new Request(input, init))
  return Object.assign(paidFetch, { sessions })
}

/** One request that can be sent again with another payment. */
type Sending = {
  readonly origin: string
  readonly attempt: (payment: Readonly<Record<string, string>>) => Promise<Response>
}

async function fetchPaid(context: PayerContext, request: Request): Promise<Response> {
  const body = request.body === null ? null : await request.arrayBuffer()
  const sending = sendingOf(context, request, body)
  const payee = context.payeeOfOrigin.get(sending.origin)
  const known = payee === undefined ? undefined : await context.providers.get(payee)
  const first = known && { authorization: encodeCredential(await known.session.pay()) }
  if (known !== undefined) announce(context, known)
  const answered = await answer(context, sending, await sending.attempt(first ?? {}), known)
  const { response, provider } = answered
  if (provider === undefined || !response.ok) return response
  return meterResponse(
    response,
    new Uint8Array(body ?? new ArrayBuffer(0)),
    provider,
    (credentials) => payBeside(context, request.url, provider, credentials),
  )
}

function sendingOf(
  { send }: PayerContext,
  { url, method, signal, headers: given }: Request,
  body: ArrayBuffer | null,
): Sending {
  const headers = new Headers(given)
  // The API key of a client library must not travel beside or instead of a payment.
  headers.delete('authorization')
  if (!headers.has('idempotency-key')) headers.set('idempotency-key', crypto.randomUUID())
  return {
    origin: new URL(url).origin,
    attempt: (payment) => {
      const all = new Headers(headers)
      for (const [name, value] of Object.entries(payment)) all.set(name, value)
      return send(url, { method, headers: all, body, signal })
    },
  }
}

/** Pays what refusals ask for until the answer is none, or one that paying does not help. */
async function answer(
  context: PayerContext,
  { origin, attempt }: Sending,
  first: Response,
  known: Provider | undefined,
): Promise<{ readonly response: Response; readonly provider: Provider | undefined }> {
  let response = first
  let provider = known
  let reopened = false
  for (let answers = 0; answers < maxAnswers; answers++) {
    if (response.status !== 402 && response.status !== 410) break
    const asked = readOffer(response)
    if (asked === undefined) break
    const document: unknown = await response
      .clone()
      .json()
      .catch(() => undefined)
    const { action } = (document ?? {}) as Partial<Problem>
    const ended = action === 'open' && provider !== undefined
    if (ended && reopened) break
    reopened ||= ended
    provider = await providerFor(context, origin, asked.offer, ended)
    const required = amountOf(document, 'requiredCumulative')
    if (!(await coverDeposit(context, provider, action, required))) break
    const credential = await provider.session.pay(required)
    announce(context, provider)
    response = await attempt(asked.answer(credential))
  }
  return { response, provider }
}

/** Tops the channel up when that is asked for; false when it is needed and may not be done. */
async function coverDeposit(
  { options }: PayerContext,
  { session }: Provider,
  action: Problem['action'] | undefined,
  required: bigint | undefined,
): Promise<boolean> {
  if (action !== 'top-up' && (required ?? 0n) <= session.depositYocto()) return true
  if (options.topUp === undefined) return false
  const neededYocto = required ?? session.owedYocto()
  session.raiseDeposit(await options.topUp(toHex(session.channelId), neededYocto))
  return true
}
