import { channelReader } from '@research-hub/scripts/demo/provider'
import type { HubClient } from '@research-hub/sdk'
import {
  createPayerSession,
  encodeCredential,
  formatKey,
  fromHex,
  makeOffer,
} from '@research-hub/sdk/payments'
import { payTogether } from '@research-hub/sdk/payments/multi'
import {
  bestClaims,
  createPayeeLedger,
  createPaymentGate,
  memoryLedgerStore,
  nodeSigner,
  requirePayment,
  settleProofs,
} from '@research-hub/sdk/payments/server'
import test from 'ava'
import { Hono } from 'hono'
import {
  type ChannelsFixture,
  channelsFixture,
  contractId,
  voucherKey,
} from '../../support/channels-fixture.js'
import { near } from '../../support/units.js'

const signer = voucherKey()

/** A provider on the fixture's chain, and a session of a channel to it. */
async function sell(fixture: ChannelsFixture, hub: HubClient) {
  const receiptSigner = nodeSigner()
  const offer = makeOffer({
    chainId: fixture.devnet.chain.options.chainId,
    contractId,
    payeeId: hub.account?.accountId ?? '',
    payeeKey: formatKey(receiptSigner.publicKey),
    pricePerTokenYocto: 10n,
    pricePerRequestYocto: 0n,
    creditWindowTokens: 0,
    graceS: 900,
    suggestedDepositYocto: near,
  })
  await hub.channels.setPayeeTerms({ payeeKeys: [offer.payeeKey] })
  const { channelId } = await fixture.payer.channels.open({
    payeeId: offer.payeeId,
    payeeKey: offer.payeeKey,
    signerKey: signer.publicKey,
    termsHash: offer.termsHash,
    graceS: 900,
    depositYocto: near,
    storageDepositYocto: near / 10n,
  })
  const ledger = createPayeeLedger(memoryLedgerStore())
  const readChannel = channelReader(hub)
  const gate = createPaymentGate({ offer, ledger, receiptSigner, realm: 'test', readChannel })
  const app = new Hono()
  app.use('*', requirePayment(gate))
  app.post('/', () => Response.json({ usage: { completion_tokens: 1 } }))
  const session = createPayerSession({
    signer,
    ctx: fixture.ctx,
    channelId: fromHex(channelId),
    depositYocto: near,
    payeeId: offer.payeeId,
  })
  return { app, ledger, channelId, session }
}

test('one signature pays two providers, and what one of them settles is settled for both', async (t) => {
  const fixture = await channelsFixture(0)
  await fixture.stranger.channels.storageDeposit({ depositYocto: near / 10n })
  const providers = [
    await sell(fixture, fixture.payee),
    await sell(fixture, fixture.stranger),
  ] as const
  const credentials = await payTogether(
    providers.map(({ session }, i) => ({ session, aheadToYocto: 10n + BigInt(i) })),
  )
  const headers = credentials.map((one) => ({ authorization: encodeCredential(one) }))
  for (const [i, { app, ledger, channelId }] of providers.entries()) {
    const ask = { method: 'POST', headers: headers[i] ?? {}, body: '{"max_tokens":1}' }
    t.is((await app.request('/', ask)).status, 200)
    // Each takes in its own channel and nothing else, and the other's credential buys nothing.
    const taken = (await ledger.entries()).map((entry) => [entry.channelId, entry.acceptedYocto])
    t.deepEqual(taken, [[channelId, 10n + BigInt(i)]])
    const crossed = await app.request('/', { ...ask, headers: headers[1 - i] ?? {} })
    t.is(crossed.status, 402)
  }
  const [entry] = await providers[1].ledger.entries()
  await settleProofs(fixture.stranger.channels, entry === undefined ? [] : bestClaims(entry))
  for (const [i, { channelId }] of providers.entries()) {
    const state = await fixture.payer.channels.get({ channelId })
    t.is(state?.settledYocto, 10n + BigInt(i))
  }
  t.is(await fixture.payee.channels.creditOf({ accountId: 'payee.hub.near' }), 10n)
})
