import { channelReader } from '@research-hub/scripts/demo/provider'
import {
  type Credential,
  createPayerSession,
  createTickChain,
  encodeCredential,
  encodeTickCommit,
  encodeVoucher,
  formatKey,
  fromHex,
  type MultiVoucherEntry,
  makeOffer,
  noAck,
} from '@research-hub/sdk/payments'
import { answerText, conditionFor } from '@research-hub/sdk/payments/conditional'
import {
  bestClaims,
  createPayeeLedger,
  createPaymentGate,
  type GateRequest,
  memoryLedgerStore,
  nodeSigner,
  type PayeeLedger,
  settleProofs,
  type TeeAnswer,
} from '@research-hub/sdk/payments/server'
import test from 'ava'
import fc from 'fast-check'
import {
  type ChannelsFixture,
  channelsFixture,
  contractId,
  openChannel,
  type VoucherKey,
  voucherKey,
} from '../../support/channels-fixture.js'
import { fuzzAsync } from '../../support/fuzz.js'
import {
  flipped,
  multiMessage,
  sha256,
  sortEntries,
  utf8,
} from '../../support/payment-mutations.js'
import { near } from '../../support/units.js'

const deposit = near / 100n
const payeeId = 'payee.hub.near'
const seldom = <T>(often: fc.Arbitrary<T>, rare: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 4, arbitrary: often }, { weight: 1, arbitrary: rare })
const amount = seldom(
  fc.bigInt({ min: 0n, max: deposit / 2n }),
  fc.constantFrom(deposit / 3n, deposit - 1n, deposit, deposit + 1n, 2n ** 128n - 1n),
)
const flip = (bits: number) => seldom(fc.constant<number | undefined>(undefined), fc.nat(bits - 1))
const lane = seldom(fc.nat(2), fc.constant(3))
/** Two channels of the payee and the tested key, one of another payee, one of another key, one unknown. */
const channel = seldom(fc.nat(1), fc.integer({ min: 2, max: 4 }))
const entry = fc.record({ channel, lane, amount: fc.bigInt(0n, deposit / 4n) })
const step = fc.oneof(
  fc.record({ kind: fc.constant('voucher' as const), channel, amount, lane, bit: flip(192 * 8) }),
  fc.record({
    kind: fc.constant('ticks' as const),
    channel,
    amount,
    lane,
    ticks: fc.nat(9),
    bit: flip(200 * 8),
  }),
  fc.record({
    kind: fc.constant('multi' as const),
    entries: fc.array(entry, { minLength: 1, maxLength: 5 }),
    at: fc.nat(5),
    bit: flip(116 * 8),
    order: seldom(fc.constant('canonical'), fc.constant('as drawn')),
  }),
  fc.record({
    kind: fc.constant('conditional' as const),
    channel,
    amount,
    lane,
    bit: flip(192 * 8),
    model: seldom(
      fc.constantFrom('m', 'a "model":', 'a:b', `${'m'.repeat(255)}\\`),
      fc.constantFrom('é', 'm'.repeat(257), ''),
    ),
    named: seldom(fc.constant('this'), fc.constant('another request')),
    answer: seldom(fc.constant('good'), fc.constantFrom('none', 'other key', 'other text', 'long')),
    answerBit: flip(64 * 8),
  }),
  // The payer settles something itself that the gateway never sees.
  fc.record({
    kind: fc.constant('unseen' as const),
    channel: fc.nat(1),
    lane: fc.nat(2),
    amount: fc.bigInt({ min: 1n, max: deposit / 8n }),
  }),
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

test('INV-23 whatever the gateway takes in, of every kind and on any lane, the contract settles', async (t) => {
  const fixture = await channelsFixture(0)
  await fixture.stranger.channels.storageDeposit({ depositYocto: near / 10n })
  const taken = new Map<string, number>()
  await fuzzAsync(
    t,
    fc.asyncProperty(
      fc.array(step, { minLength: 3, maxLength: 10, size: 'max' }),
      async (steps) => {
        const run = await startRun(fixture)
        for (const drawn of steps) {
          const before = await total(run.ledger)
          await run.pay(drawn)
          if ((await total(run.ledger)) > before)
            taken.set(drawn.kind, (taken.get(drawn.kind) ?? 0) + 1)
        }
        const { channels } = fixture.payee
        const settledOn = async (channelId: string) => (await channels.lanes({ channelId })) ?? []
        const entries = await run.ledger.entries()
        for (const entry of entries) {
          const before = await settledOn(entry.channelId)
          const due = bestClaims(entry).filter(
            ({ lane, cumulativeYocto }) => cumulativeYocto > (before[lane] ?? 0n),
          )
          await settleProofs(fixture.stranger.channels, due)
        }
        for (const { channelId, acceptedYocto, lanes } of entries) {
          const settled = await settledOn(channelId)
          const expected = settled.map((_, at) => {
            const accepted = lanes.find(({ lane }) => lane === at)?.acceptedYocto ?? 0n
            const unseen = run.unseen.get(`${channelId}:${at}`) ?? 0n
            return unseen > accepted ? unseen : accepted
          })
          t.deepEqual(settled, expected)
          const state = await channels.get({ channelId })
          t.true((state?.settledYocto ?? 0n) >= acceptedYocto)
        }
      },
    ),
    45,
  )
  t.log(Object.fromEntries(taken))
  for (const kind of ['voucher', 'ticks', 'multi', 'conditional'])
    t.true((taken.get(kind) ?? 0) >= 5, `${taken.get(kind)} of ${kind} were taken in`)
})

type Run = {
  readonly ledger: PayeeLedger
  readonly pay: (drawn: Step) => Promise<void>
  /** What was settled past the gateway, by channel and lane. */
  readonly unseen: ReadonlyMap<string, bigint>
}

async function startRun(fixture: ChannelsFixture): Promise<Run> {
  const [signer, otherSigner] = [voucherKey(), voucherKey()]
  const [receiptSigner, tee] = [nodeSigner(), nodeSigner()]
  const offer = makeOffer({
    chainId: fixture.devnet.chain.options.chainId,
    contractId,
    payeeId,
    payeeKey: formatKey(receiptSigner.publicKey),
    pricePerTokenYocto: 1n,
    pricePerRequestYocto: 0n,
    creditWindowTokens: 1000,
    graceS: 900,
    suggestedDepositYocto: deposit,
  })
  for (const hub of [fixture.payee, fixture.stranger]) {
    await hub.channels.setPayeeTerms({ payeeKeys: [offer.payeeKey] })
  }
  const open = async (key: VoucherKey, change: object = {}): Promise<Uint8Array> => {
    const { channelId } = await fixture.payer.channels.open({
      payeeId,
      signerKey: key.publicKey,
      payeeKey: offer.payeeKey,
      depositYocto: deposit,
      graceS: 900,
      termsHash: offer.termsHash,
      storageDepositYocto: near / 100n,
      lanes: 2,
      teeKey: formatKey(tee.publicKey),
      ...change,
    })
    return fromHex(channelId)
  }
  const ids = [
    await open(signer),
    await open(signer),
    await open(signer, { payeeId: 'stranger.hub.near' }),
    await open(otherSigner),
    new Uint8Array(32).fill(9),
  ]
  const ledger = createPayeeLedger(memoryLedgerStore())
  let answer: (text: string) => TeeAnswer | undefined = () => undefined
  const gate = createPaymentGate({
    offer,
    ledger,
    realm: 'test',
    receiptSigner,
    readChannel: channelReader(fixture.payee),
    tee: {
      keys: [tee.publicKey],
      signAnswer: async ({ condition, responseHash }) =>
        answer(answerText(condition, responseHash)),
    },
  })
  const send = async (credential: Credential, body = utf8('{"max_tokens":1}')): Promise<void> => {
    const request: GateRequest = {
      method: 'POST',
      url: 'http://gate/v1',
      path: '/v1',
      header: (name) => (name === 'authorization' ? encodeCredential(credential) : undefined),
      body,
      signal: new AbortController().signal,
    }
    await gate.handle(request, async () => Response.json({ usage: { completion_tokens: 1 } }))
  }
  const head = (channelIndex: number) => ({
    ctx: fixture.ctx,
    channelId: ids[channelIndex] ?? new Uint8Array(32),
  })
  const key = (channelIndex: number): VoucherKey => (channelIndex === 3 ? otherSigner : signer)

  const unseen = new Map<string, bigint>()
  /** As far as the deposit covers it beside what the gateway has accepted. */
  const settleUnseen = async (index: number, lane: number, added: bigint): Promise<void> => {
    const channelId = Buffer.from(head(index).channelId).toString('hex')
    const settled = (await fixture.payee.channels.lanes({ channelId })) ?? []
    const accepted = (await ledger.entry(channelId))?.acceptedYocto ?? 0n
    const cumulativeYocto = (settled[lane] ?? 0n) + added
    if (accepted + settled.reduce((sum, one) => sum + one, added) > deposit) return
    const voucher = encodeVoucher({ ...head(index), lane, cumulativeYocto, ackHash: noAck })
    await fixture.payer.channels.settle({ voucher, signature: signer.sign(voucher) })
    unseen.set(`${channelId}:${lane}`, cumulativeYocto)
  }

  const pay = async (drawn: Step): Promise<void> => {
    if (drawn.kind === 'unseen') return settleUnseen(drawn.channel, drawn.lane, drawn.amount)
    if (drawn.kind === 'multi') {
      const drawnEntries = drawn.entries.map(
        ({ channel: index, lane: onLane, amount: cumulativeYocto }): MultiVoucherEntry => ({
          channelId: head(index).channelId,
          lane: onLane,
          cumulativeYocto,
        }),
      )
      const list = drawn.order === 'canonical' ? sortEntries(drawnEntries) : drawnEntries
      const { message, entries } = multiMessage(fixture.ctx, list)
      const signed = flipped(entries, signer.sign(message), drawn.bit)
      const at = drawn.at % list.length
      const { signature } = signed
      return send({ action: 'multi-voucher', at, entries: signed.message, signature })
    }
    const { channel: index, lane: onLane, amount: cumulativeYocto, bit } = drawn
    const fields = { ...head(index), lane: onLane, cumulativeYocto, ackHash: noAck }
    const sendVoucher = async (terms: Parameters<typeof encodeVoucher>[0], body?: Uint8Array) => {
      const voucher = encodeVoucher(terms)
      const signed = flipped(voucher, key(index).sign(voucher), bit)
      const { message, signature } = signed
      await send({ action: 'voucher', voucher: message, signature }, body)
    }
    if (drawn.kind === 'voucher') return sendVoucher(fields)
    if (drawn.kind === 'conditional') {
      const body = utf8(JSON.stringify({ model: drawn.model, max_tokens: 1 }))
      const named = drawn.named === 'this' ? body : utf8(drawn.named)
      const model = /^[ -~]{1,256}$/.test(drawn.model) ? drawn.model : 'm'
      const ackHash = sha256(utf8(conditionFor(model, named)))
      answer = (text) => {
        if (drawn.answer === 'none') return undefined
        const said =
          drawn.answer === 'other text' ? `m${text}` : drawn.answer === 'long' ? `${text}0` : text
        const signing = drawn.answer === 'other key' ? receiptSigner : tee
        const { signature } = flipped(utf8(''), signing.sign(utf8(said)), drawn.answerBit)
        return { text: said, signature }
      }
      return sendVoucher({ ...fields, ackHash, conditional: true }, body)
    }
    const base = encodeVoucher(fields)
    // Sometimes the voucher that a chain needs is left out.
    if (cumulativeYocto % 4n !== 3n)
      await send({ action: 'voucher', voucher: base, signature: key(index).sign(base) })
    const chain = createTickChain(8)
    const terms = { baseYocto: cumulativeYocto, lane: onLane, maxTicks: 8, tickPriceYocto: 1000n }
    const commit = encodeTickCommit({ ...head(index), ...terms, root: chain.root })
    const signed = flipped(commit, key(index).sign(commit), bit)
    await send({ action: 'tick-commit', commit: signed.message, signature: signed.signature })
    const preimage = chain.preimage(Math.min(drawn.ticks, 8))
    const { channelId } = head(index)
    await send({ action: 'tick', channelId, lane: onLane, ticks: drawn.ticks, preimage })
  }
  return { ledger, pay, unseen }
}

async function total(ledger: PayeeLedger): Promise<bigint> {
  return (await ledger.entries()).reduce((sum, entry) => sum + entry.acceptedYocto, 0n)
}

test('the SDK payer is understood by gateway and contract alike', async (t) => {
  const fixture = await channelsFixture(0)
  const { channelId, signer } = await openChannel(fixture, deposit)
  const session = createPayerSession({
    signer,
    ctx: fixture.ctx,
    channelId: fromHex(channelId),
    depositYocto: deposit,
  })
  session.owe(500n)
  await fixture.stranger.channels.settle(await session.pay())
  t.is((await fixture.payee.channels.get({ channelId }))?.settledYocto, 500n)
})
