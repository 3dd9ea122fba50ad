import { channelReader } from '@research-hub/scripts/demo/provider'
import {
  type Credential,
  createPayerSession,
  createTickChain,
  encodeTickCommit,
  encodeVoucher,
  formatKey,
  fromHex,
  makeOffer,
  noAck,
} from '@research-hub/sdk/payments'
import {
  bestClaims,
  createPayeeLedger,
  createPaymentCheck,
  memoryLedgerStore,
  nodeSigner,
} from '@research-hub/sdk/payments/server'
import test from 'ava'
import fc from 'fast-check'
import { channelsFixture, contractId, near, voucherKey } from '../../support/channels-fixture.js'
import { fuzzAsync } from '../../support/fuzz.js'

const deposit = near
const amount = fc.oneof(
  fc.bigInt({ min: 0n, max: deposit }),
  fc.constantFrom(deposit, deposit + 1n, 2n ** 128n - 1n),
)
const flip = fc.option(fc.nat(192 * 8 - 1), { freq: 3, nil: undefined })
const step = fc.oneof(
  fc.record({ kind: fc.constant('voucher' as const), amount, lane: fc.nat(3), flip }),
  fc.record({
    kind: fc.constant('ticks' as const),
    amount,
    lane: fc.nat(3),
    ticks: fc.nat(9),
    flip,
  }),
)

test('INV-23 whatever the gateway takes in, voucher or ticks, on any lane, the contract settles', async (t) => {
  const fixture = await channelsFixture(0)
  const chainId = fixture.devnet.chain.options.chainId
  const offer = makeOffer({
    chainId,
    contractId,
    payeeId: 'payee.hub.near',
    payeeKey: formatKey(nodeSigner().publicKey),
    pricePerTokenYocto: 1n,
    pricePerRequestYocto: 0n,
    creditWindowTokens: 8,
    graceS: 900,
    suggestedDepositYocto: deposit,
  })
  let taken = 0
  await fuzzAsync(
    t,
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      const signer = voucherKey()
      const { channelId } = await fixture.payer.channels.open({
        payeeId: offer.payeeId,
        signerKey: signer.publicKey,
        payeeKey: offer.payeeKey,
        depositYocto: deposit,
        graceS: 900,
        termsHash: offer.termsHash,
        storageDepositYocto: 0n,
        lanes: 2,
      })
      const ledger = createPayeeLedger(memoryLedgerStore())
      const readChannel = channelReader(fixture.payee)
      const check = createPaymentCheck({ offer, ledger, readChannel })
      const head = { ctx: fixture.ctx, channelId: fromHex(channelId) }
      const send = async (credential: Credential): Promise<void> => {
        if ((await check(credential)).ok) taken++
      }
      for (const { kind, lane, amount: yocto, flip: bit, ...rest } of steps) {
        if (kind === 'voucher') {
          const fields = { ...head, cumulativeYocto: yocto, lane, ackHash: noAck }
          const voucher = encodeVoucher(fields)
          const signed = flipped(voucher, signer.sign(voucher), bit)
          await send({ action: 'voucher', voucher: signed.message, signature: signed.signature })
          continue
        }
        const base = encodeVoucher({ ...head, cumulativeYocto: yocto, lane, ackHash: noAck })
        // Sometimes the voucher that a chain needs is left out.
        if (yocto % 4n !== 3n)
          await send({ action: 'voucher', voucher: base, signature: signer.sign(base) })
        const chain = createTickChain(8)
        const terms = { baseYocto: yocto, lane, maxTicks: 8, tickPriceYocto: 1000n }
        const commit = encodeTickCommit({ ...head, ...terms, root: chain.root })
        const signed = flipped(commit, signer.sign(commit), bit)
        await send({
          action: 'tick-commit',
          commit: signed.message,
          signature: signed.signature,
        })
        const ticks = 'ticks' in rest ? rest.ticks : 0
        const preimage = chain.preimage(Math.min(ticks, 8))
        await send({ action: 'tick', ...head, lane, ticks, preimage })
      }
      const entry = await ledger.entry(channelId)
      for (const claim of entry === undefined ? [] : bestClaims(entry)) {
        if (claim.cumulativeYocto === 0n) continue
        if (claim.kind === 'voucher') await fixture.stranger.channels.settle(claim)
        else {
          const { commit, ticks, preimage } = claim.ticks
          await fixture.stranger.channels.settleTicks({
            commitment: commit.message,
            signature: commit.signature,
            ticks,
            tick: preimage,
          })
        }
      }
      const settled = await fixture.payee.channels.get({ channelId })
      t.is(settled?.settledYocto, entry?.acceptedYocto ?? 0n)
    }),
    15,
  )
  t.true(taken > 10, `${taken} payments were taken in`)
})

test('the SDK payer is understood by gateway and contract alike', async (t) => {
  const fixture = await channelsFixture(0)
  const signer = voucherKey()
  const { channelId } = await fixture.payer.channels.open({
    payeeId: 'payee.hub.near',
    signerKey: signer.publicKey,
    payeeKey: formatKey(nodeSigner().publicKey),
    depositYocto: deposit,
    graceS: 900,
    termsHash: '11'.repeat(32),
    storageDepositYocto: 0n,
  })
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

/** One bit of message or signature turned over, or nothing. */
function flipped(message: Uint8Array, signature: Uint8Array, bit: number | undefined) {
  const all = new Uint8Array([...message, ...signature])
  if (bit !== undefined)
    all[(bit >> 3) % all.length] = (all[(bit >> 3) % all.length] ?? 0) ^ (1 << (bit & 7))
  return { message: all.slice(0, message.length), signature: all.slice(message.length) }
}
