import test from 'ava'
import fc from 'fast-check'
import {
  type ChannelsFixture,
  channelsFixture,
  contractId,
  openChannel,
} from '../../support/channels-fixture.js'
import { requireExactBooks } from '../../support/exact-books.js'
import { fixtureWasm } from '../../support/fixture-contracts.js'
import { fuzzAsync } from '../../support/fuzz.js'
import { outboxId } from '../../support/outbox-ids.js'
import { refused } from '../../support/refused.js'
import { near } from '../../support/units.js'
import { batchEntry, batchInput, multiInput } from './support/messages.js'
import { addToken, tokenBooks } from './support/tokens.js'

const licensingId = 'licensing.hub.near'
const payeeId = 'payee.hub.near'
const asset = { assetId: 7n, royaltyPpm: 300_000 }

type Received = {
  readonly count: number
  readonly method: string
  readonly args: string
  readonly amount: string
}

type Licensing = {
  readonly setMode: (mode: 'accepting' | 'failing') => Promise<void>
  readonly received: () => Promise<Received>
}

/** A hub whose licensing contract takes notifications or not, as the test says. */
async function setting(
  feeBps: number,
  isRegistered = true,
): Promise<{ f: ChannelsFixture; licensing: Licensing }> {
  const f = await channelsFixture(feeBps, undefined, licensingId)
  const account = await f.devnet.createAccount(licensingId, 20n * near)
  await f.devnet.deploy(account, await fixtureWasm('neighbour'))
  if (isRegistered) await f.stranger.channels.storageDeposit({ depositYocto: near / 10n })
  return {
    f,
    licensing: {
      setMode: async (mode) => {
        await f.devnet.call(account, licensingId, 'set_mode', { mode })
      },
      received: async () => (await f.devnet.view(licensingId, 'received', {})) as Received,
    },
  }
}

const credit = (f: ChannelsFixture, accountId: string, token = 'NEAR'): Promise<bigint> =>
  f.payer.channels.creditOf({ accountId, token })

/** Fee first, the royalty of what is left. */
function sharesOf(total: bigint, feeBps: bigint, ppm: bigint) {
  const fee = (total * feeBps) / 10_000n
  const royalty = ((total - fee) * ppm) / 1_000_000n
  return { fee, royalty, payee: total - fee - royalty }
}

test('INV-4 INV-5 payee, fee and royalty depend on the total alone, whichever way it is settled', async (t) => {
  const { f } = await setting(50)
  const plan = fc.array(
    fc.record({
      amount: fc.oneof(fc.bigInt({ min: 1n, max: 400n }), fc.bigInt({ min: 1n, max: near / 2n })),
      by: fc.constantFrom('single', 'batch', 'multi'),
    }),
    { minLength: 1, maxLength: 6 },
  )
  const start = f.devnet.snapshot()
  await fuzzAsync(
    t,
    fc.asyncProperty(plan, async (steps) => {
      f.devnet.revert(start)
      const channel = await openChannel(f, near, undefined, { asset })
      const channelId = Buffer.from(channel.channelId, 'hex')
      for (const { amount, by } of steps) {
        const signed = channel.voucher(amount)
        const entries = [{ channelId, lane: 0, cumulative: amount }]
        const multi = multiInput(f.ctx, channel.signer, entries)
        if (by === 'single') await f.stranger.channels.settle(signed).catch(() => undefined)
        else if (by === 'batch')
          await f.stranger.channels.settleBatch({ payeeId, entries: batchEntry(signed) })
        else
          await f.stranger.channels.settleMulti({
            signerKey: channel.signer.publicKey,
            signature: multi.slice(32, 96),
            entries,
          })
      }
      const total = steps.reduce((max, { amount }) => (amount > max ? amount : max), 0n)
      const shares = sharesOf(total, 50n, 300_000n)
      t.is(await credit(f, payeeId), shares.payee)
      t.is(await f.payer.channels.fees(), shares.fee)
      t.is((await f.payer.channels.royalty({ assetId: 7n })).amount, shares.royalty)
      const state = await f.payer.channels.get({ channelId: channel.channelId })
      t.is(state?.royaltyTakenYocto, shares.royalty)
      const solvency = await f.payer.channels.solvency()
      t.is(solvency.lockedYocto, near - shares.payee)
      t.true(solvency.solvent)
    }),
    12,
  )
})

test('INV-3 a batch that pays everything as royalty still books the lanes that it opens', async (t) => {
  const { f } = await setting(0)
  const whole = { assetId: 7n, royaltyPpm: 1_000_000 }
  const channel = await openChannel(f, near, undefined, { asset: whole, lanes: 1 })
  const entries = batchEntry(channel.voucher(1000n, 1))
  const { statuses } = await f.stranger.channels.settleBatch({ payeeId, entries })
  t.deepEqual(statuses, ['settled'])
  t.is((await f.payer.channels.royalty({ assetId: 7n })).amount, 1000n)
  await requireExactBooks(t, f.devnet, contractId)
})

test('royalties of all channels of an asset go to licensing in one notification', async (t) => {
  const { f, licensing } = await setting(0)
  const one = await openChannel(f, near, undefined, { asset })
  const two = await openChannel(f, near, undefined, { asset })
  await refused(t, 'ERR_NO_ROYALTY', f.stranger.channels.forwardRoyalty({ assetId: 7n }))
  await f.stranger.channels.settle(one.voucher(1000n))
  const earnedNs = f.devnet.chain.head().header.timestampNs
  await f.payee.channels.close({
    channelId: two.channelId,
    captureYocto: 2000n,
    ...two.voucher(2000n),
  })
  t.is(await credit(f, payeeId), 2100n)
  await f.stranger.channels.forwardRoyalty({ assetId: 7n })
  const { amount, args, count, method } = await licensing.received()
  t.deepEqual({ amount, count, method }, { amount: '900', count: 1, method: 'record_revenue' })
  const { since_ns, ...rest } = JSON.parse(args) as Record<string, string>
  t.deepEqual(rest, { asset_id: '7', outbox_id: outboxId(f.devnet, contractId) })
  const sinceNs = BigInt(since_ns ?? 0)
  t.true(sinceNs <= earnedNs && sinceNs > earnedNs - 3_000_000_000n, 'when the oldest was earned')
  const royalty = await f.payer.channels.royalty({ assetId: 7n })
  t.deepEqual(royalty, {
    amount: 0n,
    channels: 1,
    lastOutboxId: BigInt(outboxId(f.devnet, contractId)),
  })
  const solvency = await f.payer.channels.solvency()
  t.is(solvency.outboxYocto + solvency.inFlightYocto, 0n)
  await refused(t, 'ERR_NO_ROYALTY', f.stranger.channels.forwardRoyalty({ assetId: 8n }))
})

test('a failing licensing contract holds up royalties and nobody else', async (t) => {
  const { f, licensing } = await setting(0)
  const channel = await openChannel(f, near, undefined, { asset })
  await f.stranger.channels.settle(channel.voucher(1000n))
  await licensing.setMode('failing')
  await refused(t, 'SDK_UNDELIVERED', f.stranger.channels.forwardRoyalty({ assetId: 7n }))
  t.is((await f.payer.channels.solvency()).outboxYocto, 300n)
  // The payee goes on as if nothing had happened.
  await f.stranger.channels.settle(channel.voucher(3000n))
  t.is(await credit(f, payeeId), 2100n)
  await f.payee.channels.withdraw({})
  const again = f.stranger.channels.forwardRoyalty({ assetId: 7n })
  await refused(t, 'ERR_ROYALTY_UNDER_WAY', again)
  await licensing.setMode('accepting')
  await f.as('stranger').channels.retry_outbox({ id: outboxId(f.devnet, contractId) })
  t.is((await licensing.received()).amount, '300')
  await f.stranger.channels.forwardRoyalty({ assetId: 7n })
  t.is((await licensing.received()).amount, '900')
  const solvency = await f.payer.channels.solvency()
  t.is(solvency.outboxYocto, 0n)
  t.true(solvency.solvent)
})

test('token royalties travel as tokens', async (t) => {
  const { f, licensing } = await setting(0)
  const token = await addToken(f, 'usd', 10_000n)
  const channel = await openChannel(f, 10_000n, undefined, { token: token.id, asset })
  await f.stranger.channels.settle(channel.voucher(1000n))
  t.is(await credit(f, payeeId, token.id), 700n)
  const bare = f.as('stranger').channels.forward_royalty({ asset_id: '7', token: token.id })
  await refused(t, 'ERR_ONE_YOCTO', bare)
  await f.stranger.channels.forwardRoyalty({ assetId: 7n, token: token.id })
  t.is(await token.balanceOf(licensingId), 300n)
  t.is((await licensing.received()).method, 'ft_on_transfer')
  const books = await tokenBooks(f, token)
  t.is(books.holdsYocto, books.heldByToken)
  t.is(books.holdsYocto, books.owedYocto)
})

test('INV-18 whoever names an asset pays for its record, until its royalties are sent', async (t) => {
  const { f } = await setting(0)
  await f.payer.channels.storageDeposit({ depositYocto: near })
  const balance = () => f.payer.channels.storageBalanceOf({ accountId: 'payer.hub.near' })
  const before = await balance()
  const one = await openChannel(f, near, undefined, { asset })
  const two = await openChannel(f, near, undefined, { asset })
  await f.stranger.channels.settle(one.voucher(1000n))
  for (const { channelId } of [one, two]) {
    const captureYocto = (await f.payer.channels.get({ channelId }))?.settledYocto ?? 0n
    await f.payee.channels.close({ channelId, captureYocto })
  }
  const { header } = f.devnet.chain.head()
  f.devnet.chain.fastForward(1300n, header.timestampNs + 1300n * 10n ** 9n)
  for (const { channelId } of [one, two]) await f.stranger.channels.purge({ channelId })
  const byte = 10n ** 19n
  t.is(before?.availableYocto, ((await balance())?.availableYocto ?? 0n) + 170n * byte)
  // A new channel of the asset takes the record over; its payer gets it back when it ends.
  const three = await openChannel(f, near, undefined, { asset })
  await f.payee.channels.close({ channelId: three.channelId, captureYocto: 0n })
  await f.stranger.channels.forwardRoyalty({ assetId: 7n })
  const { header: later } = f.devnet.chain.head()
  f.devnet.chain.fastForward(1300n, later.timestampNs + 1300n * 10n ** 9n)
  await f.stranger.channels.purge({ channelId: three.channelId })
  t.deepEqual(await balance(), before)
  t.is((await f.payer.channels.royalty({ assetId: 7n })).channels, 0)
})

test('an asset needs a share, a share an asset, and both a licensing contract', async (t) => {
  const { f } = await setting(0)
  const args = {
    payee_id: payeeId,
    terms_revision: '1',
    signer_key: `ed25519:${'5'.repeat(43)}`,
    payee_key: `ed25519:${'6'.repeat(43)}`,
    grace_s: 900,
    terms_hash: '00'.repeat(32),
    salt: '22'.repeat(16),
    open_height: `${f.devnet.chain.head().header.height}`,
  }
  const open = (change: object, fixture = f) =>
    fixture.as('payer').channels.open({ ...args, ...change }, near)
  await refused(t, 'ERR_ARGS', open({ asset_id: '7' }))
  await refused(t, 'ERR_ARGS', open({ royalty_ppm: 5 }))
  await refused(t, 'ERR_ARGS', open({ asset_id: '7', royalty_ppm: 1_000_001 }))
  const alone = await channelsFixture(0)
  await refused(t, 'ERR_NO_LICENSING', openChannel(alone, near, undefined, { asset }))
})

test('one rule for tips: a batch and a multi-voucher pay the watchtower what single vouchers pay', async (t) => {
  const { f } = await setting(0)
  await f.owner.channels.storageDeposit({ depositYocto: near / 10n })
  const before = f.devnet.snapshot()
  const earned: bigint[] = []
  for (const how of ['settle', 'batch', 'multi'] as const) {
    f.devnet.revert(before)
    const channel = await openChannel(f, near, undefined, { tipBps: 1000 })
    const { channelId, signer } = channel
    await f.payer.channels.requestClose({ channelId })
    const { voucher, signature } = channel.voucher(near / 2n)
    if (how === 'settle') await f.owner.channels.settle({ voucher, signature })
    else {
      const id = Buffer.from(channelId, 'hex')
      const input =
        how === 'batch'
          ? batchInput([batchEntry({ voucher, signature })])
          : multiInput(f.ctx, signer, [{ channelId: id, lane: 0, cumulative: near / 2n }])
      await f.as('hub.near').channels[how === 'batch' ? 'settle_batch' : 'settle_multi'](input)
    }
    earned.push(await credit(f, 'hub.near'))
    t.is(await credit(f, payeeId), near / 2n - near / 20n, how)
    t.true((await f.payer.channels.solvency()).solvent)
  }
  t.deepEqual(earned, [near / 20n, near / 20n, near / 20n])
})

test('a watchtower earns its tip while the channel closes, out of the payee, if it has an account', async (t) => {
  const { f } = await setting(0, false)
  const channel = await openChannel(f, near, undefined, { tipBps: 100 })
  await f.owner.channels.storageDeposit({ depositYocto: near / 10n })
  await f.owner.channels.settle(channel.voucher(1000n))
  t.is(await credit(f, 'hub.near'), 0n)
  await f.payer.channels.requestClose({ channelId: channel.channelId })
  await f.stranger.channels.settle(channel.voucher(2000n))
  t.is(await credit(f, payeeId), 2000n)
  await f.owner.channels.settle(channel.voucher(4000n))
  t.is(await credit(f, 'hub.near'), 20n)
  t.is(await credit(f, payeeId), 3980n)
  await f.payee.channels.settle(channel.voucher(5000n))
  await f.payer.channels.settle(channel.voucher(6000n))
  t.is(await credit(f, payeeId), 5980n)
  t.true((await f.payer.channels.solvency()).solvent)
})
