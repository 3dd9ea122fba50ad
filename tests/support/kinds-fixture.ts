/** A payment gate over any ledger store, on made-up channels of one key, for multi and conditional vouchers. */
import {
  type Credential,
  createPayerSession,
  encodeCredential,
  formatKey,
  fromHex,
  makeOffer,
  type PayerSession,
  type PayerSessionOptions,
  parseKey,
} from '@research-hub/sdk/payments'
import {
  type ChannelOnChain,
  createPayeeLedger,
  createPaymentGate,
  type GateRequest,
  type LedgerEntry,
  type LedgerStore,
  memoryLedgerStore,
  nodeSigner,
  type PayeeLedger,
  type PaymentGateOptions,
  teeWorker,
  verifySignature,
} from '@research-hub/sdk/payments/server'
import { utf8 } from './payment-mutations.js'

export const tee = nodeSigner(new Uint8Array(32).fill(31))
export const payer = nodeSigner(new Uint8Array(32).fill(32))
const receiptSigner = nodeSigner(new Uint8Array(32).fill(33))

/** 20 yocto of credit: two tokens. */
export const kindsOffer = makeOffer({
  chainId: 'kinds',
  contractId: 'channels.test.near',
  payeeId: 'provider.test.near',
  payeeKey: formatKey(receiptSigner.publicKey),
  pricePerTokenYocto: 10n,
  pricePerRequestYocto: 0n,
  creditWindowTokens: 2,
  graceS: 900,
  suggestedDepositYocto: 1_000n,
})

export const kindsUrl = 'http://kinds.test/v1'

export const idOf = (name: string): string => name.repeat(32)

/** A channel with lanes 0 to 2 and a deposit of 1,000. */
export function channelOf(change: Partial<ChannelOnChain> = {}): ChannelOnChain {
  return {
    status: 'open',
    payeeId: kindsOffer.payeeId,
    token: 'NEAR',
    payeeKey: kindsOffer.payeeKey,
    feeBps: 50,
    royaltyPpm: 0,
    tipBps: 0,
    tipAfterBps: 5000,
    signerKey: payer.publicKey,
    teeKey: formatKey(tee.publicKey),
    depositYocto: 1_000n,
    settledYocto: 0n,
    lanes: [0, 1, 2].map((lane) => ({ lane, settledYocto: 0n })),
    graceS: 900,
    termsHash: kindsOffer.termsHash,
    ...change,
  }
}

export type Gateway = {
  readonly ledger: PayeeLedger
  readonly chain: Map<string, ChannelOnChain>
  readonly payments: readonly LedgerEntry[]
  readonly fetch: typeof fetch
  /** POST of a body, answered by the upstream. */
  readonly post: (credential: Credential, body?: string) => Promise<Response>
  readonly session: (name: string, change?: Partial<PayerSessionOptions>) => PayerSession
}

const answered = (tokens: number) =>
  Response.json({ id: 'answer-1', usage: { completion_tokens: tokens } })

/** Channels `aa` and `bb` are the provider's, `cc` is somebody else's. */
export function gateway(
  change: Partial<PaymentGateOptions> & {
    readonly store?: LedgerStore
    readonly upstream?: (body: Uint8Array) => Promise<Response>
  } = {},
): Gateway {
  const { store = memoryLedgerStore(), upstream = async () => answered(5), ...options } = change
  const ledger = createPayeeLedger(store)
  const chain = new Map([
    [idOf('aa'), channelOf()],
    [idOf('bb'), channelOf()],
    [idOf('cc'), channelOf({ payeeId: 'other.test.near' })],
  ])
  const payments: LedgerEntry[] = []
  const gate = createPaymentGate({
    offer: kindsOffer,
    ledger,
    realm: 'kinds',
    receiptSigner,
    readChannel: async (id) => chain.get(id),
    tee: teeWorker(tee),
    onPayment: (entry) => payments.push(entry),
    ...options,
  })
  const send: typeof fetch = async (input, init) => {
    const asked = new Request(input, init)
    const request: GateRequest = {
      method: asked.method,
      url: asked.url,
      path: new URL(asked.url).pathname,
      header: (name) => asked.headers.get(name) ?? undefined,
      body: new Uint8Array(await asked.arrayBuffer()),
      signal: asked.signal,
    }
    return gate.handle(request, upstream)
  }
  return {
    ledger,
    chain,
    payments,
    fetch: send,
    post: (credential, body = '{"max_tokens":1}') => {
      const headers = { authorization: encodeCredential(credential) }
      return send(kindsUrl, { method: 'POST', headers, body })
    },
    session: (name, more = {}) =>
      createPayerSession({
        signer: payer,
        ctx: fromHex(kindsOffer.ctx),
        channelId: fromHex(idOf(name)),
        depositYocto: 1_000n,
        payeeId: kindsOffer.payeeId,
        ...more,
      }),
  }
}

/** The name of the problem a refusal tells. */
export async function problemOf(response: Response): Promise<string> {
  const { type } = (await response.json()) as { readonly type: string }
  return type.replace('urn:near-paych:problem:', '')
}

export function teeSigned(text: string, signature: Uint8Array): boolean {
  const key = parseKey(formatKey(tee.publicKey))
  return key !== undefined && verifySignature(signature, utf8(text), key)
}
