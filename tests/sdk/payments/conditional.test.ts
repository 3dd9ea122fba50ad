import { createHash } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createPayerSession,
  createWallet,
  decodeVoucher,
  encodeVoucher,
  fromHex,
  memoryJournal,
  noAck,
  storageJournal,
} from '@research-hub/sdk/payments'
import {
  AnswerUnsignedError,
  answerText,
  checkAnswer,
  conditionFor,
  createConditionalFetch,
} from '@research-hub/sdk/payments/conditional'
import { payTogether } from '@research-hub/sdk/payments/multi'
import {
  bestClaims,
  fileJournal,
  nodeSigner,
  type TeeAnswer,
  type TeeOptions,
  teeWorker,
  totalHeldYocto,
} from '@research-hub/sdk/payments/server'
import test from 'ava'
import { streamOf } from '../../support/fake-provider.js'
import {
  channelOf,
  type Gateway,
  gateway,
  idOf,
  kindsOffer,
  kindsUrl,
  payer,
  problemOf,
  tee,
  teeSigned,
} from '../../support/kinds-fixture.js'
import { faultyFiles } from '../../support/ledger-stores.js'
import { sha256, utf8 } from '../../support/payment-mutations.js'

const body = JSON.stringify({ model: 'm', max_tokens: 50, messages: [] })
const condition = conditionFor('m', utf8(body))
const streamBody = JSON.stringify({ model: 'm', stream: true })

/** An upstream that waits until it is let go on. */
function gated() {
  let go = (): void => undefined
  const open = new Promise<void>((resolve) => {
    go = resolve
  })
  return { go, open }
}

const receiptOf = (response: Response): Record<string, string> =>
  JSON.parse(Buffer.from(response.headers.get('payment-receipt') ?? '', 'base64url').toString())

test('the condition is the model and the hash of the request', (t) => {
  const hash = createHash('sha256').update(body).digest('hex')
  t.is(condition, `m:${hash}`)
  t.is(answerText(condition, new Uint8Array(32)), `m:${hash}:${'00'.repeat(32)}`)
  for (const name of ['', 'é', 'm\n', 'm'.repeat(257)])
    t.throws(() => conditionFor(name, utf8(body)), { instanceOf: RangeError })
})

test('a conditional voucher counts against the limits, and is never paid without its condition', async (t) => {
  const rows = new Map<string, string>()
  const storage = {
    getItem: (key: string) => rows.get(key) ?? null,
    setItem: (key: string, value: string) => void rows.set(key, value),
  }
  for (const journal of [memoryJournal(), storageJournal(storage)]) {
    const wallet = await createWallet({ journal, perProviderYocto: 100n })
    const { session } = gateway()
    const first = session('aa', { wallet })
    first.owe(10n)
    await first.pay()
    const voucher = decodeVoucher((await first.payFor(condition, 60n)).voucher)
    t.like(voucher, { cumulativeYocto: 70n, conditional: true, lane: 0 })
    t.deepEqual(voucher?.ackHash, sha256(utf8(condition)))
    t.is(first.signedYocto(), 10n)
    t.is(first.committedYocto(), 70n)
    t.is(wallet.headroomYocto(kindsOffer.payeeId), 30n)
    await t.throwsAsync(first.payFor(condition, 91n), { name: 'BudgetError' })
    // The answer did not come: what is paid is what is owed.
    t.like(decodeVoucher((await first.pay()).voucher), { cumulativeYocto: 10n, conditional: false })
    first.owe(15n)
    t.is(decodeVoucher((await first.pay()).voucher)?.cumulativeYocto, 25n)
    t.is(wallet.headroomYocto(kindsOffer.payeeId), 30n)

    // Nor does a restart forget which amounts were conditional.
    const again = await createWallet({ journal, perProviderYocto: 100n })
    const second = session('aa', { wallet: again })
    t.is(second.signedYocto(), 25n)
    t.is(second.committedYocto(), 70n)
    t.is(again.headroomYocto(kindsOffer.payeeId), 30n)
    t.is(decodeVoucher((await second.pay()).voucher)?.cumulativeYocto, 25n)
    t.throws(() => second.owe(76n), { name: 'BudgetError' })
    second.owe(75n)
  }
  const limited = gateway().session('aa', { budgetPerCallYocto: 5n })
  await t.throwsAsync(limited.payFor(condition, 6n), { name: 'BudgetError' })
  const parent = gateway().session('aa', { budgetYocto: 100n })
  await parent.onLane(1).payFor(condition, 60n)
  t.throws(() => parent.owe(41n), { name: 'BudgetError' })
})

test('a provider cannot make a payer adopt a conditional voucher', async (t) => {
  const { session } = gateway()
  const { voucher, signature } = await session('aa').payFor(condition, 60n)
  t.false(await session('aa').adopt(voucher, signature))
})

test('a whole answer is computed against the voucher, and both count once the TEE has signed', async (t) => {
  const { ledger, payments, post, session } = gateway()
  const payerSession = session('aa')
  // 500 for 50 tokens; the credit is 20.
  const credential = await payerSession.payFor(condition, 490n)
  const response = await post(credential, body)
  t.is(response.status, 200)
  const text = await response.text()
  // The body is as the model gave it: its hash is what the TEE signs.
  t.is(text, JSON.stringify({ id: 'answer-1', usage: { completion_tokens: 5 } }))
  const receipt = receiptOf(response)
  t.true(await checkAnswer(receipt, condition, sha256(utf8(text)), tee.publicKey))
  t.false(await checkAnswer(receipt, condition, sha256(utf8(`${text} `)), tee.publicKey))
  t.false(await checkAnswer(receipt, condition, sha256(utf8(text)), payer.publicKey))
  const entry = await ledger.entry(idOf('aa'))
  if (entry === undefined) throw new Error('no entry')
  t.like(entry, { acceptedYocto: 490n, spentYocto: 50n })
  t.is(totalHeldYocto(entry), 0n)
  t.is(payments.at(-1)?.acceptedYocto, 490n)
  const [proof] = bestClaims(entry)
  if (proof?.kind !== 'conditional') throw new Error('no conditional proof')
  t.is(proof.answer.text, answerText(condition, sha256(utf8(text))))
  t.true(teeSigned(proof.answer.text, proof.answer.signature))
  // What was signed beyond the price pays for the next request.
  payerSession.owe(50n)
  t.is((await post(await payerSession.pay(), body)).status, 402)
  t.is((await post(await payerSession.pay(), '{"max_tokens":44}')).status, 200)
})

test('without a good signature an answer is withheld, and nothing is charged', async (t) => {
  const foreign = nodeSigner()
  const good = teeWorker(tee).signAnswer
  const bad: Readonly<Record<string, TeeOptions['signAnswer']>> = {
    none: async () => undefined,
    failing: async () => {
      throw new Error('no such answer')
    },
    'other key': teeWorker(foreign).signAnswer,
    'other request': (answer) => good({ ...answer, condition: conditionFor('m', utf8('other')) }),
    'upper case': async (answer) => {
      const text = answerText(answer.condition, answer.responseHash).toUpperCase()
      return { text, signature: tee.sign(utf8(text)) }
    },
    'too long': async (answer): Promise<TeeAnswer> => {
      const text = `${answerText(answer.condition, answer.responseHash)}0`
      return { text, signature: tee.sign(utf8(text)) }
    },
  }
  for (const [name, signAnswer] of Object.entries(bad)) {
    const { ledger, post, session } = gateway({ tee: { keys: [tee.publicKey], signAnswer } })
    const credential = await session('aa').payFor(condition, 490n)
    const response = await post(credential, body)
    t.is(response.status, 502, name)
    t.is(await problemOf(response), 'condition-unmet', name)
    const entry = await ledger.entry(idOf('aa'))
    t.like(entry, { acceptedYocto: 0n, spentYocto: 0n, lanes: [] }, name)
    t.is(entry && totalHeldYocto(entry), 0n, name)
  }
})

test('a condition that cannot be met here is refused before any work', async (t) => {
  let worked = false
  const upstream = async () => {
    worked = true
    return Response.json({})
  }
  const refused = async (made: Gateway, sent = body): Promise<string> =>
    problemOf(await made.post(await made.session('aa').payFor(condition, 490n), sent))
  t.is(await refused(gateway({ upstream }), `${body} `), 'condition-refused')
  t.is(await refused(gateway({ upstream }), body.replace('"m"', '"tiny"')), 'condition-refused')
  const foreign = teeWorker(nodeSigner())
  t.is(await refused(gateway({ upstream, tee: foreign })), 'condition-refused')
  for (const teeKey of [undefined, 'ed25519:no key']) {
    const without = gateway({ upstream })
    without.chain.set(idOf('aa'), channelOf({ teeKey }))
    t.is(await refused(without), 'condition-refused')
  }
  const { session, ledger, post } = gateway({ upstream })
  t.is(
    await problemOf(
      await post(await session('bb', { signer: nodeSigner() }).payFor(condition, 1n), body),
    ),
    'voucher-invalid',
  )
  const over = encodeVoucher({
    ctx: fromHex(kindsOffer.ctx),
    channelId: fromHex(idOf('aa')),
    cumulativeYocto: 1_001n,
    lane: 0,
    ackHash: sha256(utf8(condition)),
    conditional: true,
  })
  const tooMuch = { action: 'voucher' as const, voucher: over, signature: payer.sign(over) }
  t.is(await problemOf(await post(tooMuch, body)), 'deposit-exceeded')
  t.deepEqual(await ledger.entries(), [])
  t.false(worked)
  t.throws(() => gateway({ tee: { ...foreign, keys: [new Uint8Array(32)] } }))
})

test('INV-25 a rise pays for one answer at a time, and other payments cannot take its room', async (t) => {
  const gate = gated()
  let computed = 0
  const { ledger, post, session } = gateway({
    upstream: async () => {
      computed++
      await gate.open
      return Response.json({ usage: { completion_tokens: 50 } })
    },
  })
  const payerSession = session('aa')
  const credential = await payerSession.payFor(condition, 480n)
  const onLane = await payerSession.onLane(1).payFor(condition, 480n)
  // 20 of the 500 come from credit, which there is once.
  const answers = [credential, credential, onLane, onLane].map((one) => post(one, body))
  const early = await Promise.race([answers[1], answers[2], answers[3]])
  t.not(early?.status, 200)
  gate.go()
  const all = await Promise.all(answers)
  const problems = await Promise.all(all.map((one) => (one.ok ? 'sold' : problemOf(one))))
  t.deepEqual(problems.sort(), [
    'condition-running',
    'condition-running',
    'sold',
    'voucher-insufficient',
  ])
  t.is(computed, 1)
  t.like(await ledger.entry(idOf('aa')), { acceptedYocto: 480n, spentYocto: 500n })
})

test('INV-25 parallel conditional requests on lanes and plain ones never pass accepted and credit', async (t) => {
  const { ledger, post, session } = gateway({
    upstream: async () => Response.json({ usage: { completion_tokens: 30 } }),
  })
  const payerSession = session('aa', { depositYocto: 10_000n })
  const asks: Promise<Response>[] = []
  const sent = JSON.stringify({ model: 'm', max_tokens: 30, messages: [] })
  const waits = conditionFor('m', utf8(sent))
  for (const lane of [0, 1, 2]) {
    const session = payerSession.onLane(lane)
    asks.push(post(await session.payFor(waits, 290n), sent))
    asks.push(post(await session.payFor(waits, 150n), sent))
    asks.push(post(await session.pay(1n), '{"max_tokens":1}'))
  }
  await Promise.all(asks)
  const entry = await ledger.entry(idOf('aa'))
  if (entry === undefined) throw new Error('no entry')
  t.is(totalHeldYocto(entry), 0n)
  t.true(entry.spentYocto <= entry.acceptedYocto + 20n)
  t.true(entry.acceptedYocto >= 290n)
})

test('a deposit that was used up meanwhile withholds the answer', async (t) => {
  const [begun, gate] = [gated(), gated()]
  const { ledger, post, session } = gateway({
    upstream: async (sent) => {
      if (sent.length === body.length) {
        begun.go()
        await gate.open
      }
      return Response.json({ usage: { completion_tokens: 1 } })
    },
  })
  const waiting = post(await session('aa').payFor(condition, 500n), body)
  await begun.open
  // Another lane takes what the voucher counted on.
  const other = await post(await session('aa').onLane(2).pay(501n), '{"max_tokens":1}')
  t.is(other.status, 200)
  gate.go()
  t.is(await problemOf(await waiting), 'deposit-exceeded')
  const entry = await ledger.entry(idOf('aa'))
  t.like(entry, { acceptedYocto: 501n, spentYocto: 10n })
  t.is(entry && totalHeldYocto(entry), 0n)
})

test('a stream is served within the credit, and its end makes the voucher count', async (t) => {
  const waits = conditionFor('m', utf8(streamBody))
  const made = gateway({ upstream: async () => streamOf(2), voucherTimeoutMs: 50 })
  const response = await made.post(await made.session('aa').payFor(waits, 400n), streamBody)
  const text = await response.text()
  const lines = [...text.matchAll(/^(?:event: (.*)\n)?data: (.*)$/gm)]
  const data = lines.filter(([, event, line]) => event === undefined && line !== '[DONE]')
  const receipt = JSON.parse(lines.find(([, event]) => event === 'payment-receipt')?.[2] ?? '{}')
  t.is(receipt.acceptedCumulative, '400')
  const responseHash = sha256(utf8(data.map(([, , line]) => `${line}\n`).join('')))
  t.true(await checkAnswer(receipt, waits, responseHash, tee.publicKey))
  t.like(await made.ledger.entry(idOf('aa')), { acceptedYocto: 400n, spentYocto: 20n })

  // Longer than the credit: without a voucher it ends there, and the conditional one is no money.
  const long = gateway({ upstream: async () => streamOf(10), voucherTimeoutMs: 50 })
  const cut = await long.post(await long.session('aa').payFor(waits, 400n), streamBody)
  t.regex(await cut.text(), /payment-timeout/)
  t.like(await long.ledger.entry(idOf('aa')), { acceptedYocto: 0n, spentYocto: 20n })

  // Nor is it when the answer broke off.
  const broken = gateway({ upstream: async () => streamOf(2, 1), voucherTimeoutMs: 50 })
  const half = await broken.post(await broken.session('aa').payFor(waits, 400n), streamBody)
  t.regex(await half.text(), /upstream-failed/)
  t.like(await broken.ledger.entry(idOf('aa')), { acceptedYocto: 0n, spentYocto: 10n })
})

test('a fetch that pays on condition checks the answer and counts its price', async (t) => {
  const made = gateway()
  const session = made.session('aa')
  const options = { session, offer: kindsOffer, teeKey: tee.publicKey, upToYocto: 500n }
  const ask = createConditionalFetch({ ...options, fetch: made.fetch })
  for (const owed of [50n, 100n]) {
    const response = await ask(kindsUrl, body)
    t.like(await response.json(), { id: 'answer-1' })
    t.is(session.owedYocto(), owed)
  }
  t.like(await made.ledger.entry(idOf('aa')), { acceptedYocto: 550n, spentYocto: 100n })
  t.is(session.signedYocto(), 0n)
  // The next plain voucher acknowledges the receipt, and is for what was delivered.
  const { voucher } = await session.pay()
  const receipt = (await made.ledger.entry(idOf('aa')))?.receipt
  t.like(decodeVoucher(voucher), { cumulativeYocto: 100n })
  t.deepEqual(decodeVoucher(voucher)?.ackHash, receipt && sha256(receipt.message))

  const swapped: typeof fetch = async (...request) => {
    const response = await made.fetch(...request)
    return new Response(`${await response.text()} `, response)
  }
  const cheated = createConditionalFetch({ ...options, fetch: swapped })
  await t.throwsAsync(cheated(kindsUrl, body), { instanceOf: AnswerUnsignedError })
  const fresh = gateway()
  const otherKey = createConditionalFetch({
    ...options,
    session: fresh.session('aa'),
    fetch: fresh.fetch,
    teeKey: payer.publicKey,
  })
  await t.throwsAsync(otherKey(kindsUrl, body), { instanceOf: AnswerUnsignedError })
  t.is(session.owedYocto(), 100n)
  const small = createConditionalFetch({ ...options, fetch: made.fetch, upToYocto: 1n })
  t.is((await small(kindsUrl, body.replace('50', '90'))).status, 402)
  await t.throwsAsync(small(kindsUrl, '{}'), { instanceOf: RangeError })
})

test('a payer that crashes at any moment of the journal never takes a condition for a debt', async (t) => {
  for (const when of ['before', 'after'] as const) {
    for (let n = 1; n <= 14; n++) {
      const folder = await mkdtemp(join(tmpdir(), 'journal-'))
      let count = 0
      const strike = (now: string) => (): void => {
        if (now === 'before') count++
        if (now === when && count >= n) throw new Error('crash')
      }
      const seen = { plain: 0n, conditional: 0n, owed: 0n }
      try {
        const faults = { before: strike('before'), after: strike('after') }
        const journal = await fileJournal(folder, faultyFiles(faults))
        const session = gateway().session('aa', { wallet: await createWallet({ journal }) })
        for (let i = 0; i < 5; i++) {
          await session.payFor(condition, 100n)
          seen.conditional = seen.owed + 100n
          session.owe(10n)
          seen.owed += 10n
          await payTogether([{ session }])
          seen.plain = seen.owed
        }
      } catch (error) {
        t.is((error as Error).message, 'crash')
      }
      const journal = await fileJournal(folder)
      const again = gateway().session('aa', { wallet: await createWallet({ journal }) })
      t.true(again.signedYocto() >= seen.plain, `${when} ${n}: a debt is forgotten`)
      t.true(again.signedYocto() <= seen.owed, `${when} ${n}: a condition became a debt`)
      t.true(again.committedYocto() >= seen.conditional, `${when} ${n}: a limit is forgotten`)
      await journal.close()
    }
  }
})

test('the model gets the body that the payer named', async (t) => {
  const seen: string[] = []
  const { post, session } = gateway({
    upstream: async (sent) => {
      seen.push(Buffer.from(sent).toString())
      return streamOf(1)
    },
  })
  const waits = conditionFor('m', utf8(streamBody))
  await (await post(await session('aa').payFor(waits, 400n), streamBody)).text()
  await (await post(await session('bb').pay(1n), streamBody)).text()
  t.is(seen[0], streamBody)
  t.regex(seen[1] ?? '', /include_usage/)
})

test('a plain voucher still pays for everything and waits for nothing', async (t) => {
  const { ledger, post } = gateway()
  const voucher = encodeVoucher({
    ctx: fromHex(kindsOffer.ctx),
    channelId: fromHex(idOf('aa')),
    cumulativeYocto: 600n,
    lane: 0,
    ackHash: noAck,
  })
  const credential = { action: 'voucher' as const, voucher, signature: payer.sign(voucher) }
  const response = await post(credential, body)
  t.is(response.status, 200)
  t.is(receiptOf(response).answerSig, undefined)
  t.is((await ledger.entry(idOf('aa')))?.acceptedYocto, 600n)
  // A conditional voucher below it adds nothing, but its answer is signed all the same.
  const session = createPayerSession({
    signer: payer,
    ctx: fromHex(kindsOffer.ctx),
    channelId: fromHex(idOf('aa')),
    depositYocto: 1_000n,
  })
  const again = await post(await session.payFor(condition, 490n), body)
  t.is(again.status, 200)
  const text = await again.text()
  t.true(await checkAnswer(receiptOf(again), condition, sha256(utf8(text)), tee.publicKey))
  t.is((await ledger.entry(idOf('aa')))?.acceptedYocto, 600n)
})
