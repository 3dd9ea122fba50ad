/** The gateway holds every field of a channel against its offer, whichever way it is paid. */
import { channelTermsOf } from '@research-hub/sdk'
import {
  type Credential,
  encodeMultiVoucher,
  encodeTickCommit,
  encodeVoucher,
  formatKey,
  fromHex,
  makeOffer,
  noAck,
  offerFromWire,
  offerToWire,
} from '@research-hub/sdk/payments'
import { encodeMultiEntries } from '@research-hub/sdk/payments/multi'
import {
  type ChannelOnChain,
  createPayeeLedger,
  createPaymentCheck,
  memoryLedgerStore,
  nodeSigner,
  payeeTermsOf,
} from '@research-hub/sdk/payments/server'
import test from 'ava'

const payer = nodeSigner(new Uint8Array(32).fill(41))
const payeeKey = formatKey(nodeSigner(new Uint8Array(32).fill(42)).publicKey)
const offer = makeOffer({
  chainId: 'fields',
  contractId: 'channels.test.near',
  payeeId: 'provider.test.near',
  payeeKey,
  pricePerTokenYocto: 1n,
  pricePerRequestYocto: 0n,
  creditWindowTokens: 1,
  graceS: 1800,
  suggestedDepositYocto: 1_000n,
  minDepositYocto: 500n,
  assetId: 7n,
  royaltyPpm: 300_000,
  maxTipBps: 100,
  tipAfterBps: 5000,
  maxFeeBps: 50,
})
const id = new Uint8Array(32).fill(1)
const asOffered: ChannelOnChain = {
  status: 'open',
  payeeId: offer.payeeId,
  payeeKey,
  token: 'NEAR',
  signerKey: payer.publicKey,
  depositYocto: 500n,
  settledYocto: 0n,
  graceS: 1800,
  termsHash: offer.termsHash,
  feeBps: 50,
  assetId: 7n,
  royaltyPpm: 300_000,
  tipBps: 100,
  tipAfterBps: 5000,
}

const head = { ctx: fromHex(offer.ctx), channelId: id }

/** A credential of each kind that pays 5 on the channel. */
function credentials(): readonly Credential[] {
  const voucher = encodeVoucher({ ...head, cumulativeYocto: 5n, lane: 0, ackHash: noAck })
  const terms = { baseYocto: 0n, lane: 0, maxTicks: 4, tickPriceYocto: 1n }
  const commit = encodeTickCommit({ ...head, ...terms, root: new Uint8Array(32).fill(3) })
  const entries = [{ channelId: id, lane: 0, cumulativeYocto: 5n }]
  const multi = encodeMultiVoucher(head.ctx, entries)
  const list = encodeMultiEntries(entries)
  return [
    { action: 'voucher', voucher, signature: payer.sign(voucher) },
    { action: 'tick-commit', commit, signature: payer.sign(commit) },
    { action: 'tick', channelId: id, lane: 0, ticks: 1, preimage: new Uint8Array(32).fill(4) },
    { action: 'multi-voucher', at: 0, entries: list, signature: payer.sign(multi) },
  ]
}

/** What the gateway says to each kind of payment on such a channel. */
async function answers(change: Partial<ChannelOnChain>): Promise<readonly string[]> {
  const found: string[] = []
  for (const credential of credentials()) {
    const check = createPaymentCheck({
      offer,
      ledger: createPayeeLedger(memoryLedgerStore()),
      readChannel: async () => ({ ...asOffered, ...change }),
    })
    const answer = await check(credential)
    found.push(answer.ok ? 'taken' : (answer.problem.type.split(':').at(-1) ?? ''))
  }
  return found
}

const taken = ['taken', 'tick-invalid', 'tick-invalid', 'taken']
const foreign = ['channel-foreign', 'channel-foreign', 'channel-foreign', 'channel-foreign']

test('INV-23 a channel that is as offered, or better for the payee, is paid on', async (t) => {
  for (const change of [
    {},
    { graceS: 1801 },
    { feeBps: 49 },
    { tipBps: 99 },
    { tipBps: 0, tipAfterBps: 0 },
    { tipAfterBps: 5001 },
  ] satisfies Partial<ChannelOnChain>[])
    t.deepEqual(await answers(change), taken, JSON.stringify(change))
})

test('INV-23 a channel that differs from the offer in any one field pays for nothing, by any kind', async (t) => {
  for (const change of [
    { payeeId: 'other.test.near' },
    { payeeKey: formatKey(payer.publicKey) },
    { token: 'usd.near' },
    { termsHash: '00'.repeat(32) },
    { graceS: 1799 },
    { feeBps: 51 },
    { assetId: 8n },
    { assetId: undefined },
    { royaltyPpm: 299_999 },
    { royaltyPpm: 300_001 },
    { tipBps: 101 },
    { tipAfterBps: 4999 },
  ] satisfies Partial<ChannelOnChain>[]) {
    const name = Object.keys(change).join()
    t.deepEqual(await answers(change), foreign, name)
  }
})

test('an offer says what the payee sets on chain and what a payer opens with', (t) => {
  t.deepEqual(payeeTermsOf(offer), {
    payeeKeys: [payeeKey],
    maxRoyaltyPpm: 300_000,
    assetIds: [7n],
    maxTipBps: 100,
    tipAfterBps: 5000,
  })
  const { graceS, payeeId, termsHash } = offer
  const asset = { assetId: 7n, royaltyPpm: 300_000 }
  t.deepEqual(channelTermsOf(offer), { payeeId, payeeKey, graceS, termsHash, asset })
  const plain = makeOffer({ ...offer, assetId: 0n, royaltyPpm: 0 })
  t.deepEqual(payeeTermsOf(plain).assetIds, [])
  t.false('asset' in channelTermsOf(plain))
  const { maxTipBps, tipAfterBps, maxFeeBps, ...shown } = offer
  t.deepEqual([maxTipBps, tipAfterBps, maxFeeBps], [100, 5000, 50])
  t.deepEqual(offerFromWire(offerToWire(offer)), shown)
  t.is(offerFromWire({ ...offerToWire(offer), assetId: '0x7' }), undefined)
  t.is(offerFromWire({ ...offerToWire(offer), royaltyPpm: '1' }), undefined)
  for (const other of [null, undefined, 'offer', 1, true, []]) t.is(offerFromWire(other), undefined)
})
