import test from 'ava'
import {
  type ChannelsFixture,
  channelsFixture,
  openChannel,
} from '../../support/channels-fixture.js'
import { refused } from '../../support/refused.js'
import { near } from '../../support/units.js'
import { addToken, type TokenMode, tokenBooks } from './support/tokens.js'

const payeeId = 'payee.hub.near'

const credit = (f: ChannelsFixture, accountId: string, token = 'NEAR'): Promise<bigint> =>
  f.payer.channels.creditOf({ accountId, token })

test('INV-17 a token transfer that fails gives the credit back, whoever withdraws', async (t) => {
  const f = await channelsFixture(0)
  const token = await addToken(f, 'usd', 1000n)
  const channel = await openChannel(f, 1000n, undefined, { token: token.id })
  await f.stranger.channels.settle(channel.voucher(400n))
  await token.setMode('failing')
  for (const hub of [f.payee, f.payee]) {
    await hub.channels.withdraw({ token: token.id }).catch(() => undefined)
    t.is(await credit(f, payeeId, token.id), 400n)
  }
  const books = await tokenBooks(f, token)
  t.is(books.inFlightYocto, 0n)
  t.is(books.holdsYocto, books.heldByToken)
  await token.setMode('honest')
  await f.payee.channels.withdraw({ token: token.id })
  t.is(await token.balanceOf(payeeId), 400n)
  t.is(await credit(f, payeeId, token.id), 0n)
})

test('INV-17 a token that calls back in the middle of a withdrawal takes nothing twice', async (t) => {
  const f = await channelsFixture(0)
  const token = await addToken(f, 'usd', 1000n)
  const channel = await openChannel(f, 1000n, undefined, { token: token.id })
  await f.stranger.channels.settle(channel.voucher(400n))
  await token.setMode('reentrant')
  const attempts = [
    ['withdraw', { token: token.id }],
    ['settle', { voucher: '', signature: '' }],
    ['finalize', { channel_id: channel.channelId }],
    ['ft_on_transfer', { sender_id: payeeId, amount: '400', msg: '' }],
  ] as const
  for (const [method, payload] of attempts) {
    await token.setReentry(method, payload)
    await f.payee.channels.withdraw({ token: token.id, amountYocto: 100n }).catch(() => undefined)
  }
  const books = await tokenBooks(f, token)
  t.is(await token.balanceOf(payeeId), 400n)
  // A token can credit what it never sent, in itself only: its book is then above what it holds for us.
  t.is(books.holdsYocto - books.heldByToken, 400n)
  t.true(books.solvent)
  const other = await f.payer.channels.solvency()
  t.true(other.solvent)
})

test('INV-20 a malicious token touches nothing but credits in itself', async (t) => {
  for (const mode of ['lying', 'failing', 'reentrant'] satisfies TokenMode[]) {
    const f = await channelsFixture(0)
    const bad = await addToken(f, 'bad', 1000n)
    const good = await addToken(f, 'good', 1000n)
    const nearChannel = await openChannel(f)
    const goodChannel = await openChannel(f, 1000n, undefined, { token: good.id })
    const badChannel = await openChannel(f, 1000n, undefined, { token: bad.id })
    await f.stranger.channels.settle(badChannel.voucher(500n))
    await bad.setMode(mode)
    await bad.setReentry('withdraw', { token: good.id })
    const forged = { receiver_id: 'channels.hub.near', sender_id: payeeId, amount: '77', msg: '' }
    await f.devnet.call(bad.account, bad.id, 'forge', forged)
    await f.payee.channels.withdraw({ token: bad.id }).catch(() => undefined)
    await f.payee.channels
      .close({ channelId: badChannel.channelId, captureYocto: 500n })
      .catch(() => undefined)
    // Everything else is as it would be without it.
    await f.stranger.channels.settle(nearChannel.voucher(near / 2n))
    await f.stranger.channels.settle(goodChannel.voucher(600n))
    t.is(await credit(f, payeeId), near / 2n)
    t.is(await credit(f, payeeId, good.id), 600n)
    await f.payee.channels.withdraw({})
    await f.payee.channels.withdraw({ token: good.id })
    t.is(await good.balanceOf(payeeId), 600n)
    const books = await tokenBooks(f, good)
    t.is(books.holdsYocto, books.heldByToken)
    t.is(books.holdsYocto, books.owedYocto)
    t.true((await f.payer.channels.solvency()).solvent)
    const crossed = f.payer.channels.depositTokens({
      token: bad.id,
      amount: 1n,
      topUpChannelId: goodChannel.channelId,
    })
    await crossed.catch(() => undefined)
    t.is((await f.payer.channels.get({ channelId: goodChannel.channelId }))?.depositYocto, 1000n)
    await f.devnet.close()
  }
})

test('a payee who let a token go is paid again once it holds it', async (t) => {
  const f = await channelsFixture(0)
  const token = await addToken(f, 'usd', 1000n)
  const channel = await openChannel(f, 1000n, undefined, { token: token.id })
  await f.payee.channels.dropToken({ token: token.id })
  const settle = () => f.stranger.channels.settle(channel.voucher(400n))
  await refused(t, 'ERR_TOKEN_NOT_HELD', settle())
  await f.payee.channels.holdToken({ token: token.id })
  await settle()
  t.is(await credit(f, payeeId, token.id), 400n)
})
