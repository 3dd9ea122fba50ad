import { createHash } from 'node:crypto'
import {
  createPaidFetch,
  createPayerSession,
  decodeReceipt,
  decodeX402,
  encodeCredential,
  encodeX402Credential,
  fromBase64,
  fromHex,
  type PaidFetch,
  type PaidFetchOptions,
  type PayerSession,
  recoverSession,
  termsMessage,
  toBase64,
  toHex,
} from '@research-hub/sdk/payments'
import {
  bestClaims,
  createPayeeLedger,
  createPaymentGate,
  decodeCredential,
  memoryLedgerStore,
  nodeSigner,
  verifySignature,
} from '@research-hub/sdk/payments/server'
import test from 'ava'
import {
  chainId,
  channelBytes,
  channelHex,
  contractId,
  type FakeProvider,
  fakeProvider,
  origin,
  streamOf,
} from '../../support/fake-provider.js'

const url = `${origin}/v1/chat/completions`
const ask = (extra: object = {}, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify({ messages: [{ role: 'user', content: 'hi' }], stream: true, ...extra }),
})

function payer(provider: FakeProvider, change: Partial<PaidFetchOptions> = {}): PaidFetch {
  return createPaidFetch({
    fetch: provider.fetch,
    contractId,
    chainId,
    maxPricePerTokenYocto: 10n,
    maxPricePerRequestYocto: 100n,
    maxPricePerInputTokenYocto: 5n,
    openChannel: async () => ({
      signer: provider.signer,
      channelId: channelBytes(),
      depositYocto: 1_000_000n,
    }),
    ...change,
  })
}

function sessionFor(provider: FakeProvider): PayerSession {
  return createPayerSession({
    signer: provider.signer,
    ctx: fromHex(provider.offer.ctx),
    channelId: channelBytes(),
    depositYocto: 1_000_000n,
  })
}

async function typeOf(response: Response): Promise<string> {
  const { type } = (await response.json()) as { readonly type: string }
  return type.replace('urn:near-paych:problem:', '')
}

function events(text: string): { readonly event: string; readonly data: string }[] {
  return text
    .trim()
    .split('\n\n')
    .map((block) => ({
      event: /^event: (.*)$/m.exec(block)?.[1] ?? '',
      data: /^data: (.*)$/m.exec(block)?.[1] ?? '',
    }))
}

test('the last chunk carries the costs, and signed receipts chain over the stream', async (t) => {
  const provider = fakeProvider(() => streamOf(20))
  const session = sessionFor(provider)
  const request = ask({ model: 'm' })
  const authorization = encodeCredential(await session.pay(1_000n))
  const response = await provider.fetch(url, { ...request, headers: { authorization } })
  const seen = events(await response.text())
  const last = JSON.parse(seen.at(-3)?.data ?? '')
  t.like(last.usage, { completion_tokens: 20 })
  t.deepEqual(last.usage.cost, {
    currency: 'NEAR',
    request: '100',
    input: '0',
    cached_input: '0',
    output: '200',
    total: '300',
    cumulative: '300',
  })
  const final = JSON.parse(seen.at(-2)?.data ?? '')
  t.is(seen.at(-2)?.event, 'payment-receipt')
  t.like(final, { cost: '300', spentCumulative: '300', remaining: '999700' })
  const bytes = fromBase64(final.receipt)
  const receipt = decodeReceipt(bytes)
  const payeeKey = (await readTerms(provider)).payeeKey
  t.true(verifySignature(fromBase64(final.receiptSig), bytes, payeeKey))
  const inTokens = String(request.body).length
  t.like(receipt, { inTokens, outTokens: 20, cachedTokens: 0, cumulativeAfterYocto: 300n })
  t.is(toHex(receipt?.requestHash ?? new Uint8Array()), sha256Hex(String(request.body)))
  const lines = seen.filter(({ event, data }) => event === '' && data !== '[DONE]')
  t.is(
    toHex(receipt?.responseHash ?? new Uint8Array()),
    sha256Hex(lines.map(({ data }) => `${data}\n`).join('')),
  )
  t.is(toHex(receipt?.modelHash ?? new Uint8Array()), sha256Hex('m'))

  // The next receipt follows this one, and the voucher that acknowledges it carries its hash.
  const again = await provider.fetch(url, { ...request, headers: { authorization } })
  const second = JSON.parse(events(await again.text()).at(-2)?.data ?? '')
  t.is(
    toHex(decodeReceipt(fromBase64(second.receipt))?.prevReceiptHash ?? new Uint8Array()),
    createHash('sha256').update(bytes).digest('hex'),
  )
})

test('a paying client acknowledges the receipts it checked', async (t) => {
  const provider = fakeProvider(() => streamOf(20))
  let last = ''
  const watched: typeof fetch = async (input, init) => {
    const request = new Request(input, init)
    last = request.headers.get('authorization') ?? last
    return provider.fetch(request)
  }
  await (await payer(provider, { fetch: watched })(url, ask())).text()
  const credential = decodeCredential(last)?.credential
  const receipt = (await provider.ledger.entry(channelHex))?.receipt
  if (credential?.action !== 'voucher' || receipt === undefined) throw new Error('no voucher')
  const hash = createHash('sha256').update(receipt.message).digest('hex')
  t.is(toHex(credential.voucher.slice(96, 128)), hash)
})

test('a provider whose meter disagrees is not acknowledged', async (t) => {
  const provider = fakeProvider(() => streamOf(6))
  // Someone between provider and client adds a chunk, so the hash of the response differs.
  const meddled: typeof fetch = async (input, init) => {
    const response = await provider.fetch(input, init)
    if (response.body === null || response.status !== 200) return response
    const extra = 'data: {"choices":[{"index":0,"delta":{"content":"x"}}]}\n\n'
    const text = `${extra}${await response.text()}`
    return new Response(text, { headers: response.headers })
  }
  const paid = payer(provider, { fetch: meddled })
  await t.throwsAsync(async () => (await paid(url, ask())).text(), { name: 'ReceiptError' })
})

test('input is priced, cached input is cheaper, and the model may count less', async (t) => {
  const usage = {
    prompt_tokens: 40,
    completion_tokens: 3,
    prompt_tokens_details: { cached_tokens: 30 },
  }
  const terms = { pricePerInputTokenYocto: 2n, pricePerCachedInputTokenYocto: 1n }
  for (const stream of [true, false]) {
    const provider = fakeProvider(
      () => (stream ? withUsage(streamOf(3), usage) : Response.json({ choices: [], usage })),
      { terms },
    )
    const paid = payer(provider)
    const response = await paid(url, ask({ stream, max_tokens: 5 }))
    const text = await response.text()
    const entry = await provider.ledger.entry(channelHex)
    // 100 a request, 10 tokens at 2, 30 cached at 1, 3 tokens at 10.
    t.is(entry?.spentYocto, 100n + 20n + 30n + 30n, text)
    t.deepEqual(entry?.heldYocto, {})
    t.is(paid.sessions.get(provider.offer.payeeId)?.owedYocto(), 180n)
    t.regex(text, /"cached_input":"30"/)
  }
})

test('an answer without content costs nothing', async (t) => {
  const provider = fakeProvider(() => streamOf(0))
  const paid = payer(provider)
  await (await paid(url, ask())).text()
  const entry = await provider.ledger.entry(channelHex)
  t.is(entry?.spentYocto, 0n)
  t.deepEqual(entry?.heldYocto, {})
  t.is(paid.sessions.get(provider.offer.payeeId)?.owedYocto(), 0n)
})

test('a client that leaves in the middle is billed for what it got', async (t) => {
  const provider = fakeProvider(() => streamOf(100))
  const authorization = encodeCredential(await sessionFor(provider).pay(10_000n))
  const response = await provider.fetch(url, { ...ask(), headers: { authorization } })
  const reader = response.body?.getReader()
  for (let i = 0; i < 6; i++) await reader?.read()
  await reader?.cancel()
  const entry = await provider.ledger.entry(channelHex)
  t.deepEqual(entry?.heldYocto, {})
  const tokens = ((entry?.spentYocto ?? 0n) - 100n) / 10n
  // Six events were read: the role and five tokens; streams may read a little ahead.
  t.true(tokens >= 5n && tokens <= 8n, `${tokens}`)
})

test('x402: PAYMENT-REQUIRED is answered with PAYMENT-SIGNATURE and acknowledged', async (t) => {
  const provider = fakeProvider(() => streamOf(5))
  // A server that speaks x402 only.
  const x402Only: typeof fetch = async (input, init) => {
    const response = await provider.fetch(input, init)
    const headers = new Headers(response.headers)
    headers.delete('www-authenticate')
    return new Response(response.body, { status: response.status, headers })
  }
  const paid = payer(provider, { fetch: x402Only })
  const response = await paid(url, ask())
  t.is(response.status, 200)
  t.like(JSON.parse(atob(response.headers.get('payment-response') ?? '')), {
    success: true,
    network: `near:${chainId}`,
  })
  t.regex(await response.text(), /"content":"t4 "/)
  const unpaid = await provider.fetch(url, ask())
  const offer = decodeX402(unpaid.headers.get('payment-required') ?? '')
  t.deepEqual(offer, provider.offer)
  const header = encodeX402Credential(await sessionFor(provider).pay(), provider.offer)
  t.true(header.length < 1024)
  t.like(JSON.parse(atob(header)), { x402Version: 2, accepted: { scheme: 'batch-settlement' } })
  const bad = await provider.fetch(url, ask({}, { 'payment-signature': 'AAAA' }))
  t.is(await typeOf(bad), 'credential-malformed')
})

test('headers stay under the limits of intermediaries', async (t) => {
  const provider = fakeProvider(() => streamOf(1))
  const response = await provider.fetch(url, ask())
  for (const name of ['www-authenticate', 'payment-required'])
    t.true((response.headers.get(name) ?? '').length < 2048, name)
  const credential = await sessionFor(provider).pay()
  const echo = { id: 'x'.repeat(43), expires: 'x'.repeat(24), digest: 'x'.repeat(54), opaque: 'x' }
  t.true(encodeCredential(credential, echo).length < 1024)
})

test('Idempotency-Key: a repeat is free and gets what was bought', async (t) => {
  const provider = fakeProvider(() => streamOf(5))
  const session = sessionFor(provider)
  const authorization = encodeCredential(await session.pay(5_000n))
  const headers = { authorization, 'idempotency-key': 'one' }
  const send = (extra = {}, more = {}) =>
    provider.fetch(url, { ...ask(extra), headers: { ...headers, ...more } })
  const first = await (await send()).text()
  const repeat = await send()
  t.is(repeat.headers.get('idempotent-replayed'), 'true')
  t.is(await repeat.text(), first)
  t.is((await provider.ledger.entry(channelHex))?.spentYocto, 150n)
  t.is(await typeOf(await send({ other: 1 })), 'idempotency-conflict')
  await (await send({}, { 'idempotency-key': 'two' })).text()
  t.is((await provider.ledger.entry(channelHex))?.spentYocto, 300n)
  // While the first runs, the second is told to wait.
  const running = await send({}, { 'idempotency-key': 'three' })
  const second = await send({}, { 'idempotency-key': 'three' })
  t.is(second.headers.get('retry-after'), '1')
  t.is(await typeOf(second), 'idempotency-running')
  await running.text()
})

test('Idempotency-Key: a failed or lost request frees its key; a long answer is not sold twice', async (t) => {
  let fails = true
  const store = memoryLedgerStore()
  const gate = { keptAnswerBytes: 400 }
  const provider = fakeProvider(
    () => (fails ? new Response('no', { status: 500 }) : streamOf(30)),
    {
      store,
      gate,
    },
  )
  const authorization = encodeCredential(await sessionFor(provider).pay(5_000n))
  const send = (key: string) =>
    provider.fetch(url, { ...ask(), headers: { authorization, 'idempotency-key': key } })
  t.is((await send('one')).status, 500)
  fails = false
  t.is((await send('one')).status, 200)
  await (await send('long')).text()
  t.is(await typeOf(await send('long')), 'answer-not-kept')
  // The process dies while it works: a new one with the same name takes the request over.
  const cut = await send('lost')
  t.is(cut.status, 200)
  const restarted = createPaymentGate({
    offer: provider.offer,
    ledger: createPayeeLedger(store),
    realm: 'test',
    readChannel: provider.readChannel,
    receiptSigner: provider.receiptSigner,
  })
  const response = await restarted.handle(
    {
      method: 'POST',
      url,
      path: '/v1/chat/completions',
      header: (name) => ({ authorization, 'idempotency-key': 'lost' })[name],
      body: new TextEncoder().encode(String(ask().body)),
      signal: new AbortController().signal,
    },
    async () => streamOf(1),
  )
  t.is(response.status, 200)
})

test('recovery: terms for anyone, the snapshot for the key, adopted by the payer', async (t) => {
  const provider = fakeProvider(() => streamOf(30))
  await (await payer(provider)(url, ask())).text()
  const { document, payeeKey } = await readTerms(provider)
  t.true(
    verifySignature(
      fromBase64(String(document.termsSignature)),
      termsMessage(provider.offer),
      payeeKey,
    ),
  )
  const cold = sessionFor(provider)
  t.true(await recoverSession(cold, origin, provider.fetch))
  t.is(cold.signedYocto(), 400n)
  // Without the key, or for another channel, there is nothing to see.
  const path = `${origin}/.well-known/near-paych/${channelHex}`
  t.is((await provider.fetch(path)).status, 402)
  const stranger = createPayerSession({
    signer: nodeSigner(),
    ctx: fromHex(provider.offer.ctx),
    channelId: channelBytes(),
    depositYocto: 1n,
  })
  t.false(await recoverSession(stranger, origin, provider.fetch))
  const authorization = encodeCredential(await cold.pay())
  const elsewhere = `${origin}/.well-known/near-paych/${'ef'.repeat(32)}`
  t.is((await provider.fetch(elsewhere, { headers: { authorization } })).status, 404)
  // A provider that lies about the amount is ignored.
  const forger = sessionFor(provider)
  const lie = await createPayerSession({
    signer: nodeSigner(),
    ctx: fromHex(provider.offer.ctx),
    channelId: channelBytes(),
    depositYocto: 1_000_000n,
  }).pay(999_999n)
  const lying: typeof fetch = async () =>
    Response.json({
      lanes: [{ lane: 0, message: toBase64(lie.voucher), signature: toBase64(lie.signature) }],
    })
  t.false(await recoverSession(forger, origin, lying))
  t.is(forger.signedYocto(), 0n)
})

test('a stream is paid with ticks, and the ticks are what settles', async (t) => {
  const provider = fakeProvider(() => streamOf(60))
  const paid = payer(provider, { ticks: true })
  await (await paid(url, ask())).text()
  const entry = await provider.ledger.entry(channelHex)
  t.is(entry?.spentYocto, 700n)
  t.is(entry?.acceptedYocto, 700n)
  const [best] = entry === undefined ? [] : bestClaims(entry)
  t.like(best, { kind: 'ticks', cumulativeYocto: 700n })
  // And a payer that lost everything takes up its own chain.
  const cold = sessionFor(provider)
  t.true(await recoverSession(cold, origin, provider.fetch))
  t.is(cold.signedYocto(), 700n)
})

test('INV-27 a tick that is not on the chain, or beyond its end, is refused', async (t) => {
  const provider = fakeProvider(() => streamOf(1))
  const session = sessionFor(provider)
  const send = async (credential: Parameters<typeof encodeCredential>[0]): Promise<number> =>
    (
      await provider.fetch(url, {
        method: 'HEAD',
        headers: { authorization: encodeCredential(credential) },
      })
    ).status
  session.owe(100n)
  const [funding, opening] = await session.payTicks(10n, 20)
  session.owe(50n)
  const [tick] = await session.payTicks(10n, 20)
  if (funding === undefined || opening === undefined || tick?.action !== 'tick')
    throw new Error('no ticks')
  t.is(await send(tick), 402, 'no commitment yet')
  t.is(await send(opening), 402, 'a chain alone cannot be settled')
  t.is(await send(funding), 204)
  t.is(await send(opening), 204)
  t.is(await send({ ...tick, ticks: 6 }), 402)
  t.is(await send({ ...tick, ticks: 21 }), 402)
  t.is(await send({ ...tick, preimage: new Uint8Array(32) }), 402)
  t.is((await provider.ledger.entry(channelHex))?.acceptedYocto, 100n)
  t.is(await send(tick), 204)
  t.is(await send(tick), 204)
  t.is((await provider.ledger.entry(channelHex))?.acceptedYocto, 150n)
  provider.setChannel({ depositYocto: 160n })
  session.owe(20n)
  const [more] = await session.payTicks(10n, 20)
  if (more === undefined) throw new Error('no tick')
  t.is(await send(more), 402, 'beyond the deposit')
})

test('INV-26 a deposit about to be lowered is not sold against', async (t) => {
  const provider = fakeProvider(() => streamOf(1))
  provider.setChannel({ depositYocto: 1_000n, decrease: { limitYocto: 400n } })
  const session = sessionFor(provider)
  const send = async (yocto: bigint): Promise<number> => {
    const authorization = encodeCredential(await session.pay(yocto))
    return (await provider.fetch(url, { method: 'HEAD', headers: { authorization } })).status
  }
  t.is(await send(400n), 204)
  t.is(await send(401n), 402)
})

test('lanes of a channel add up against one deposit', async (t) => {
  const provider = fakeProvider(() => streamOf(1))
  provider.setChannel({ depositYocto: 1_000n, lanes: [{ lane: 1, settledYocto: 0n }] })
  const session = sessionFor(provider)
  const send = async (lane: number, yocto: bigint): Promise<string> => {
    const authorization = encodeCredential(await session.onLane(lane).pay(yocto))
    const response = await provider.fetch(url, { ...ask(), headers: { authorization } })
    return response.status === 200 ? `${(await response.text()).length > 0}` : typeOf(response)
  }
  t.is(await send(0, 500n), 'true')
  t.is(await send(1, 500n), 'true')
  t.is(await send(1, 501n), 'deposit-exceeded')
  t.is(await send(2, 1n), 'voucher-invalid')
  t.is((await provider.ledger.entry(channelHex))?.acceptedYocto, 1_000n)
})

test('a used-up deposit is topped up, an ended channel replaced, once', async (t) => {
  const provider = fakeProvider(() => streamOf(3))
  provider.setChannel({ depositYocto: 120n })
  let opened = 0
  const paid = payer(provider, {
    openChannel: async () => {
      if (++opened === 2) provider.setChannel({ status: 'open' })
      return { signer: provider.signer, channelId: channelBytes(), depositYocto: 120n }
    },
    topUp: async (_, neededYocto) => {
      provider.setChannel({ depositYocto: 10_000n })
      return neededYocto > 0n ? 10_000n : 0n
    },
  })
  const tight = payer(provider, {
    openChannel: async () => ({
      signer: provider.signer,
      channelId: channelBytes(),
      depositYocto: 120n,
    }),
  })
  await t.throwsAsync(async () => (await tight(url, ask())).text(), { name: 'BudgetError' })
  const whole = await paid(url, ask({ stream: false, max_tokens: 90 }))
  t.is(whole.status, 200)
  provider.setChannel({ status: 'closing' })
  t.is((await paid(url, ask({ stream: false }))).status, 200)
  t.is(opened, 2)
  provider.setChannel({ status: 'closing' })
  t.is((await paid(url, ask())).status, 410)
  t.is(opened, 3)
})

test('when the chain or the ledger fails, nothing is sold and the client is told to wait', async (t) => {
  const authorizationOf = async (provider: FakeProvider) => ({
    authorization: encodeCredential(await sessionFor(provider).pay(500n)),
  })
  const blind = fakeProvider(() => streamOf(1), {
    gate: {
      readChannel: async () => {
        throw new Error('no chain')
      },
    },
  })
  const dark = await blind.fetch(url, { ...ask(), headers: await authorizationOf(blind) })
  t.is(await typeOf(dark), 'chain-unavailable')
  const store = {
    ...memoryLedgerStore(),
    put: async () => {
      throw new Error('disk full')
    },
  }
  const full = fakeProvider(() => streamOf(1), { store })
  const stuck = await full.fetch(url, { ...ask(), headers: await authorizationOf(full) })
  t.is(stuck.status, 503)
  t.is(await typeOf(stuck), 'ledger-unavailable')
})

test('payments that arrive too fast are turned away', async (t) => {
  const provider = fakeProvider(() => streamOf(1), { gate: { maxPaymentsPerSecond: 5 } })
  const session = sessionFor(provider)
  const statuses = new Set<number>()
  for (let i = 0; i < 20; i++) {
    session.owe(1n)
    const authorization = encodeCredential(await session.pay())
    statuses.add((await provider.fetch(url, { method: 'HEAD', headers: { authorization } })).status)
  }
  t.true(statuses.has(204))
  t.true(statuses.has(429))
})

test('a gate without the payee key, or a counter for priced input, does not start', (t) => {
  const provider = fakeProvider(() => streamOf(1))
  const options = {
    offer: provider.offer,
    ledger: provider.ledger,
    realm: 'test',
    readChannel: provider.readChannel,
  }
  t.throws(() => createPaymentGate({ ...options, receiptSigner: nodeSigner() }), {
    message: /payeeKey/,
  })
  t.throws(
    () =>
      createPaymentGate({
        ...options,
        offer: { ...provider.offer, pricePerInputTokenYocto: 1n },
        receiptSigner: provider.receiptSigner,
      }),
    { message: /countInputTokens/ },
  )
})

async function readTerms(provider: FakeProvider) {
  const response = await provider.fetch(`${origin}/.well-known/near-paych`)
  const document = (await response.json()) as Record<string, unknown>
  return { document, payeeKey: provider.receiptSigner.publicKey }
}

function withUsage(response: Response, usage: object): Response {
  const chunk = `data: ${JSON.stringify({ choices: [], usage })}\n\n`
  const insert = new TransformStream<string, string>({
    transform: (text, controller) => {
      controller.enqueue(text.replace('data: [DONE]', `${chunk}data: [DONE]`))
    },
  })
  const body = response.body
    ?.pipeThrough(new TextDecoderStream())
    .pipeThrough(insert)
    .pipeThrough(new TextEncoderStream())
  return new Response(body ?? null, { headers: response.headers })
}

function sha256Hex(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
