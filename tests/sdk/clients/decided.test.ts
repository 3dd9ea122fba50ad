/** What decides whether an action did what it is for, when other receipts say otherwise. */
import test from 'ava'
import { addToken } from '../../contracts/channels/support/tokens.js'
import {
  type ChannelsFixture,
  channelsFixture,
  contractId,
  openChannel,
} from '../../support/channels-fixture.js'
import { fixtureWasm } from '../../support/fixture-contracts.js'
import { refused } from '../../support/refused.js'
import { near } from '../../support/units.js'

const payerId = 'payer.hub.near'
const licensingId = 'licensing.hub.near'

async function setting() {
  const f = await channelsFixture(0)
  const token = await addToken(f, 'usd', 1000n)
  const credit = () => f.payer.channels.creditOf({ accountId: payerId, token: token.id })
  return { f, token, credit }
}

/** The devnet account's own calls reach what a payer has in the token. */
const fund = (f: ChannelsFixture, id: string, amount: bigint) =>
  f.devnet.call(f.devnet.root, id, 'mint', { account_id: payerId, amount: String(amount) })

test('a withdrawal resolves when the money moved, whatever else the token set off and failed', async (t) => {
  const { f, token, credit } = await setting()
  await token.setMode('reentrant')
  await token.setReentry('no_such_method', {})
  const sent = await f.payer.channels.withdraw({ token: token.id, amountYocto: 40n })
  t.is(await token.balanceOf(payerId), 40n)
  t.is(await credit(), 960n)
  t.is(sent.failedReceipts.length, 1)
  t.true(sent.receipts.length > sent.failedReceipts.length)
})

test('SDK_RESTORED: a withdrawal that came back says so and why, once', async (t) => {
  const { f, token, credit } = await setting()
  await token.setMode('failing')
  const withdrawal = f.payer.channels.withdraw({ token: token.id, amountYocto: 40n })
  await refused(t, 'SDK_RESTORED', withdrawal)
  const error = await t.throwsAsync(withdrawal)
  t.regex(error?.message ?? '', /this token does not move/)
  t.is(await credit(), 1000n)
})

test('a token cannot say that a withdrawal came back', async (t) => {
  const { f, token, credit } = await setting()
  const restored = {
    standard: 'research-hub',
    version: '1.0.0',
    event: 'withdraw_restored',
    data: [{ account_id: payerId, token: token.id, amount: '40' }],
  }
  await token.setMode('honest')
  await token.setLog(`EVENT_JSON:${JSON.stringify(restored)}`)
  const sent = await f.payer.channels.withdraw({ token: token.id, amountYocto: 40n })
  t.true(
    sent.events.some(({ event }) => event === 'withdraw_restored'),
    'it tried',
  )
  const whose = sent.receipts.filter(({ events }) =>
    events.some(({ event }) => event === 'withdraw_restored'),
  )
  t.deepEqual(
    whose.map(({ executorId }) => executorId),
    [token.id],
  )
  t.is(await credit(), 960n)
})

test('tokens are deposited when the contract books them, whatever fails beside it', async (t) => {
  const { f, token, credit } = await setting()
  await fund(f, token.id, 100n)
  await token.setMode('reentrant')
  await token.setReentry('no_such_method', {})
  const sent = await f.payer.channels.depositTokens({ token: token.id, amount: 30n })
  t.is(await credit(), 1030n)
  t.is(sent.failedReceipts.length, 1)
})

test('SDK_NOT_DONE: a token that claims to have paid in and did not', async (t) => {
  const { f, token, credit } = await setting()
  await fund(f, token.id, 100n)
  await token.setMode('lying')
  await refused(t, 'SDK_NOT_DONE', f.payer.channels.depositTokens({ token: token.id, amount: 30n }))
  t.is(await credit(), 1000n)
})

test('a deposit that the contract refuses throws the contract’s own code', async (t) => {
  const { f, token } = await setting()
  await fund(f, token.id, 100n)
  const deposit = { token: token.id, amount: 30n, accountId: 'nobody.hub.near' }
  await refused(t, 'ERR_TOKEN_NOT_HELD', f.payer.channels.depositTokens(deposit))
  t.is(await token.balanceOf(payerId), 100n)
})

test('a top-up is decided by the channel it is for', async (t) => {
  const { f, token } = await setting()
  await fund(f, token.id, 100n)
  const { channelId } = await openChannel(f, 500n, undefined, { token: token.id })
  const topUp = { token: token.id, amount: 30n, topUpChannelId: channelId }
  await f.payer.channels.depositTokens(topUp)
  t.is((await f.payer.channels.get({ channelId }))?.depositYocto, 530n)
  await token.setMode('lying')
  await refused(t, 'SDK_NOT_DONE', f.payer.channels.depositTokens(topUp))
})

test('SDK_UNDELIVERED: a notification that the neighbour did not take names what to retry', async (t) => {
  const f = await channelsFixture(0, undefined, licensingId)
  const account = await f.devnet.createAccount(licensingId, 20n * near)
  await f.devnet.deploy(account, await fixtureWasm('neighbour'))
  const mode = (value: string) => f.devnet.call(account, licensingId, 'set_mode', { mode: value })
  const channel = await openChannel(f, near, undefined, {
    asset: { assetId: 7n, royaltyPpm: 300_000 },
  })
  await f.stranger.channels.settle(channel.voucher(1000n))
  await f.stranger.channels.storageDeposit({ depositYocto: near / 10n })
  await mode('failing')
  await refused(t, 'SDK_UNDELIVERED', f.stranger.channels.forwardRoyalty({ assetId: 7n }))
  const { lastOutboxId: id } = await f.payer.channels.royalty({ assetId: 7n })
  await refused(t, 'SDK_UNDELIVERED', f.stranger.channels.retryOutbox({ id }))
  t.is((await f.payer.channels.outboxEntry({ id }))?.status, 'failed')
  await mode('accepting')
  await f.stranger.channels.retryOutbox({ id })
  t.is(await f.payer.channels.outboxEntry({ id }), null)
})

test('an upgrade to code that nobody published rejects, and nothing is switched', async (t) => {
  const f = await channelsFixture(0)
  const code = async () =>
    f.devnet.request('query', {
      request_type: 'view_account',
      finality: 'optimistic',
      account_id: contractId,
    }) as Promise<{ code_hash: string }>
  const { upgradeDelayNs } = await f.owner.channels.governance()
  await f.owner.channels.proposeUpgrade({ codeHash: '07'.repeat(32), delayNs: upgradeDelayNs })
  const before = (await code()).code_hash
  f.devnet.advanceTime(upgradeDelayNs + 1_000_000_000n)
  await refused(t, 'SDK_TX_FAILED', f.stranger.channels.executeUpgrade())
  t.is((await code()).code_hash, before)
})
