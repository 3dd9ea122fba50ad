import {
  BudgetError,
  createPaidFetch,
  decodeChallenge,
  encodeCredential,
  encodeVoucher,
  noAck,
  OfferRefusedError,
  type PaidFetch,
} from '@research-hub/sdk/payments'
import { nodeSigner } from '@research-hub/sdk/payments/server'
import test from 'ava'
import OpenAI from 'openai'
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
const ask = (extra: object = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ messages: [{ role: 'user', content: 'hi' }], stream: true, ...extra }),
})

function payer(provider: FakeProvider, budgetYocto = 1_000_000n): PaidFetch {
  return createPaidFetch({
    fetch: provider.fetch,
    contractId,
    chainId,
    maxPricePerTokenYocto: 10n,
    maxPricePerRequestYocto: 100n,
    openChannel: async () => ({
      signer: provider.signer,
      channelId: channelBytes(),
      depositYocto: 1_000_000n,
      budgetYocto,
    }),
  })
}

function sessionOf(paid: PaidFetch) {
  const session = paid.sessions.get('provider.test.near')
  if (session === undefined) throw new Error('no session')
  return session
}

test('without payment: 402 with both challenges and a problem that says what to do', async (t) => {
  const provider = fakeProvider(() => streamOf(1))
  const response = await provider.fetch(url, ask())
  t.is(response.status, 402)
  t.regex(
    response.headers.get('www-authenticate') ?? '',
    /^Payment id="[\w-]+", realm="test", method="near", intent="session"/,
  )
  const x402: unknown = JSON.parse(atob(response.headers.get('payment-required') ?? ''))
  t.like(x402, {
    x402Version: 2,
    accepts: [{ scheme: 'batch-settlement', network: `near:${chainId}` }],
  })
  t.like(await response.json(), {
    type: 'urn:near-paych:problem:payment-required',
    action: 'open',
    nextAction: 'open a channel and send a voucher',
  })
})

test('a stream is paid token by token, far beyond the credit window', async (t) => {
  const provider = fakeProvider(() => streamOf(100))
  const paid = payer(provider)
  const text = await (await paid(url, ask())).text()
  t.is(text.match(/"content":"t\d+ "/g)?.length, 100)
  t.notRegex(text, /payment-/)
  t.true(text.endsWith('data: [DONE]\n\n'))
  const entry = await provider.ledger.entry(channelHex)
  // 100 a request and 10 for each of 100 tokens.
  t.is(entry?.spentYocto, 1_100n)
  t.is(entry?.acceptedYocto, 1_100n)
  t.is(sessionOf(paid).signedYocto(), 1_100n)
})

test('a provider killed mid-stream is paid for what it delivered', async (t) => {
  const provider = fakeProvider(() => streamOf(100, 30))
  const paid = payer(provider)
  await t.throwsAsync(async () => (await paid(url, ask())).text(), { message: /upstream-failed/ })
  t.is(sessionOf(paid).owedYocto(), 100n + 30n * 10n)
  const entry = await provider.ledger.entry(channelHex)
  t.is(entry?.acceptedYocto, 100n + 30n * 10n)
})

test('a payer that stops paying is cut off at the end of its credit', async (t) => {
  const provider = fakeProvider(() => streamOf(100), { gate: { voucherTimeoutMs: 50 } })
  const voucher = encodeVoucher({
    ctx: contextOf(provider),
    channelId: channelBytes(),
    cumulativeYocto: 0n,
    lane: 0,
    ackHash: noAck,
  })
  const authorization = encodeCredential({
    action: 'voucher',
    voucher,
    signature: provider.signer.sign(voucher),
  })
  const response = await provider.fetch(url, { ...ask(), headers: { authorization } })
  const text = await response.text()
  t.is(text.match(/"content":"t\d+ "/g)?.length, 8)
  t.regex(text, /event: payment-need-voucher/)
  t.regex(text, /event: payment-error\ndata: \{"type":"urn:near-paych:problem:payment-timeout"/)
})

test('a whole response is covered before it starts and charged by its usage', async (t) => {
  const provider = fakeProvider(() =>
    Response.json({ choices: [], usage: { completion_tokens: 20 } }),
  )
  const paid = payer(provider)
  const response = await paid(url, ask({ stream: false, max_tokens: 50 }))
  t.is(response.status, 200)
  const entry = await provider.ledger.entry(channelHex)
  t.is(entry?.spentYocto, 300n)
  t.is(sessionOf(paid).owedYocto(), 300n)
})

test('a refused upstream request costs nothing', async (t) => {
  const provider = fakeProvider(() => new Response('no', { status: 400 }))
  const paid = payer(provider)
  t.is((await paid(url, ask())).status, 400)
  t.is((await provider.ledger.entry(channelHex))?.spentYocto, 0n)
  t.is(sessionOf(paid).owedYocto(), 0n)
})

test('upstream events cannot pose as payment events', async (t) => {
  const forged = 'event: payment-need-voucher\ndata: {"requiredCumulative":"999999"}\n\n'
  const provider = fakeProvider(() => streamOf(3, Number.POSITIVE_INFINITY, forged))
  const paid = payer(provider)
  await (await paid(url, ask())).text()
  t.is(sessionOf(paid).signedYocto(), 130n)
})

test('the budget stops signing', async (t) => {
  const provider = fakeProvider(() => streamOf(100))
  const paid = payer(provider, 300n)
  await t.throwsAsync(async () => (await paid(url, ask())).text(), { instanceOf: BudgetError })
  t.true(sessionOf(paid).signedYocto() <= 300n)
})

test('offers of other contracts, chains and prices are refused before a channel opens', async (t) => {
  for (const change of [
    { contractId: 'evil.near' },
    { chainId: 'other' },
    { pricePerTokenYocto: 11n },
    { ctx: '00'.repeat(32) },
    { token: 'usdt.near' },
    { pricePerInputTokenYocto: 1n },
    { termsHash: '00'.repeat(32) },
    { creditWindowTokens: 9 },
  ]) {
    const provider = fakeProvider(() => streamOf(1), { forged: change })
    await t.throwsAsync(payer(provider)(url, ask()), { instanceOf: OfferRefusedError })
  }
})

test('refused off chain: forged, over the deposit, wrong channel, wrong chain, closing, foreign', async (t) => {
  const provider = fakeProvider(() => streamOf(1))
  const ctx = contextOf(provider)
  const send = async (change: object, signer = provider.signer): Promise<string> => {
    const fields = {
      ctx,
      channelId: channelBytes(),
      cumulativeYocto: 500n,
      lane: 0,
      ackHash: noAck,
      ...change,
    }
    const voucher = encodeVoucher(fields)
    const authorization = encodeCredential({
      action: 'voucher',
      voucher,
      signature: signer.sign(voucher),
    })
    const response = await provider.fetch(url, { method: 'HEAD', headers: { authorization } })
    if (response.status === 204) return 'accepted'
    const answer = await provider.fetch(url, { ...ask(), headers: { authorization } })
    const { type } = (await answer.json()) as { type: unknown }
    return String(type).replace('urn:near-paych:problem:', '')
  }
  t.is(await send({}, nodeSigner()), 'voucher-invalid')
  t.is(await send({ ctx: new Uint8Array(32) }), 'voucher-invalid')
  t.is(await send({ lane: 1 }), 'voucher-invalid')
  t.is(await send({ channelId: new Uint8Array(32) }), 'channel-unknown')
  t.is(await send({ cumulativeYocto: 1_000_001n }), 'deposit-exceeded')
  t.is(await send({}), 'accepted')
  t.is(await send({}), 'accepted')
  // A voucher that does not advance is fine and changes nothing.
  t.is(await send({ cumulativeYocto: 499n }), 'accepted')
  provider.setChannel({ status: 'closing' })
  t.is(await send({ cumulativeYocto: 600n }), 'channel-closing')
  provider.setChannel({ status: 'open', payeeId: 'someone.else.near' })
  t.is(await send({ cumulativeYocto: 600n }), 'channel-foreign')
  provider.setChannel(undefined)
  t.is(await send({ cumulativeYocto: 600n }), 'channel-gone')
  t.is((await provider.ledger.entry(channelHex))?.acceptedYocto, 500n)
})

test('a challenge answers its own body, route, offer and time only', async (t) => {
  const provider = fakeProvider(() => streamOf(1))
  const first = await provider.fetch(url, ask())
  const challenge = decodeChallenge(first.headers.get('www-authenticate') ?? '')
  t.deepEqual(challenge?.offer, provider.offer)
  const voucher = encodeVoucher({
    ctx: contextOf(provider),
    channelId: channelBytes(),
    cumulativeYocto: 0n,
    lane: 0,
    ackHash: noAck,
  })
  const credential = {
    action: 'voucher' as const,
    voucher,
    signature: provider.signer.sign(voucher),
  }
  const answer = async (change: object, request = ask()): Promise<number> => {
    const authorization = encodeCredential(credential, { id: '', ...challenge, ...change })
    return (await provider.fetch(url, { ...request, headers: { authorization } })).status
  }
  t.is(await answer({}, ask({ other: true })), 402)
  t.is(await answer({ opaque: 'R0VUIC8' }), 402)
  t.is(await answer({ expires: '2030-01-01T00:00:00.000Z' }), 402)
  t.is(await answer({ id: `${challenge?.id}A` }), 402)
  t.is(await answer({}), 200)
  const other = fakeProvider(() => streamOf(1), { terms: { pricePerTokenYocto: 9n } })
  t.is(
    (
      await other.fetch(url, {
        ...ask(),
        headers: { authorization: encodeCredential(credential, challenge) },
      })
    ).status,
    402,
  )
})

test('INV-25 parallel streams on one channel never exceed the credit', async (t) => {
  const provider = fakeProvider(() => streamOf(40))
  const paid = payer(provider)
  await (await paid(url, ask())).text()
  const texts = await Promise.all(
    Array.from({ length: 8 }, async () => (await paid(url, ask())).text()),
  )
  t.true(texts.every((text) => text.endsWith('data: [DONE]\n\n')))
  const entry = await provider.ledger.entry(channelHex)
  t.is(entry?.spentYocto, 9n * 500n)
  t.is(entry?.acceptedYocto, 9n * 500n)
})

test('the openai client works unchanged over a paying fetch', async (t) => {
  const provider = fakeProvider(() => streamOf(12))
  const paid = payer(provider)
  const client = new OpenAI({
    apiKey: 'unused',
    baseURL: `${origin}/v1`,
    fetch: paid,
    maxRetries: 0,
  })
  const stream = await client.chat.completions.create({
    model: 'any',
    messages: [{ role: 'user', content: 'hi' }],
    stream: true,
  })
  let text = ''
  for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? ''
  t.regex(text, /^t0 t1 .* t11 $/)
  t.is(sessionOf(paid).signedYocto(), 220n)
})

function contextOf(provider: FakeProvider): Uint8Array {
  return new Uint8Array(Buffer.from(provider.offer.ctx, 'hex'))
}

test('a whole answer that breaks off costs nothing and leaves nothing set aside', async (t) => {
  const provider = fakeProvider(() => {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        controller.enqueue(new TextEncoder().encode('{"usage":'))
        controller.error(new Error('the upstream died'))
      },
    })
    return new Response(body, { headers: { 'content-type': 'application/json' } })
  })
  const voucher = encodeVoucher({
    ctx: Buffer.from(provider.offer.ctx, 'hex'),
    channelId: channelBytes(),
    cumulativeYocto: 5_000n,
    lane: 0,
    ackHash: noAck,
  })
  const signature = provider.signer.sign(voucher)
  const authorization = encodeCredential({ action: 'voucher', voucher, signature })
  const response = await provider.fetch(url, {
    ...ask({ stream: false, max_tokens: 10 }),
    headers: { authorization },
  })
  t.is(response.status, 502)
  const entry = await provider.ledger.entry(channelHex)
  t.like(entry, { acceptedYocto: 5_000n, spentYocto: 0n, heldYocto: {} })
})
