import { readWasm } from '@research-hub/scripts/demo/chain'
import test from 'ava'
import { channelsFixture, openChannel } from '../../support/channels-fixture.js'
import { matchSnapshot } from '../../support/snapshot.js'
import { near } from '../../support/units.js'

const minute = 60_000_000_000n

test('INV-19 gas of every method, all receipts included, is exactly as recorded', async (t) => {
  const f = await channelsFixture(50, 'gas-snapshot')
  const gas: Record<string, bigint> = {}
  gas.storage_deposit = (await f.stranger.channels.storageDeposit({ depositYocto: near })).gasBurnt
  const channel = await openChannel(f, near, new Uint8Array(32).fill(7))
  const { channelId } = channel
  gas.open = channel.gasBurnt
  gas.top_up = (await f.payer.channels.topUp({ channelId, depositYocto: near })).gasBurnt
  gas.settle = (await f.payee.channels.settle(channel.voucher(near / 2n))).gasBurnt
  gas.request_close = (await f.payer.channels.requestClose({ channelId })).gasBurnt
  gas.cancel_close = (await f.payer.channels.cancelClose({ channelId })).gasBurnt
  const voucher = channel.voucher(near)
  gas.close = (await f.payee.channels.close({ channelId, captureYocto: near, ...voucher })).gasBurnt
  gas.withdraw = (await f.payee.channels.withdraw({})).gasBurnt
  gas.storage_unregister = (await f.stranger.channels.storageUnregister({})).gasBurnt
  const second = await openChannel(f, near, new Uint8Array(32).fill(8))
  gas.close_with_auth = (await f.payer.channels.closeWithAuth(second.auth(0n))).gasBurnt
  const third = await openChannel(f, near, new Uint8Array(32).fill(9))
  await f.payer.channels.requestClose({ channelId: third.channelId })
  f.devnet.advanceTime(16n * minute)
  gas.finalize = (await f.payee.channels.finalize({ channelId: third.channelId })).gasBurnt
  matchSnapshot(t, 'channels-gas', gas)
})

test('the wasm is exactly as large as recorded', (t) => {
  matchSnapshot(t, 'channels-size', { 'channels.wasm': readWasm('channels').length })
})
