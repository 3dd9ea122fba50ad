import test from 'ava'
import fc from 'fast-check'
import {
  type ChannelsFixture,
  channelsFixture,
  type OpenedChannel,
  openChannel,
} from '../../support/channels-fixture.js'
import { fuzzAsync } from '../../support/fuzz.js'
import { refused } from '../../support/refused.js'
import { near } from '../../support/units.js'
import { refundAuth } from './support/messages.js'

const minute = 60_000_000_000n
const payerId = 'payer.hub.near'

const credit = (f: ChannelsFixture, accountId = payerId): Promise<bigint> =>
  f.payer.channels.creditOf({ accountId })

const step = fc.record({
  kind: fc.constantFrom('allocate', 'deallocate', 'apply', 'settle', 'wait', 'close', 'cancel'),
  which: fc.nat({ max: 2 }),
  amount: fc.bigInt({ min: 0n, max: 2n * near }),
})

test('INV-26 limits of one pool never add up to more than was paid in, pending decreases included', async (t) => {
  await fuzzAsync(
    t,
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 20 }), async (steps) => {
      const f = await channelsFixture(0)
      const paidIn = 4n * near
      await f.payer.channels.deposit({ depositYocto: paidIn })
      const channels: OpenedChannel[] = []
      for (let i = 0; i < 3; i++)
        channels.push(await openChannel(f, near, undefined, { token: 'NEAR' }))
      const channelIds = channels.map(({ channelId }) => channelId)
      for (const { amount, kind, which } of steps) {
        const channel = channels[which]
        if (channel === undefined) continue
        const { channelId } = channel
        const before = await f.payer.channels.get({ channelId })
        const now = f.devnet.chain.head().header.timestampNs
        await run(f, kind, channel, amount).catch(() => undefined)
        const states = await f.payer.channels.getMany({ channelIds })
        const limits = states.reduce((sum, state) => sum + (state?.depositYocto ?? 0n), 0n)
        const settled = states.reduce((sum, state) => sum + (state?.settledYocto ?? 0n), 0n)
        // Whatever is pending is still inside the limits; the pool has the rest.
        t.is((await credit(f)) + limits - settled + (await credit(f, 'payee.hub.near')), paidIn)
        t.true(limits - settled <= paidIn)
        const after = states[which]
        if (
          before !== undefined &&
          after !== undefined &&
          after.depositYocto < before.depositYocto
        ) {
          t.is(kind, 'apply')
          t.true((before.decrease?.atNs ?? 2n ** 64n) <= now + 10n * minute)
        }
      }
      t.true((await f.payer.channels.solvency()).solvent)
      await f.devnet.close()
    }),
    5,
  )
})

async function run(
  f: ChannelsFixture,
  kind: string,
  channel: OpenedChannel,
  amount: bigint,
): Promise<unknown> {
  const { channelId } = channel
  const { channels } = f.payer
  switch (kind) {
    case 'allocate':
      return channels.allocate({ channelId, limit: amount })
    case 'deallocate':
      return channels.deallocate({ channelId, limit: amount })
    case 'apply':
      return f.stranger.channels.applyDecrease({ channelId })
    case 'settle':
      return f.stranger.channels.settle(channel.voucher(amount))
    case 'close':
      return channels.requestClose({ channelId })
    case 'cancel':
      return channels.cancelClose({ channelId })
    default:
      f.devnet.advanceTime(8n * minute)
      return undefined
  }
}

test('a limit rises at once and falls after the grace, to no less than what is settled', async (t) => {
  const f = await channelsFixture(0)
  await f.payer.channels.deposit({ depositYocto: 2n * near })
  const channel = await openChannel(f, near, undefined, { token: 'NEAR' })
  const { channelId } = channel
  const { channels } = f.payer
  const storage = () => channels.storageBalanceOf({ accountId: payerId })
  const held = await storage()
  await refused(t, 'ERR_NOT_PAYER', f.payee.channels.allocate({ channelId, limit: 2n * near }))
  await refused(t, 'ERR_NOT_PAYER', f.payee.channels.deallocate({ channelId, limit: 0n }))
  await refused(t, 'ERR_LIMIT_RANGE', channels.allocate({ channelId, limit: near - 1n }))
  await refused(t, 'ERR_LIMIT_RANGE', channels.deallocate({ channelId, limit: near }))
  await refused(t, 'ERR_CREDIT_SHORT', channels.allocate({ channelId, limit: 3n * near }))
  await channels.allocate({ channelId, limit: (3n * near) / 2n })
  t.is(await credit(f), near / 2n)
  await refused(t, 'ERR_NO_DECREASE', f.stranger.channels.applyDecrease({ channelId }))
  await channels.deallocate({ channelId, limit: near / 4n })
  await refused(t, 'ERR_DECREASE_EARLY', f.stranger.channels.applyDecrease({ channelId }))
  // The provider can still settle all of it while the decrease waits.
  await f.payee.channels.settle(channel.voucher(near / 2n))
  t.is((await channels.get({ channelId }))?.decrease?.limitYocto, near / 4n)
  f.devnet.advanceTime(16n * minute)
  await f.stranger.channels.applyDecrease({ channelId })
  const state = await channels.get({ channelId })
  t.is(state?.depositYocto, near / 2n)
  t.is(state?.decrease, undefined)
  t.is(await credit(f), (3n * near) / 2n)
  t.deepEqual(await storage(), held)
})

test('a raise ends a pending decrease; a close takes it along; closing channels keep their limit', async (t) => {
  const f = await channelsFixture(0)
  await f.payer.channels.deposit({ depositYocto: 2n * near })
  const { channelId } = await openChannel(f, near, undefined, { token: 'NEAR' })
  const { channels } = f.payer
  const storage = () => channels.storageBalanceOf({ accountId: payerId })
  const held = await storage()
  await channels.deallocate({ channelId, limit: 5n })
  t.notDeepEqual(await storage(), held)
  await channels.allocate({ channelId, limit: near })
  t.deepEqual(await storage(), held)
  t.is((await channels.get({ channelId }))?.decrease, undefined)
  await channels.deallocate({ channelId, limit: 7n })
  const first = (await channels.get({ channelId }))?.decrease?.atNs ?? 0n
  f.devnet.advanceTime(10n * minute)
  await channels.deallocate({ channelId, limit: 6n })
  t.true(((await channels.get({ channelId }))?.decrease?.atNs ?? 0n) >= first + 10n * minute)
  await channels.requestClose({ channelId })
  await refused(t, 'ERR_NOT_OPEN', channels.deallocate({ channelId, limit: 5n }))
  await refused(t, 'ERR_NOT_OPEN', channels.allocate({ channelId, limit: 2n * near }))
  f.devnet.advanceTime(16n * minute)
  await channels.finalize({ channelId })
  t.is(await credit(f), 2n * near)
  const { header } = f.devnet.chain.head()
  f.devnet.chain.fastForward(1300n, header.timestampNs + 1300n * 10n ** 9n)
  await channels.purge({ channelId })
  t.is((await storage())?.availableYocto, near / 10n - 1_510_000_000_000_000_000_000n)
})

test('the payee gives unused deposit back, by itself or by signature, each once', async (t) => {
  const f = await channelsFixture(0)
  const channel = await openChannel(f)
  const { channelId, payeeKey } = channel
  await f.payee.channels.settle(channel.voucher(near / 4n))
  const refund = f.payer.channels.refundUnused({ channelId, amount: 1n })
  await refused(t, 'ERR_NOT_PAYEE', refund)
  await f.payee.channels.refundUnused({ channelId, amount: near / 4n })
  t.is(await credit(f), near / 4n)
  const signed = (total: bigint) => {
    const auth = refundAuth(f.ctx, channelId, total)
    return { auth, authSignature: payeeKey.sign(auth) }
  }
  const withAuth = (args: ReturnType<typeof signed>) => f.stranger.channels.refundWithAuth(args)
  // What is signed is the sum of all refunds, the direct one included.
  await refused(t, 'ERR_REFUND_NOT_NEWER', withAuth(signed(near / 4n)))
  await withAuth(signed(near / 4n + 100n))
  await refused(t, 'ERR_REFUND_NOT_NEWER', withAuth(signed(near / 4n + 100n)))
  t.is(await credit(f), near / 4n + 100n)
  const { auth } = signed(near)
  const wrongKey = withAuth({ auth, authSignature: channel.signer.sign(auth) })
  await refused(t, 'ERR_VOUCHER_SIGNATURE', wrongKey)
  const closeKind = channel.auth(near)
  await refused(t, 'ERR_VOUCHER_MALFORMED', withAuth(closeKind))
  await withAuth(signed(2n ** 128n - 1n))
  const state = await f.payer.channels.get({ channelId })
  t.is(state?.depositYocto, near / 4n)
  t.is(state?.settledYocto, near / 4n)
  await refused(t, 'ERR_NOTHING_UNUSED', f.payee.channels.refundUnused({ channelId, amount: 1n }))
  t.is(await credit(f), (near * 3n) / 4n)
  t.is(state?.refundedYocto, (near * 3n) / 4n, 'what was paid, not what was signed')
  // What was signed stays used, also when there is more to give back later.
  await f.payer.channels.topUp({ channelId, depositYocto: near })
  await refused(t, 'ERR_REFUND_NOT_NEWER', withAuth(signed(2n ** 128n - 1n)))
  await refused(t, 'ERR_REFUND_NOT_NEWER', withAuth(signed(near * 2n)))
  t.true((await f.payer.channels.solvency()).solvent)
})

test('INV-9 INV-10 a refund or close authorisation that differs anywhere does nothing', async (t) => {
  const f = await channelsFixture(0)
  const channel = await openChannel(f)
  const auth = refundAuth(f.ctx, channel.channelId, near / 2n)
  const close = channel.auth(0n)
  const refund = { auth, authSignature: channel.payeeKey.sign(auth) }
  await fuzzAsync(
    t,
    fc.asyncProperty(fc.nat({ max: 160 * 8 - 1 }), fc.boolean(), async (bit, isClose) => {
      const good = isClose ? close : refund
      const all = Uint8Array.from([...good.auth, ...good.authSignature])
      all[bit >> 3] = (all[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      const bent = { auth: all.slice(0, 96), authSignature: all.slice(96) }
      const sent = isClose
        ? f.stranger.channels.closeWithAuth(bent)
        : f.stranger.channels.refundWithAuth(bent)
      await t.throwsAsync(sent)
      // Signed anew, only the amount is free.
      const isAmount = bit >> 3 >= 72 && bit >> 3 < 88
      if (isAmount || bit >> 3 >= 96) return
      const again = { ...bent, authSignature: channel.payeeKey.sign(bent.auth) }
      const sentAgain = isClose
        ? f.stranger.channels.closeWithAuth(again)
        : f.stranger.channels.refundWithAuth(again)
      await t.throwsAsync(sentAgain)
    }),
    40,
  )
  const { channelId } = channel
  t.is((await f.payer.channels.get({ channelId }))?.depositYocto, near)
})
