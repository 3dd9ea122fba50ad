import { toHex } from '../../codecs/hex.js'
import { contextId } from '../messages/channel-id.js'
import { type Challenge, decodeChallenge, decodeX402 } from '../wire/challenge.js'
import { type Credential, encodeCredential, encodeX402Credential } from '../wire/credential.js'
import type { Offer } from '../wire/offer.js'
import type { Problem } from '../wire/problem.js'
import { meterResponse, type Provider } from './meter.js'
import { checkOffer, type OfferLimits } from './offer-check.js'
import { amountOf, createReceiptBook } from './receipts.js'
import { recoverSession } from './recovery.js'
import { createPayerSession } from './session.js'
import type { PayerSession, PayerSessionOptions } from './session-types.js'

/** A channel to pay from, without what `paidFetch` knows itself. */
export type OpenedChannel = Omit<PayerSessionOptions, 'ctx' | 'payeeId' | 'wallet'> & {
  /** The channel was used before and local state may be lost: ask the provider what it holds. */
  readonly recover?: boolean
}

export type PaidFetchOptions = OfferLimits &
  Pick<PayerSessionOptions, 'wallet'> & {
    /** The fetch that does the requests; the global one unless given. */
    readonly fetch?: typeof fetch
    /** Opens a channel with the provider, or returns one that is open; again when that one ended. */
    readonly openChannel: (offer: Offer) => Promise<OpenedChannel>
    /** Tops a channel up so that it covers an amount; returns the deposit. Without it, deposits stay. */
    readonly topUp?: (channelId: string, neededYocto: bigint) => Promise<bigint>
    /** Pay streams with hash-chain ticks of one token each instead of vouchers. */
    readonly ticks?: boolean
    /** Told about every payment that was sent, for display and logs. */
    readonly onPayment?: (payment: {
      readonly cumulativeYocto: bigint
      readonly offer: Offer
    }) => void
  }

export type PaidFetch = typeof fetch & {
  /** Sessions by provider account, for closing channels afterwards. */
  readonly sessions: ReadonlyMap<string, PayerSession>
}

/** How often one request may be refused and paid again: parallel requests use credit up meanwhile. */
const maxAnswers = 8

/** A `fetch` that pays: it answers 402 from a channel, and streams pay as content arrives. */
export function createPaidFetch(options: PaidFetchOptions): PaidFetch {
  const send = options.fetch ?? fetch
  const providers = new Map<string, Promise<Provider>>()
  const sessions = new Map<string, PayerSession>()
  const payeeOfOrigin = new Map<string, string>()

  const open = async (origin: string, offer: Offer): Promise<Provider> => {
    const { recover, ...channel } = await options.openChannel(offer)
    const { wallet } = options
    const session = createPayerSession({
      ...channel,
      ...(wallet === undefined ? {} : { wallet }),
      ctx: contextId(options.chainId, options.contractId),
      payeeId: offer.payeeId,
    })
    if (recover === true) await recoverSession(session, origin, send)
    sessions.set(offer.payeeId, session)
    const receipts = createReceiptBook(offer, session.channelId)
    return { offer, session, receipts, ticks: options.ticks === true }
  }
  const providerFor = (origin: string, offer: Offer, reopen: boolean): Promise<Provider> => {
    checkOffer(options, offer)
    payeeOfOrigin.set(origin, offer.payeeId)
    const known = providers.get(offer.payeeId)
    if (known !== undefined && !reopen) return known
    const opening = open(origin, offer)
    providers.set(offer.payeeId, opening)
    opening.catch(() => providers.delete(offer.payeeId))
    return opening
  }
  const announce = ({ session, offer }: Provider): void =>
    options.onPayment?.({ cumulativeYocto: session.signedYocto(), offer })

  const paidFetch = async (
    input: Parameters<typeof fetch>[0],
    init?: RequestInit,
  ): Promise<Response> => {
    const request = new Request(input, init)
    const body = request.body === null ? null : await request.arrayBuffer()
    const { origin } = new URL(request.url)
    const headers = new Headers(request.headers)
    // The API key of a client library must not travel beside or instead of a payment.
    headers.delete('authorization')
    if (!headers.has('idempotency-key')) headers.set('idempotency-key', crypto.randomUUID())
    const attempt = (payment: Readonly<Record<string, string>>): Promise<Response> => {
      const all = new Headers(headers)
      for (const [name, value] of Object.entries(payment)) all.set(name, value)
      const { method, signal } = request
      return send(request.url, { method, headers: all, body, signal })
    }
    const payee = payeeOfOrigin.get(origin)
    let provider = payee === undefined ? undefined : await providers.get(payee)
    const first = provider && { authorization: encodeCredential(await provider.session.pay()) }
    if (provider !== undefined) announce(provider)
    let response = await attempt(first ?? {})
    let reopened = false
    for (let answers = 0; answers < maxAnswers; answers++) {
      if (response.status !== 402 && response.status !== 410) break
      const asked = readOffer(response)
      if (asked === undefined) return response
      const document: unknown = await response
        .clone()
        .json()
        .catch(() => undefined)
      const { action } = (document ?? {}) as Partial<Problem>
      const ended = action === 'open' && provider !== undefined
      if (ended && reopened) return response
      reopened ||= ended
      provider = await providerFor(origin, asked.offer, ended)
      const required = amountOf(document, 'requiredCumulative')
      const { session } = provider
      if (action === 'top-up' || (required ?? 0n) > session.depositYocto()) {
        if (options.topUp === undefined) return response
        const neededYocto = required ?? session.owedYocto()
        session.raiseDeposit(await options.topUp(toHex(session.channelId), neededYocto))
      }
      const credential = await session.pay(required)
      announce(provider)
      response = await attempt(asked.answer(credential))
    }
    if (provider === undefined || !response.ok) return response
    const paying = provider
    const pay = async (credentials: readonly Credential[]): Promise<void> => {
      for (const credential of credentials) {
        announce(paying)
        const payment = { authorization: encodeCredential(credential) }
        await (await send(request.url, { method: 'HEAD', headers: payment })).body?.cancel()
      }
    }
    return meterResponse(response, new Uint8Array(body ?? new ArrayBuffer(0)), provider, pay)
  }
  return Object.assign(paidFetch, { sessions })
}

/** The offer of a 402 and how to answer it: MPP when the server speaks it, else x402. */
function readOffer(response: Response) {
  const challenge: Challenge | undefined = decodeChallenge(
    response.headers.get('www-authenticate') ?? '',
  )
  if (challenge !== undefined) {
    const answer = (credential: Credential): Record<string, string> => ({
      authorization: encodeCredential(credential, challenge),
    })
    return { offer: challenge.offer, answer }
  }
  const offer = decodeX402(response.headers.get('payment-required') ?? '')
  if (offer === undefined) return undefined
  const answer = (credential: Credential): Record<string, string> => ({
    'payment-signature': encodeX402Credential(credential, offer),
  })
  return { offer, answer }
}
