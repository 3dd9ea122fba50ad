import {
  formatKey,
  fromHex,
  makeOffer,
  type Offer,
  type OfferTerms,
} from '@research-hub/sdk/payments'
import {
  type ChainReader,
  type ChannelOnChain,
  createPayeeLedger,
  createPaymentGate,
  type LedgerStore,
  memoryLedgerStore,
  type NodeSigner,
  nodeSigner,
  type PayeeLedger,
  type PaymentGateOptions,
  recoveryDocuments,
  requirePayment,
} from '@research-hub/sdk/payments/server'
import { Hono } from 'hono'

export const chainId = 'test-chain'
export const contractId = 'channels.test.near'
export const origin = 'http://provider.test'
export const channelHex = 'cd'.repeat(32)

export type FakeProvider = {
  readonly app: Hono
  readonly ledger: PayeeLedger
  readonly offer: Offer
  readonly signer: NodeSigner
  readonly receiptSigner: NodeSigner
  readonly readChannel: ChainReader
  /** Changes what the chain says of the channel; undefined removes it. */
  readonly setChannel: (change: Partial<ChannelOnChain> | undefined) => void
  /** A `fetch` that reaches the app without a port. */
  readonly fetch: typeof fetch
}

export type Upstream = (body: Uint8Array) => Response

export type FakeOptions = {
  readonly terms?: Partial<OfferTerms>
  /** Changes the offer after its hash was made, as a cheating provider might. */
  readonly forged?: Partial<Offer>
  readonly gate?: Partial<PaymentGateOptions>
  readonly store?: LedgerStore
  readonly signerSeed?: Uint8Array
}

/** The payment middleware over a made-up upstream and a channel on a made-up chain. */
export function fakeProvider(upstream: Upstream, options: FakeOptions = {}): FakeProvider {
  const { terms = {}, forged = {}, gate: gateOptions = {}, store = memoryLedgerStore() } = options
  const signer = nodeSigner(options.signerSeed)
  const receiptSigner = nodeSigner()
  const made = makeOffer({
    chainId,
    contractId,
    payeeId: 'provider.test.near',
    payeeKey: formatKey(receiptSigner.publicKey),
    pricePerTokenYocto: 10n,
    pricePerRequestYocto: 100n,
    creditWindowTokens: 8,
    graceS: 900,
    suggestedDepositYocto: 1_000_000n,
    ...terms,
  })
  const offer = { ...made, ...forged }
  let channel: ChannelOnChain | undefined = {
    status: 'open',
    payeeId: offer.payeeId,
    token: offer.token,
    payeeKey: offer.payeeKey,
    feeBps: 50,
    royaltyPpm: 0,
    tipBps: 0,
    tipAfterBps: 5000,
    signerKey: signer.publicKey,
    depositYocto: 1_000_000n,
    settledYocto: 0n,
    graceS: 900,
    termsHash: offer.termsHash,
  }
  const ledger = createPayeeLedger(store)
  const app = new Hono()
  const readChannel = async (id: string) => (id === channelHex ? channel : undefined)
  const gate = createPaymentGate({
    offer,
    ledger,
    realm: 'test',
    readChannel,
    receiptSigner,
    voucherTimeoutMs: 30_000,
    countInputTokens: (body) => body.length,
    ...gateOptions,
  })
  app.use('/v1/chat/completions', requirePayment(gate))
  app.use('/.well-known/near-paych/*', recoveryDocuments(gate))
  app.post('/v1/chat/completions', async (c) => upstream(new Uint8Array(await c.req.arrayBuffer())))
  return {
    app,
    ledger,
    offer,
    signer,
    receiptSigner,
    readChannel,
    setChannel: (next) => {
      channel = next === undefined || channel === undefined ? undefined : { ...channel, ...next }
    },
    fetch: async (input, init) => app.request(new Request(input, init)),
  }
}

export function channelBytes(): Uint8Array {
  return fromHex(channelHex)
}

/** A streamed completion of `tokens` chunks; fails after `failAfter` of them when that is given. */
export function streamOf(
  tokens: number,
  failAfter = Number.POSITIVE_INFINITY,
  extra = '',
): Response {
  const chunk = (delta: object): string =>
    `data: ${JSON.stringify({ choices: [{ index: 0, delta }] })}\n\n`
  const encoder = new TextEncoder()
  let sent = -1
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent === -1)
        controller.enqueue(encoder.encode(extra + chunk({ role: 'assistant', content: '' })))
      else if (sent === failAfter) controller.error(new Error('the upstream died'))
      else if (sent < tokens) controller.enqueue(encoder.encode(chunk({ content: `t${sent} ` })))
      else {
        controller.enqueue(encoder.encode('data: [DONE]\n\n'))
        controller.close()
      }
      sent++
    },
  })
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
}
