import test from 'ava'
import { channelsFixture, openChannel } from '../../support/channels-fixture.js'
import { refused } from '../../support/refused.js'
import { near } from '../../support/units.js'

const minute = 60_000_000_000n

test('settle, request, finalize: the payee gets the voucher, the payer the rest', async (t) => {
  const f = await channelsFixture()
  const channel = await openChannel(f, 2n * near)
  await f.stranger.channels.settle(channel.voucher(near / 2n))
  await f.payer.channels.requestClose({ channelId: channel.channelId })
  await refused(
    t,
    'ERR_GRACE_NOT_OVER',
    f.stranger.channels.finalize({ channelId: channel.channelId }),
  )
  f.devnet.advanceTime(16n * minute)
  await f.stranger.channels.finalize({ channelId: channel.channelId })
  // Half a NEAR less 50 basis points of fee.
  t.is(
    await f.payee.channels.creditOf({ accountId: 'payee.hub.near' }),
    ((near / 2n) * 995n) / 1000n,
  )
  t.is(await f.payer.channels.creditOf({ accountId: 'payer.hub.near' }), (near * 3n) / 2n)
  t.is(await f.payer.channels.fees(), ((near / 2n) * 5n) / 1000n)
  await f.stranger.channels.collectFees()
  t.is(await f.payer.channels.creditOf({ accountId: 'hub.near' }), ((near / 2n) * 5n) / 1000n)
  await refused(t, 'ERR_NO_FEES', f.stranger.channels.collectFees())
  t.is(await f.payer.channels.get({ channelId: channel.channelId }), undefined)
  const solvency = await f.payer.channels.solvency()
  t.true(solvency.solvent)
  t.is(solvency.lockedYocto, 0n)
})

test('INV-15 claim first: a voucher settled before finalize is paid', async (t) => {
  const f = await channelsFixture(0)
  const channel = await openChannel(f)
  await f.payer.channels.requestClose({ channelId: channel.channelId })
  f.devnet.advanceTime(16n * minute)
  await f.stranger.channels.settle(channel.voucher(near / 4n))
  await f.payer.channels.finalize({ channelId: channel.channelId })
  t.is(await f.payee.channels.creditOf({ accountId: 'payee.hub.near' }), near / 4n)
})

test('INV-15 finalize first: a voucher settled after finalize finds no channel', async (t) => {
  const f = await channelsFixture(0)
  const channel = await openChannel(f)
  await f.payer.channels.requestClose({ channelId: channel.channelId })
  f.devnet.advanceTime(16n * minute)
  await f.payer.channels.finalize({ channelId: channel.channelId })
  await refused(t, 'ERR_CHANNEL_NOT_FOUND', f.payee.channels.settle(channel.voucher(near / 4n)))
  t.is(await f.payer.channels.creditOf({ accountId: 'payer.hub.near' }), near)
})

test('the payee closes at once and may keep less than the voucher', async (t) => {
  const f = await channelsFixture(0)
  const channel = await openChannel(f)
  const voucher = channel.voucher(near / 2n)
  await f.payee.channels.close({
    channelId: channel.channelId,
    captureYocto: near / 3n,
    ...voucher,
  })
  t.is(await f.payee.channels.creditOf({ accountId: 'payee.hub.near' }), near / 3n)
  t.is(await f.payer.channels.creditOf({ accountId: 'payer.hub.near' }), near - near / 3n)
})

test('the payee cannot close above what is settled or signed', async (t) => {
  const f = await channelsFixture(0)
  const channel = await openChannel(f)
  const { channelId } = channel
  await refused(t, 'ERR_CAPTURE_RANGE', f.payee.channels.close({ channelId, captureYocto: 1n }))
  const voucher = channel.voucher(near / 2n)
  await refused(
    t,
    'ERR_CAPTURE_RANGE',
    f.payee.channels.close({ channelId, captureYocto: near / 2n + 1n, ...voucher }),
  )
  await f.payee.channels.settle(voucher)
  await refused(
    t,
    'ERR_CAPTURE_RANGE',
    f.payee.channels.close({ channelId, captureYocto: near / 2n - 1n }),
  )
})

test('cooperative close: the payer with an authorisation, a stranger only when it is covered', async (t) => {
  const f = await channelsFixture(0)
  const first = await openChannel(f)
  await refused(
    t,
    'ERR_CLOSE_NOT_COVERED',
    f.stranger.channels.closeWithAuth(first.auth(near / 5n)),
  )
  await f.payer.channels.closeWithAuth(first.auth(near / 5n))
  t.is(await f.payee.channels.creditOf({ accountId: 'payee.hub.near' }), near / 5n)
  const second = await openChannel(f)
  const voucher = second.voucher(near / 4n)
  await f.stranger.channels.closeWithAuth({ ...second.auth(near / 5n), ...voucher })
  t.is(await f.payee.channels.creditOf({ accountId: 'payee.hub.near' }), (near * 2n) / 5n)
})

test('top up raises the deposit; a cancelled close opens the channel again', async (t) => {
  const f = await channelsFixture()
  const { channelId } = await openChannel(f)
  await f.stranger.channels.topUp({ channelId, depositYocto: near })
  await f.payer.channels.requestClose({ channelId })
  await refused(t, 'ERR_NOT_OPEN', f.stranger.channels.topUp({ channelId, depositYocto: near }))
  await f.payer.channels.cancelClose({ channelId })
  const state = await f.payer.channels.get({ channelId })
  t.is(state?.depositYocto, 2n * near)
  t.is(state?.status, 'open')
})

test('withdraw pays out to the yocto and leaves nothing to withdraw again', async (t) => {
  const f = await channelsFixture(0)
  const channel = await openChannel(f)
  await f.payee.channels.settle(channel.voucher(near / 2n))
  const before = f.devnet.balanceYocto('payee.hub.near')
  const { tokensBurntYocto } = await f.payee.channels.withdraw({})
  t.is(f.devnet.balanceYocto('payee.hub.near'), before + near / 2n - tokensBurntYocto)
  await refused(t, 'ERR_NOTHING_TO_WITHDRAW', f.payee.channels.withdraw({}))
  t.is((await f.payee.channels.solvency()).inFlightYocto, 0n)
})

test('INV-18 a whole life gives every storage byte back', async (t) => {
  const f = await channelsFixture(0)
  const before = await f.payer.channels.storageBalanceOf({ accountId: 'payer.hub.near' })
  const channel = await openChannel(f)
  const held = await f.payer.channels.storageBalanceOf({ accountId: 'payer.hub.near' })
  t.true((held?.availableYocto ?? 0n) < (before?.availableYocto ?? 0n))
  await f.payee.channels.close({ channelId: channel.channelId, captureYocto: 0n })
  await refused(t, 'ERR_TOMBSTONE_AGE', f.stranger.channels.purge({ channelId: channel.channelId }))
  const head = f.devnet.chain.head().header
  f.devnet.chain.fastForward(1300n, head.timestampNs + 1300n * 1_000_000_000n)
  await f.stranger.channels.purge({ channelId: channel.channelId })
  t.deepEqual(await f.payer.channels.storageBalanceOf({ accountId: 'payer.hub.near' }), before)
  await f.payer.channels.withdraw({})
  await f.payer.channels.storageUnregister({})
  t.is(await f.payer.channels.storageBalanceOf({ accountId: 'payer.hub.near' }), null)
})
