import { toHex } from './bytes.js'
import { type Challenge, decodeChallenge } from './challenge.js'
import { type Credential, encodeCredential } from './credential.js'
import { contextId } from './identity.js'
import { isAmount, type Offer } from './offer.js'
import { createPayerSession, type PayerSession, type PayerSessionOptions } from './session.js'
import {
  encodeEvent,
  isContentChunk,
  member,
  paymentEvents,
  readEvents,
  type SseEvent,
} from './sse.js'

export type PaidFetchOptions = {
  /** The fetch that does the requests; the global one unless given. */
  readonly fetch?: typeof fetch
  /** Contract whose channels may be used; an offer that names another is refused. */
  readonly contractId: string
  readonly chainId: string
  /** The most to pay for one token and one request; offers above it are refused. */
  readonly maxPricePerTokenYocto: bigint
  readonly maxPricePerRequestYocto: bigint
  /** Opens a channel with the provider, or returns one that is open; called once per provider. */
  readonly openChannel: (offer: Offer) => Promise<Omit<PayerSessionOptions, 'ctx'>>
  /** Told about every voucher that was sent, for display and logs. */
  readonly onPayment?: (payment: {
    readonly cumulativeYocto: bigint
    readonly offer: Offer
  }) => void
}

export type PaidFetch = typeof fetch & {
  /** Sessions by provider account, for closing channels afterwards. */
  readonly sessions: ReadonlyMap<string, PayerSession>
}

/** Refused before any money moved: the offer is not one this client may accept. */
export class OfferRefusedError extends Error {
  override readonly name = 'OfferRefusedError'
}

const maxAnswers = 8

type Provider = { readonly offer: Offer; readonly session: PayerSession }

/** A `fetch` that pays: it answers 402 from a channel, and streams pay as content arrives. */
export function createPaidFetch(options: PaidFetchOptions): PaidFetch {
  const send = options.fetch ?? fetch
  const providers = new Map<string, Promise<Provider>>()
  const sessions = new Map<string, PayerSession>()
  const payeeOfOrigin = new Map<string, string>()

  const providerFor = async (origin: string, { offer }: Challenge): Promise<Provider> => {
    checkOffer(options, offer)
    payeeOfOrigin.set(origin, offer.payeeId)
    const known = providers.get(offer.payeeId)
    if (known !== undefined) return known
    const opening = options.openChannel(offer).then((channel) => {
      const ctx = contextId(options.chainId, options.contractId)
      const session = createPayerSession({ ...channel, ctx })
      sessions.set(offer.payeeId, session)
      return { offer, session }
    })
    providers.set(offer.payeeId, opening)
    opening.catch(() => providers.delete(offer.payeeId))
    return opening
  }

  const announce = (provider: Provider, credential: Credential): string => {
    options.onPayment?.({ cumulativeYocto: provider.session.signedYocto(), offer: provider.offer })
    return encodeCredential(credential)
  }

  const paidFetch = async (
    input: Parameters<typeof fetch>[0],
    init?: RequestInit,
  ): Promise<Response> => {
    const request = new Request(input, init)
    const body = request.body === null ? null : await request.arrayBuffer()
    const { origin } = new URL(request.url)
    const attempt = (authorization?: string): Promise<Response> => {
      const headers = new Headers(request.headers)
      // The API key of a client library must not travel beside or instead of a payment.
      headers.delete('authorization')
      if (authorization !== undefined) headers.set('authorization', authorization)
      return send(request.url, { method: request.method, headers, body, signal: request.signal })
    }
    const payee = payeeOfOrigin.get(origin)
    let provider = payee === undefined ? undefined : await providers.get(payee)
    let authorization =
      provider === undefined ? undefined : announce(provider, await provider.session.pay())
    let response = await attempt(authorization)
    // One answer to learn the offer; more when parallel requests use the same credit up meanwhile.
    for (let answers = 0; response.status === 402 && answers < maxAnswers; answers++) {
      const challenge = decodeChallenge(response.headers.get('www-authenticate') ?? '')
      if (challenge === undefined) return response
      const required = await requiredYocto(response.clone())
      provider = await providerFor(origin, challenge)
      const credential = await provider.session.pay(required)
      authorization = announce(provider, { ...credential, challenge: challenge.id })
      response = await attempt(authorization)
    }
    if (provider === undefined || !response.ok) return response
    const pay = async (credential: Credential): Promise<void> => {
      if (provider === undefined) return
      const headers = { authorization: announce(provider, credential) }
      await (await send(request.url, { method: 'HEAD', headers })).body?.cancel()
    }
    return meter(response, provider, pay)
  }
  return Object.assign(paidFetch, { sessions })
}

function checkOffer(options: PaidFetchOptions, offer: Offer): void {
  const refuse = (why: string): never => {
    throw new OfferRefusedError(`${offer.payeeId} ${why}`)
  }
  if (offer.contractId !== options.contractId) refuse(`asks for channels of ${offer.contractId}`)
  if (offer.chainId !== options.chainId) refuse(`is on chain ${offer.chainId}`)
  if (offer.ctx !== toHex(contextId(options.chainId, options.contractId)))
    refuse('names a wrong context')
  if (offer.pricePerTokenYocto > options.maxPricePerTokenYocto) refuse('charges too much a token')
  if (offer.pricePerRequestYocto > options.maxPricePerRequestYocto)
    refuse('charges too much a request')
}

async function requiredYocto(response: Response): Promise<bigint | undefined> {
  const body: unknown = await response.json().catch(() => undefined)
  const required = member(body, 'requiredCumulative')
  return isAmount(required) ? BigInt(required) : undefined
}

type Pay = (credential: Credential) => Promise<void>

/** Counts what arrives, pays for it, and hides the payment events from the caller. */
async function meter(response: Response, provider: Provider, pay: Pay): Promise<Response> {
  const { offer, session } = provider
  const type = response.headers.get('content-type') ?? ''
  if (response.body === null) return response
  if (!type.startsWith('text/event-stream')) {
    const bytes = await response.arrayBuffer()
    session.owe(offer.pricePerRequestYocto + offer.pricePerTokenYocto * completionTokens(bytes))
    await pay(await session.pay())
    return new Response(bytes, { status: response.status, headers: response.headers })
  }
  session.owe(offer.pricePerRequestYocto)
  const events = meteredEvents(response.body, provider, pay)
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const next = await events.next()
        if (next.done === true) controller.close()
        else controller.enqueue(encodeEvent(next.value))
      } catch (error) {
        controller.error(error)
      }
    },
    cancel: async () => {
      await events.return(undefined)
    },
  })
  return new Response(body, { status: response.status, headers: response.headers })
}

async function* meteredEvents(
  body: ReadableStream<Uint8Array>,
  { offer, session }: Provider,
  pay: Pay,
): AsyncGenerator<SseEvent, void, undefined> {
  // Vouchers go out while the stream goes on; one failure ends the stream.
  let paying: Promise<void> = Promise.resolve()
  let failure: unknown
  const payOwed = (): void => {
    paying = paying
      .then(async () => pay(await session.pay()))
      .catch((error: unknown) => {
        failure ??= error
      })
  }
  try {
    for await (const event of readEvents(body)) {
      if (failure !== undefined) throw failure
      if (event.event === paymentEvents.needVoucher) payOwed()
      else if (event.event === paymentEvents.error)
        throw new Error(`the provider ended the stream: ${event.data}`)
      else if (event.event === undefined) {
        if (isContentChunk(event.data)) session.owe(offer.pricePerTokenYocto)
        yield event
      }
    }
  } finally {
    payOwed()
    await paying
  }
}

/** Completion tokens that a whole response reports. */
function completionTokens(bytes: ArrayBuffer): bigint {
  try {
    const usage = member(JSON.parse(new TextDecoder().decode(bytes)), 'usage')
    const tokens = member(usage, 'completion_tokens')
    return typeof tokens === 'number' && Number.isSafeInteger(tokens) && tokens > 0
      ? BigInt(tokens)
      : 0n
  } catch {
    return 0n
  }
}
