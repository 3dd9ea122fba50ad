import {
  BudgetError,
  createPayerSession,
  createWallet,
  encodeCredential,
  encodeX402Credential,
  fromHex,
  type MultiVoucherCredential,
  memoryJournal,
  type PayerSession,
  recoverSession,
} from '@research-hub/sdk/payments'
import {
  decodeMultiEntries,
  encodeMultiEntries,
  maxMultiEntries,
  payTogether,
} from '@research-hub/sdk/payments/multi'
import {
  bestClaims,
  decodeCredential,
  decodeX402Credential,
  nodeSigner,
  verifySignature,
} from '@research-hub/sdk/payments/server'
import test from 'ava'
import fc from 'fast-check'
import { channelBytes, fakeProvider, origin } from '../../support/fake-provider.js'
import { fuzz } from '../../support/fuzz.js'
import {
  channelOf,
  gateway,
  idOf,
  kindsOffer,
  payer,
  problemOf,
} from '../../support/kinds-fixture.js'
import { flipped, multiMessage, sortEntries } from '../../support/payment-mutations.js'

const ctx = fromHex(kindsOffer.ctx)
const entryOf = (name: string, cumulativeYocto: bigint, lane = 0) => ({
  channelId: fromHex(idOf(name)),
  lane,
  cumulativeYocto,
})

/** A multi-voucher made by hand, pointing at its first entry. */
function signed(...entries: ReturnType<typeof entryOf>[]): MultiVoucherCredential {
  const { message, entries: list } = multiMessage(ctx, entries)
  return { action: 'multi-voucher', at: 0, entries: list, signature: payer.sign(message) }
}

test('one signature pays on many channels, each within its limits, and the journal comes first', async (t) => {
  const journal = memoryJournal()
  const wallet = await createWallet({ journal })
  const { session } = gateway()
  const [a, b] = [session('aa', { wallet }), session('bb', { wallet })]
  const lane = a.onLane(2)
  b.owe(7n)
  a.owe(5n)
  const paid = await payTogether([
    { session: b },
    { session: a, aheadToYocto: 9n },
    { session: lane },
  ])
  const entries = decodeMultiEntries(paid[0]?.entries ?? new Uint8Array())
  t.deepEqual(entries, [entryOf('aa', 9n), entryOf('aa', 0n, 2), entryOf('bb', 7n)])
  t.deepEqual(
    paid.map(({ at }) => at),
    [2, 0, 1],
  )
  const { message } = multiMessage(ctx, entries ?? [])
  for (const { signature } of paid) t.true(verifySignature(signature, message, payer.publicKey))
  t.is(a.signedYocto(), 9n)
  const recorded = await journal.load()
  t.deepEqual(
    recorded.map(({ cumulativeYocto }) => cumulativeYocto),
    [9n, 7n],
  )
})

test('it is signed for no other key, no lane twice, not too many, and not past a limit', async (t) => {
  const { session } = gateway()
  const other = session('bb', { signer: nodeSigner() })
  const elsewhere = session('bb', { ctx: new Uint8Array(32) })
  const a = session('aa')
  for (const sessions of [[], [a, other], [a, elsewhere], [a, a]])
    await t.throwsAsync(payTogether(sessions.map((one) => ({ session: one }))), {
      instanceOf: RangeError,
    })
  const many = Array.from({ length: maxMultiEntries + 1 }, (_, i) => ({ session: a.onLane(i) }))
  await t.throwsAsync(payTogether(many), { instanceOf: RangeError })
  const tight = session('bb', { budgetYocto: 5n })
  const wanted = [{ session: a }, { session: tight, aheadToYocto: 6n }]
  await t.throwsAsync(payTogether(wanted), { instanceOf: BudgetError })
  const perCall = session('bb', { budgetPerCallYocto: 5n })
  const over = [{ session: perCall, aheadToYocto: 6n }]
  await t.throwsAsync(payTogether(over), { instanceOf: BudgetError })
})

test('calls that overlap never wait for each other, and amounts on a lane never fall', async (t) => {
  const { session } = gateway()
  const [a, b] = [session('aa'), session('bb')]
  const seen: bigint[] = []
  const both = async (first: typeof a, second: typeof a) => {
    first.owe(3n)
    second.owe(2n)
    const [paid] = await payTogether([{ session: first }, { session: second }])
    const entries = decodeMultiEntries(paid?.entries ?? new Uint8Array()) ?? []
    seen.push(entries[0]?.cumulativeYocto ?? -1n)
  }
  await Promise.all([both(a, b), both(b, a), a.pay(), both(a, b), b.pay(), both(b, a)])
  t.deepEqual(
    seen,
    [...seen].sort((x, y) => Number(x - y)),
  )
  t.is(a.signedYocto(), 10n)
  t.is(b.signedYocto(), 10n)
})

test('a header holds the most entries there may be, and carries them whole', (t) => {
  const entries = Array.from({ length: maxMultiEntries }, (_, i) => ({
    channelId: new Uint8Array(32).fill(255 - i),
    lane: i,
    cumulativeYocto: 2n ** 128n - 1n,
  }))
  const list = encodeMultiEntries([...entries].reverse())
  const credential = {
    action: 'multi-voucher' as const,
    at: 15,
    entries: list,
    signature: new Uint8Array(64).fill(255),
  }
  const echo = {
    id: 'x'.repeat(43),
    expires: '2026-11-24T21:40:02.000Z',
    digest: `sha-256=:${'x'.repeat(44)}:`,
    opaque: 'x'.repeat(60),
  }
  const presented = decodeCredential(encodeCredential(credential, echo))
  t.deepEqual(presented?.credential, credential)
  const x402 = encodeX402Credential(credential, kindsOffer)
  t.deepEqual(decodeX402Credential(x402)?.credential, credential)
  t.deepEqual(decodeMultiEntries(list), [...entries].reverse())
  const tooMany = new Uint8Array([...list, ...list.slice(0, 52)])
  t.is(decodeCredential(encodeCredential({ ...credential, entries: tooMany })), undefined)
  t.is(decodeCredential(encodeCredential({ ...credential, at: 16 })), undefined)
  t.is(decodeCredential(encodeCredential({ ...credential, entries: list.slice(1) })), undefined)
})

test('a provider takes in every entry that is its own, and tells of each channel', async (t) => {
  const { ledger, payments, post } = gateway()
  const credential = signed(
    ...[entryOf('aa', 30n), entryOf('aa', 40n, 2), entryOf('bb', 50n), entryOf('cc', 60n)],
  )
  t.is((await post(credential)).status, 200)
  const [a, b, c] = await Promise.all(['aa', 'bb', 'cc'].map((name) => ledger.entry(idOf(name))))
  t.is(a?.acceptedYocto, 70n)
  t.is(a?.spentYocto, 10n)
  t.is(b?.acceptedYocto, 50n)
  t.is(c, undefined)
  t.deepEqual(
    payments.map(({ channelId, acceptedYocto }) => [channelId, acceptedYocto]),
    [
      [idOf('aa'), 70n],
      [idOf('bb'), 50n],
    ],
  )
  t.deepEqual(
    [a, b]
      .flatMap((entry) => (entry === undefined ? [] : bestClaims(entry)))
      .map((proof) => [proof.kind, proof.lane, proof.cumulativeYocto]),
    [
      ['multi', 0, 30n],
      ['multi', 2, 40n],
      ['multi', 0, 50n],
    ],
  )
  // A target that was reached is nothing new, and a better voucher takes its place.
  t.is((await post(signed(entryOf('aa', 30n), entryOf('bb', 20n)))).status, 200)
  t.is((await ledger.entry(idOf('bb')))?.acceptedYocto, 50n)
  const session = gateway().session('aa')
  await post(await session.pay(31n))
  const better = await ledger.entry(idOf('aa'))
  t.is(better && bestClaims(better)[0]?.kind, 'voucher')
})

test('a list that could harm is refused whole', async (t) => {
  const { ledger, chain, post } = gateway()
  const refused = async (credential: MultiVoucherCredential): Promise<string> => {
    const response = await post(credential)
    return response.ok ? 'taken' : problemOf(response)
  }
  const [a, b, c] = [entryOf('aa', 30n), entryOf('bb', 50n), entryOf('cc', 60n)]
  t.is(await refused(signed(b, a)), 'voucher-invalid')
  t.is(await refused(signed(a, a)), 'voucher-invalid')
  t.is(
    await refused({ ...signed(a, b), signature: nodeSigner().sign(new Uint8Array(72)) }),
    'voucher-invalid',
  )
  t.is(await refused(signed(c)), 'channel-foreign')
  t.is(await refused(signed(entryOf('dd', 1n))), 'channel-unknown')
  t.is(await refused(signed(a, entryOf('aa', 1n, 3))), 'voucher-invalid')
  t.is(await refused(signed(a, entryOf('bb', 1_001n))), 'deposit-exceeded')
  // Each is within the deposit, both are not.
  t.is(await refused(signed(entryOf('aa', 600n), entryOf('aa', 600n, 1))), 'deposit-exceeded')
  chain.set(idOf('bb'), channelOf({ status: 'closing' }))
  t.is(await refused(signed(a, b)), 'channel-closing')
  t.is(await refused(signed(a, { ...b, cumulativeYocto: 0n })), 'channel-closing')
  chain.set(idOf('bb'), channelOf({ signerKey: nodeSigner().publicKey }))
  t.deepEqual(await ledger.entries(), [])
  // Another key's channel is not the list's to raise: the contract skips it.
  t.is(await refused(signed(a, b)), 'taken')
  t.deepEqual(
    (await ledger.entries()).map(({ channelId }) => channelId),
    [idOf('aa')],
  )
})

test('INV-10 a multi-voucher with any bit of list or signature turned over pays nothing', async (t) => {
  const entries = sortEntries([entryOf('aa', 30n), entryOf('aa', 1n, 1), entryOf('bb', 50n)])
  const good = signed(...entries)
  const bits = (good.entries.length + 64) * 8
  for (let bit = 0; bit < bits; bit += 5) {
    const { message, signature } = flipped(good.entries, good.signature, bit)
    const { ledger, post } = gateway()
    t.false((await post({ ...good, entries: message, signature })).ok, `bit ${bit}`)
    t.deepEqual(await ledger.entries(), [])
  }
})

test("the order of a list is the contract's, by bytes", (t) => {
  const id = fc.uint8Array({ minLength: 32, maxLength: 32 })
  const row = fc.record({
    channelId: fc.oneof(id, fc.constant(new Uint8Array(32))),
    lane: fc.nat(2 ** 20),
    cumulativeYocto: fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }),
  })
  fuzz(
    t,
    fc.property(
      fc.uniqueArray(row, { minLength: 1, selector: (r) => `${r.channelId}:${r.lane}` }),
      (rows) => {
        const sorted = sortEntries(rows)
        const list = encodeMultiEntries(sorted)
        t.deepEqual(list, multiMessage(ctx, sorted).entries)
        t.deepEqual(decodeMultiEntries(list), sorted)
        if (rows.length > 1)
          t.throws(() => encodeMultiEntries([...sorted].reverse()), { instanceOf: RangeError })
      },
    ),
  )
})

test('a chain of ticks may begin where a multi-voucher ended', async (t) => {
  const { ledger, post, session } = gateway()
  const payerSession = session('aa')
  payerSession.owe(40n)
  for (const credential of await payTogether([{ session: payerSession }])) await post(credential)
  payerSession.owe(20n)
  for (const credential of await payerSession.payTicks(10n)) await post(credential)
  payerSession.owe(20n)
  for (const credential of await payerSession.payTicks(10n)) await post(credential)
  t.is((await ledger.entry(idOf('aa')))?.acceptedYocto, 80n)
})

test('a payer that lost everything takes its amount up from its own multi-voucher', async (t) => {
  const provider = fakeProvider(() => Response.json({}))
  const ofProvider = (): PayerSession =>
    createPayerSession({
      signer: provider.signer,
      ctx: fromHex(provider.offer.ctx),
      channelId: channelBytes(),
      depositYocto: 1_000_000n,
    })
  const session = ofProvider()
  session.owe(22n)
  const [credential] = await payTogether([{ session }, { session: session.onLane(1) }])
  if (credential === undefined) throw new Error('nothing was signed')
  provider.setChannel({ lanes: [0, 1].map((lane) => ({ lane, settledYocto: 0n })) })
  const authorization = encodeCredential(credential)
  await provider.fetch(`${origin}/v1/chat/completions`, {
    method: 'HEAD',
    headers: { authorization },
  })
  const again = ofProvider()
  t.true(await recoverSession(again, origin, provider.fetch))
  t.is(again.owedYocto(), 22n)
  // Neither under another list nor by another key.
  const forged: typeof fetch = async (...request) => {
    const response = await provider.fetch(...request)
    const text = JSON.stringify(await response.json())
    const entries = Buffer.from(credential.entries).toString('base64')
    t.true(text.includes(entries))
    const list = encodeMultiEntries([entryOf('cd', 99n)])
    return new Response(text.replaceAll(entries, Buffer.from(list).toString('base64')))
  }
  t.false(await recoverSession(ofProvider(), origin, forged))
  const stranger = createPayerSession({
    signer: nodeSigner(),
    ctx: fromHex(provider.offer.ctx),
    channelId: channelBytes(),
    depositYocto: 1_000_000n,
  })
  const { entries, signature } = credential
  const { message } = multiMessage(fromHex(provider.offer.ctx), decodeMultiEntries(entries) ?? [])
  t.false(await stranger.adopt(message, signature, { entries }))
  t.false(await again.adopt(message, signature))
  t.true(await again.onLane(1).adopt(message, signature, { entries }))
})
