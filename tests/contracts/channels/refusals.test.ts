import type { Devnet } from '@research-hub/devnet'
import { encodeVoucher, formatKey, fromHex, noAck, toBase64 } from '@research-hub/sdk/payments'
import test from 'ava'
import {
  channelsFixture,
  hubOf,
  keyString,
  openChannel,
  payeeKey,
  voucherKey,
} from '../../support/channels-fixture.js'
import { refused } from '../../support/refused.js'
import { near } from '../../support/units.js'

const openArgs = (
  height: bigint,
  change: Record<string, unknown> = {},
): Record<string, unknown> => ({
  payee_id: 'payee.hub.near',
  terms_revision: '1',
  signer_key: formatKey(voucherKey().publicKey),
  payee_key: formatKey(payeeKey.publicKey),
  grace_s: 900,
  terms_hash: '00'.repeat(32),
  salt: '22'.repeat(16),
  open_height: `${height}`,
  ...change,
})

test('init: once, and by the contract itself only', async (t) => {
  const f = await channelsFixture()
  const args = {
    owner_id: 'hub.near',
    guardian_id: 'hub.near',
    fee_bps: 1,
    fee_recipient_id: 'hub.near',
  }
  await refused(t, 'ERR_ALREADY_INITIALIZED', f.as('channels').channels.init(args))
  await refused(t, 'ERR_PRIVATE', f.as('stranger').channels.init(args))
  await refused(
    t,
    'ERR_PRIVATE',
    f.as('stranger').channels.on_withdraw({ account_id: 'payer.hub.near', amount: '1' }),
  )
  await refused(
    t,
    'ERR_PRIVATE',
    f.as('stranger').channels.on_storage_withdraw({ account_id: 'payer.hub.near', amount: '1' }),
  )
})

test('a contract that is not set up refuses', async (t) => {
  const f = await channelsFixture()
  const bare = await f.devnet.createAccount('bare.hub.near', 50n * near)
  const code = f.devnet.chain.state({ kind: 'head' })?.code('channels.hub.near')
  t.truthy(code)
  if (code === undefined) return
  t.true((await f.devnet.deploy(bare, code)).ok)
  const pausing = f.devnet.call(bare, bare.accountId, 'pause', { features: 1 })
  await refused(t, 'ERR_NOT_INITIALIZED', pausing)
})

test('open: every rule', async (t) => {
  const f = await channelsFixture()
  const height = (): bigint => f.devnet.chain.head().header.height
  const open = (change: Record<string, unknown>, depositYocto = near, who = 'payer') =>
    f.as(who).channels.open(openArgs(height(), change), depositYocto)
  await refused(t, 'ERR_DEPOSIT_TOO_SMALL', open({}, 1n))
  await refused(t, 'ERR_SELF_CHANNEL', open({ payee_id: 'payer.hub.near' }))
  await refused(t, 'ERR_NOT_REGISTERED', open({ payee_id: 'stranger.hub.near' }))
  await refused(t, 'ERR_NOT_REGISTERED', open({}, near, 'stranger'))
  await refused(t, 'ERR_OPEN_HEIGHT', open({ open_height: `${height() + 50n}` }))
  f.devnet.chain.fastForward(1300n, f.devnet.chain.head().header.timestampNs + 1n)
  await refused(t, 'ERR_OPEN_HEIGHT', open({ open_height: '1' }))
  await refused(t, 'ERR_ARGS', open({ grace_s: 899 }))
  await refused(t, 'ERR_ARGS', open({ grace_s: 900.5 }))
  await refused(t, 'ERR_ARGS', open({ payee_id: 'Not.An.Account' }))
  await refused(t, 'ERR_ARGS', open({ signer_key: 'secp256k1:11' }))
  await refused(t, 'ERR_ARGS', open({ terms_hash: 'AA'.repeat(32) }))
  await refused(t, 'ERR_ARGS', open({ extra: 1 }))
  const same = openArgs(height())
  await f.as('payer').channels.open(same, near)
  await refused(t, 'ERR_CHANNEL_EXISTS', f.as('payer').channels.open(same, near))
})

test('open: all fourteen encodings of small-order keys are refused', async (t) => {
  const f = await channelsFixture()
  const bases = [
    '0000000000000000000000000000000000000000000000000000000000000000',
    '0100000000000000000000000000000000000000000000000000000000000000',
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
    'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  ].map(fromHex)
  for (const base of bases) {
    for (const signBit of [0, 0x80]) {
      const weak = base.slice()
      weak[31] = (weak[31] ?? 0) | signBit
      const height = f.devnet.chain.head().header.height
      const args = openArgs(height, { signer_key: keyString(weak) })
      await refused(t, 'ERR_WEAK_KEY', f.as('payer').channels.open(args, near))
    }
  }
})

test('open: a payer without storage deposit, and while paused', async (t) => {
  const f = await channelsFixture()
  const poor = await f.devnet.createAccount('poor.hub.near', 50n * near)
  const poorHub = hubOf(f, poor)
  const min = 1_510_000_000_000_000_000_000n
  await refused(t, 'ERR_STORAGE_SHORT', poorHub.channels.storageDeposit({ depositYocto: min - 1n }))
  await poorHub.channels.storageDeposit({ depositYocto: min })
  const height = f.devnet.chain.head().header.height
  await refused(t, 'ERR_STORAGE_SHORT', f.as(poor).channels.open(openArgs(height), near))
  await refused(t, 'ERR_NOT_GUARDIAN', f.as('stranger').channels.pause({ features: 1 }))
  const channel = await openChannel(f)
  await f.as('hub.near').channels.pause({ features: 1 })
  await refused(t, 'ERR_PAUSED', f.as('payer').channels.open(openArgs(height), near))
  // Exits never look at the pause.
  await f.payee.channels.settle(channel.voucher(near / 2n))
  await f.payee.channels.close({ channelId: channel.channelId, captureYocto: near / 2n })
  await f.payee.channels.withdraw({})
  t.pass()
})

test('vouchers: forged, replayed, over the deposit, wrong channel, wrong chain', async (t) => {
  const f = await channelsFixture()
  const one = await openChannel(f)
  const two = await openChannel(f)
  const good = one.voucher(near / 2n)
  const settle = (voucher: Uint8Array, signature: Uint8Array) =>
    f.stranger.channels.settle({ voucher, signature })
  await refused(t, 'ERR_VOUCHER_SIGNATURE', settle(good.voucher, two.signer.sign(good.voucher)))
  await refused(
    t,
    'ERR_VOUCHER_SIGNATURE',
    settle(two.voucher(1n).voucher, one.signer.sign(two.voucher(1n).voucher)),
  )
  const spent = await openChannel(f)
  await f.stranger.channels.settle(spent.voucher(near))
  await refused(t, 'ERR_VOUCHER_OVER_DEPOSIT', f.stranger.channels.settle(spent.voucher(near + 1n)))
  const fields = { channelId: fromHex(one.channelId), cumulativeYocto: 5n, lane: 0, ackHash: noAck }
  const foreign = encodeVoucher({ ...fields, ctx: new Uint8Array(32).fill(9) })
  await refused(t, 'ERR_VOUCHER_CONTEXT', settle(foreign, one.signer.sign(foreign)))
  const lane = encodeVoucher({ ...fields, ctx: f.ctx, lane: 1 })
  await refused(t, 'ERR_VOUCHER_LANE', settle(lane, one.signer.sign(lane)))
  const unknown = encodeVoucher({ ...fields, ctx: f.ctx, channelId: new Uint8Array(32) })
  await refused(t, 'ERR_CHANNEL_NOT_FOUND', settle(unknown, one.signer.sign(unknown)))
  for (const at of [0, 4, 5, 6, 7, 92, 95]) {
    const bent = good.voucher.slice()
    bent[at] = (bent[at] ?? 0) ^ 1
    await refused(t, 'ERR_VOUCHER_MALFORMED', settle(bent, one.signer.sign(bent)))
  }
  await f.stranger.channels.settle(good)
  await refused(t, 'ERR_VOUCHER_NOT_NEWER', f.stranger.channels.settle(good))
  await refused(t, 'ERR_VOUCHER_NOT_NEWER', f.stranger.channels.settle(one.voucher(near / 4n)))
  const state = await f.payer.channels.get({ channelId: two.channelId })
  t.is(state?.settledYocto, 0n)
})

test('close: wrong caller, half a voucher, another channel', async (t) => {
  const f = await channelsFixture()
  const channel = await openChannel(f)
  const other = await openChannel(f)
  const { channelId } = channel
  await refused(t, 'ERR_NOT_PAYEE', f.payer.channels.close({ channelId, captureYocto: 0n }))
  const voucher = toBase64(channel.voucher(5n).voucher)
  await refused(
    t,
    'ERR_VOUCHER_PAIR',
    f.as('payee').channels.close({ channel_id: channelId, capture: '0', voucher }),
  )
  const foreign = { channelId, captureYocto: 0n, ...other.voucher(5n) }
  await refused(t, 'ERR_VOUCHER_CHANNEL', f.payee.channels.close(foreign))
  const { auth } = channel.auth(5n)
  await refused(
    t,
    'ERR_VOUCHER_SIGNATURE',
    f.payer.channels.closeWithAuth({ auth, authSignature: channel.signer.sign(auth) }),
  )
  await refused(t, 'ERR_NOT_PAYER', f.payee.channels.requestClose({ channelId }))
  await refused(t, 'ERR_NOT_PAYER', f.stranger.channels.cancelClose({ channelId }))
  await refused(t, 'ERR_NOT_CLOSING', f.payer.channels.cancelClose({ channelId }))
  await refused(t, 'ERR_NOT_CLOSING', f.stranger.channels.finalize({ channelId }))
  await f.payer.channels.requestClose({ channelId })
  await refused(t, 'ERR_NOT_OPEN', f.payer.channels.requestClose({ channelId }))
})

test('money: tokens, credit, deposits that no method takes', async (t) => {
  const f = await channelsFixture()
  const channel = await openChannel(f)
  await f.payee.channels.settle(channel.voucher(near / 2n))
  await refused(t, 'ERR_CREDIT_SHORT', f.payee.channels.withdraw({ amountYocto: near }))
  await refused(t, 'ERR_UNKNOWN_TOKEN', f.as('payee').channels.withdraw({ token: 'usdt.near' }, 1n))
  await refused(t, 'ERR_NOT_REGISTERED', f.stranger.channels.withdraw({}))
  await refused(t, 'ERR_ONE_YOCTO', f.as('payee').channels.withdraw({ token: 'NEAR' }))
  await refused(t, 'ERR_ONE_YOCTO', f.as('payee').channels.storage_withdraw())
  await refused(t, 'ERR_STORAGE_SHORT', f.payee.channels.storageWithdraw({ amountYocto: near }))
  await refused(t, 'ERR_STORAGE_IN_USE', f.payee.channels.storageUnregister({}))
  await refused(t, 'ERR_STORAGE_IN_USE', f.owner.channels.storageUnregister({}))
})

test('ownership moves in two steps', async (t) => {
  const f = await channelsFixture()
  await refused(
    t,
    'ERR_NOT_OWNER',
    f.as('stranger').channels.propose_owner({ owner_id: 'stranger.hub.near' }),
  )
  await f.as('hub.near').channels.propose_owner({ owner_id: 'stranger.hub.near' })
  await refused(t, 'ERR_NOT_OWNER', f.as('payer').channels.accept_owner())
  await f.as('stranger').channels.accept_owner()
  const governance = await f.payer.view('channels.hub.near', 'governance', {})
  t.is((governance as { owner_id: string }).owner_id, 'stranger.hub.near')
})

test('malformed arguments change nothing', async (t) => {
  const f = await channelsFixture()
  const recordsBefore = records(f.devnet)
  for (const args of [
    [],
    'text',
    5,
    { channel_id: 1 },
    { channel_id: 'zz' },
    { channel_id: '00'.repeat(31) },
    null,
  ]) {
    await refused(t, 'ERR_ARGS', f.as('payer').channels.request_close(args))
  }
  const proto = JSON.parse('{"__proto__":{"channel_id":"00"},"channel_id":"00"}') as unknown
  await refused(t, 'ERR_ARGS', f.as('payer').channels.request_close(proto))
  for (const amount of [
    '-1',
    '01',
    '1e3',
    '',
    ' 1',
    '340282366920938463463374607431768211456',
    1,
  ]) {
    await refused(t, 'ERR_ARGS', f.as('payer').channels.withdraw({ token: 'NEAR', amount }, 1n))
  }
  t.deepEqual(records(f.devnet), recordsBefore)
})

/** The contract's whole storage, as hex. */
function records(devnet: Devnet): string[] {
  const view = devnet.chain.state({ kind: 'head' })
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
  return Array.from(
    view?.records('channels.hub.near', new Uint8Array(0)) ?? [],
    ({ key, value }) => `${hex(key)}=${hex(value)}`,
  )
}
