import test from 'ava'
import fc from 'fast-check'
import { channelsFixture, openChannel } from '../../support/channels-fixture.js'
import { fuzzAsync } from '../../support/fuzz.js'
import { refused } from '../../support/refused.js'
import { near } from '../../support/units.js'
import { batchEntry } from './support/messages.js'

test('INV-1 INV-6 lanes add up: any order of vouchers ends at the largest of each lane', async (t) => {
  const f = await channelsFixture(50)
  const vouchers = fc.array(
    fc.record({
      lane: fc.nat({ max: 3 }),
      amount: fc.bigInt({ min: 1n, max: near / 3n }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  await fuzzAsync(
    t,
    fc.asyncProperty(vouchers, async (list) => {
      const channel = await openChannel(f, near, undefined, { lanes: 3 })
      const { channelId } = channel
      const best = [0n, 0n, 0n, 0n]
      for (const { lane, amount } of list) {
        const before = best[lane] ?? 0n
        const sum = best.reduce((total, value) => total + value, 0n)
        const settled = f.stranger.channels.settle(channel.voucher(amount, lane))
        if (amount <= before) await refused(t, 'ERR_VOUCHER_NOT_NEWER', settled)
        else if (sum === near) await refused(t, 'ERR_VOUCHER_OVER_DEPOSIT', settled)
        else {
          await settled
          const left = near - sum
          best[lane] = amount - before > left ? before + left : amount
        }
        t.deepEqual(await f.payer.channels.lanes({ channelId }), best)
        const state = await f.payer.channels.get({ channelId })
        t.is(
          state?.settledYocto,
          best.reduce((total, value) => total + value, 0n),
        )
        t.true((state?.settledYocto ?? 0n) <= (state?.depositYocto ?? 0n))
      }
    }),
    6,
  )
})

test('INV-18 lanes are paid for at open and given back at the end, used or not', async (t) => {
  const f = await channelsFixture(0)
  const balance = () => f.payer.channels.storageBalanceOf({ accountId: 'payer.hub.near' })
  await f.payer.channels.storageDeposit({ depositYocto: near })
  const before = await balance()
  const plain = await openChannel(f)
  const one = await balance()
  const wide = await openChannel(f, near, undefined, { lanes: 64 })
  const two = await balance()
  const perLane = 35n + 16n + 40n
  const byte = 10n ** 19n
  const cost = (a: typeof one, b: typeof one) =>
    (a?.availableYocto ?? 0n) - (b?.availableYocto ?? 0n)
  t.is(cost(one, two), cost(before, one) + 64n * perLane * byte)
  for (const lane of [1, 33, 64]) await f.stranger.channels.settle(wide.voucher(1n, lane))
  t.deepEqual(await balance(), two)
  for (const { channelId } of [plain, wide]) {
    const captureYocto = (await f.payer.channels.get({ channelId }))?.settledYocto ?? 0n
    await f.payee.channels.close({ channelId, captureYocto })
  }
  const { header } = f.devnet.chain.head()
  f.devnet.chain.fastForward(1300n, header.timestampNs + 1300n * 10n ** 9n)
  for (const { channelId } of [plain, wide]) await f.stranger.channels.purge({ channelId })
  t.deepEqual(await balance(), before)
  t.is(await f.payer.channels.lanes({ channelId: wide.channelId }), undefined)
})

test('a lane that nobody paid for is closed, whichever way it is named', async (t) => {
  const f = await channelsFixture(0)
  const channel = await openChannel(f, near, undefined, { lanes: 2 })
  for (const lane of [3, 64, 65, 256, 257, 2 ** 31, 2 ** 32 - 1]) {
    const signed = channel.voucher(5n, lane)
    await refused(t, 'ERR_VOUCHER_LANE', f.stranger.channels.settle(signed))
    const batch = { payeeId: 'payee.hub.near', entries: batchEntry(signed) }
    t.deepEqual((await f.stranger.channels.settleBatch(batch)).statuses, ['lane-closed'])
    const close = { channelId: channel.channelId, captureYocto: 5n, ...signed }
    await refused(t, 'ERR_VOUCHER_LANE', f.payee.channels.close(close))
  }
})

test('a voucher of one lane closes the channel with what the others have settled', async (t) => {
  const f = await channelsFixture(0)
  const channel = await openChannel(f, near, undefined, { lanes: 2 })
  const { channelId } = channel
  await f.stranger.channels.settle(channel.voucher(100n, 1))
  await f.stranger.channels.settle(channel.voucher(30n))
  const voucher = channel.voucher(250n, 1)
  const close = (captureYocto: bigint) =>
    f.payee.channels.close({ channelId, captureYocto, ...voucher })
  await refused(t, 'ERR_CAPTURE_RANGE', close(281n))
  await refused(t, 'ERR_CAPTURE_RANGE', close(129n))
  await close(280n)
  t.is(await f.payee.channels.creditOf({ accountId: 'payee.hub.near' }), 280n)
  t.is(await f.payee.channels.creditOf({ accountId: 'payer.hub.near' }), near - 280n)
})

test('INV-13: a little settled on a lane the payee never saw does not void a claim on the whole deposit', async (t) => {
  for (const way of ['settle', 'close'] as const) {
    const f = await channelsFixture(0)
    const channel = await openChannel(f, near, undefined, { lanes: 1 })
    const { channelId } = channel
    const claim = channel.voucher(near)
    await f.payer.channels.settle(channel.voucher(1n, 1))
    await f.payer.channels.requestClose({ channelId })
    if (way === 'settle') {
      await f.stranger.channels.settle(claim)
      t.deepEqual(await f.payer.channels.lanes({ channelId }), [near - 1n, 1n])
      await refused(t, 'ERR_VOUCHER_OVER_DEPOSIT', f.stranger.channels.settle(claim))
      t.is((await f.payer.channels.get({ channelId }))?.settledYocto, near)
    } else {
      await f.payee.channels.close({ channelId, captureYocto: near, ...claim })
      t.is(await f.payer.channels.get({ channelId }), undefined)
    }
    t.is(await f.payer.channels.creditOf({ accountId: 'payee.hub.near' }), near)
    t.true((await f.payer.channels.solvency()).solvent)
  }
})

test('INV-13: what the deposit did not cover is due after a top-up', async (t) => {
  const f = await channelsFixture(0)
  const channel = await openChannel(f, near)
  const { channelId } = channel
  const claim = channel.voucher(near + 5n)
  await f.stranger.channels.settle(claim)
  await f.payer.channels.topUp({ channelId, depositYocto: 7n })
  await f.stranger.channels.settle(claim)
  const state = await f.payer.channels.get({ channelId })
  t.is(state?.settledYocto, near + 5n)
  t.is(state?.depositYocto, near + 7n)
})
