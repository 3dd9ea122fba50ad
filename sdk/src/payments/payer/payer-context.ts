/** What the requests of one paid fetch share: options, and who was paid before. */
import { contextId } from '../messages/channel-id.js'
import { type Credential, encodeCredential } from '../wire/credential.js'
import type { Offer } from '../wire/offer.js'
import type { Provider } from './meter.js'
import { checkOffer, type OfferLimits } from './offer-check.js'
import { createReceiptBook } from './receipts.js'
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

export type PayerContext = {
  readonly options: PaidFetchOptions
  readonly send: typeof fetch
  /** By provider account. */
  readonly providers: Map<string, Promise<Provider>>
  readonly sessions: Map<string, PayerSession>
  readonly payeeOfOrigin: Map<string, string>
}

/** The provider behind an origin, with a channel opened unless there is one; again when that ended. */
export function providerFor(
  context: PayerContext,
  origin: string,
  offer: Offer,
  reopen: boolean,
): Promise<Provider> {
  const { options, providers, payeeOfOrigin } = context
  const { payeeId } = offer
  checkOffer(options, offer)
  payeeOfOrigin.set(origin, payeeId)
  const known = providers.get(payeeId)
  if (known !== undefined && !reopen) return known
  const opening = openProvider(context, origin, offer)
  providers.set(payeeId, opening)
  opening.catch(() => providers.delete(payeeId))
  return opening
}

async function openProvider(
  { options, send, sessions }: PayerContext,
  origin: string,
  offer: Offer,
): Promise<Provider> {
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

export function announce({ options }: PayerContext, { session, offer }: Provider): void {
  options.onPayment?.({ cumulativeYocto: session.signedYocto(), offer })
}

/** Pays beside a stream that is running: `HEAD` only takes payments in. */
export async function payBeside(
  context: PayerContext,
  url: string,
  provider: Provider,
  credentials: readonly Credential[],
): Promise<void> {
  for (const credential of credentials) {
    announce(context, provider)
    const headers = { authorization: encodeCredential(credential) }
    await (await context.send(url, { method: 'HEAD', headers })).body?.cancel()
  }
}
