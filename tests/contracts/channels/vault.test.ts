import { formatKey } from '@research-hub/sdk/payments'
import test from 'ava'
import { type Action, actions, DelegateAction, KeyPairSigner, PublicKey } from 'near-api-js'
import { accountOf } from '../../support/calls.js'
import {
  type ChannelsFixture,
  channelsFixture,
  contractId,
  openChannel,
  payeeKey,
  toSdkAccount,
  voucherKey,
} from '../../support/channels-fixture.js'
import { refused } from '../../support/refused.js'
import { sendActions } from '../../support/transactions.js'
import { near, tgas } from '../../support/units.js'
import { addToken, tokenBooks } from './support/tokens.js'

const payerId = 'payer.hub.near'

const credit = (f: ChannelsFixture, accountId: string, token = 'NEAR'): Promise<bigint> =>
  f.payer.channels.creditOf({ accountId, token })

test('one deposit funds many channels, and what they do not use comes back to it', async (t) => {
  const f = await channelsFixture(0)
  await f.payer.channels.deposit({ depositYocto: 3n * near })
  const one = await openChannel(f, near, undefined, { token: 'NEAR' })
  const two = await openChannel(f, near, undefined, { token: 'NEAR' })
  t.is(await credit(f, payerId), near)
  await refused(t, 'ERR_CREDIT_SHORT', openChannel(f, 2n * near, undefined, { token: 'NEAR' }))
  await f.stranger.channels.settle(one.voucher(near / 4n))
  await f.payee.channels.close({ channelId: one.channelId, captureYocto: near / 4n })
  await f.payee.channels.close({ channelId: two.channelId, captureYocto: 0n })
  t.is(await credit(f, payerId), 3n * near - near / 4n)
  t.is(await credit(f, 'payee.hub.near'), near / 4n)
})

test('credit tops up any channel of its token, from the payer or as a gift', async (t) => {
  const f = await channelsFixture(0)
  const { channelId } = await openChannel(f)
  await f.payee.channels.deposit({ depositYocto: near })
  await f.payee.channels.topUpFromVault({ channelId, amount: near / 2n })
  t.is((await f.payer.channels.get({ channelId }))?.depositYocto, (3n * near) / 2n)
  t.is(await credit(f, 'payee.hub.near'), near / 2n)
  const gift = f.payee.channels.topUpFromVault({ channelId, amount: near })
  await refused(t, 'ERR_CREDIT_SHORT', gift)
  await f.payer.channels.requestClose({ channelId })
  const late = f.payee.channels.topUpFromVault({ channelId, amount: 1n })
  await refused(t, 'ERR_NOT_OPEN', late)
})

test('a leaked function-call key, which can attach nothing, spends no credit: it neither opens nor tops up', async (t) => {
  const f = await channelsFixture(0)
  await f.payer.channels.deposit({ depositYocto: 2n * near })
  const limited = KeyPairSigner.fromSecretKey(toSdkAccount(f.devnet.root).secretKey)
  const key = await limited.getPublicKey()
  const methods = ['open_from_vault', 'top_up_from_vault', 'request_close']
  const payer = accountOf(f.devnet, payerId)
  await sendActions(f.devnet, payer, payerId, [
    actions.addFunctionCallAccessKey(PublicKey.from(key.toString()), contractId, methods),
  ])
  const hub = { ...payer, secretKey: f.devnet.root.secretKey }
  const args = openArgs(f)
  const run = (methodName: string, body: object) =>
    sendActions(f.devnet, hub, contractId, [
      actions.functionCall(methodName, encode(body), 50n * tgas, 0n),
    ])
  const { channelId } = await openChannel(f, near)
  const opening = await run('open_from_vault', { ...args, token: 'NEAR', deposit: `${near}` })
  t.regex(JSON.stringify(opening), /ERR_ONE_YOCTO/)
  const adding = await run('top_up_from_vault', { channel_id: channelId, amount: '5' })
  t.regex(JSON.stringify(adding), /ERR_ONE_YOCTO/)
  await run('request_close', { channel_id: channelId })
  const state = await f.payer.channels.get({ channelId })
  t.is(state?.depositYocto, near)
  t.is(state?.status, 'closing')
  t.is(await credit(f, payerId), 2n * near)
})

test('a relayer opens for the payer through a delegate action', async (t) => {
  const f = await channelsFixture(0)
  await f.payer.channels.deposit({ depositYocto: 2n * near })
  const signer = KeyPairSigner.fromSecretKey(toSdkAccount(accountOf(f.devnet, payerId)).secretKey)
  const args = { ...openArgs(f), token: 'NEAR', deposit: `${near}` }
  const publicKey = await signer.getPublicKey()
  const delegateAction = new DelegateAction({
    senderId: payerId,
    receiverId: contractId,
    actions: [actions.functionCall('open_from_vault', encode(args), 50n * tgas, 1n)] as Action[],
    nonce: f.devnet.chain.head().header.height * 1_000_000n + 999_999n,
    maxBlockHeight: f.devnet.chain.head().header.height + 100n,
    publicKey,
  })
  const { signedDelegate } = await signer.signDelegateAction(delegateAction)
  await sendActions(f.devnet, accountOf(f.devnet, 'stranger.hub.near'), payerId, [
    actions.signedDelegate({
      delegateAction: signedDelegate.delegateAction,
      signature: signedDelegate.signature,
    }),
  ])
  t.is(await credit(f, payerId), near)
  t.is((await f.payer.channels.solvency()).lockedYocto, near)
})

test('tokens: a deposit, a channel, a withdrawal, and the books agree with the token', async (t) => {
  const f = await channelsFixture(50)
  const token = await addToken(f, 'usd', 1_000_000n)
  t.is(await credit(f, payerId, token.id), 1_000_000n)
  const channel = await openChannel(f, 600_000n, undefined, { token: token.id })
  t.is((await f.payer.channels.get({ channelId: channel.channelId }))?.token, token.id)
  await f.stranger.channels.settle(channel.voucher(200_001n))
  t.is(await credit(f, 'payee.hub.near', token.id), 200_001n - 1000n)
  t.is(await f.payer.channels.fees({ token: token.id }), 1000n)
  await f.stranger.channels.collectFees({ token: token.id })
  t.is(await credit(f, 'hub.near', token.id), 1000n)
  await f.payee.channels.withdraw({ token: token.id })
  t.is(await token.balanceOf('payee.hub.near'), 199_001n)
  await f.payee.channels.close({ channelId: channel.channelId, captureYocto: 200_001n })
  t.is(await credit(f, payerId, token.id), 1_000_000n - 200_001n)
  const books = await tokenBooks(f, token)
  t.is(books.holdsYocto, books.heldByToken)
  t.is(books.holdsYocto, books.owedYocto)
  t.is(books.lockedYocto, 0n)
})

test('tokens sent with a message go where it says, or all of them return', async (t) => {
  const f = await channelsFixture(0)
  const token = await addToken(f, 'usd', 100n)
  const other = await addToken(f, 'eur', 100n)
  const { channelId } = await openChannel(f, 50n, undefined, { token: token.id })
  const nearChannel = await openChannel(f)
  const mint = { account_id: 'payer.hub.near', amount: '100' }
  for (const { account, id } of [token, other]) await f.devnet.call(account, id, 'mint', mint)
  const send = (use: object, id = token.id) =>
    f.payer.channels.depositTokens({ token: id, amount: 10n, ...use })
  await send({ topUpChannelId: channelId })
  t.is((await f.payer.channels.get({ channelId }))?.depositYocto, 60n)
  await send({ accountId: 'payee.hub.near' })
  t.is(await credit(f, 'payee.hub.near', token.id), 10n)
  t.is(await token.balanceOf(payerId), 80n)
  // Each of these fails on arrival, and the token hands everything back.
  const stranger = send({ accountId: 'stranger.hub.near' })
  await refused(t, 'ERR_TOKEN_NOT_HELD', stranger)
  await refused(t, 'ERR_TOKEN_MISMATCH', send({ topUpChannelId: nearChannel.channelId }))
  await refused(t, 'ERR_CHANNEL_NOT_FOUND', send({ topUpChannelId: 'ab'.repeat(32) }))
  await refused(t, 'ERR_ARGS', send({ topUpChannelId: channelId, accountId: payerId }))
  await refused(t, 'ERR_TOKEN_MISMATCH', send({ topUpChannelId: channelId }, other.id))
  t.is(await token.balanceOf(payerId), 80n)
  t.is(await other.balanceOf(payerId), 100n)
  for (const each of [token, other]) {
    const books = await tokenBooks(f, each)
    t.is(books.holdsYocto, books.heldByToken)
    t.true(books.solvent)
  }
  const forged = { sender_id: payerId, amount: '5', msg: '' }
  await refused(t, 'ERR_UNKNOWN_TOKEN', f.as('stranger').channels.ft_on_transfer(forged))
})

test('what a token channel needs, it asks for at open', async (t) => {
  const f = await channelsFixture(0)
  const token = await addToken(f, 'usd', 100n)
  const unknown = openChannel(f, 5n, undefined, { token: 'nobody.hub.near' })
  await refused(t, 'ERR_UNKNOWN_TOKEN', unknown)
  await refused(t, 'ERR_DEPOSIT_TOO_SMALL', openChannel(f, 0n, undefined, { token: token.id }))
  await f.payee.channels.dropToken({ token: token.id })
  await refused(t, 'ERR_TOKEN_NOT_HELD', openChannel(f, 5n, undefined, { token: token.id }))
  await f.payee.channels.holdToken({ token: token.id })
  const { channelId } = await openChannel(f, 5n, undefined, { token: token.id })
  const nearTopUp = f.payer.channels.topUp({ channelId, depositYocto: near })
  await refused(t, 'ERR_TOKEN_MISMATCH', nearTopUp)
})

function openArgs(f: ChannelsFixture): Record<string, unknown> {
  return {
    payee_id: 'payee.hub.near',
    terms_revision: '1',
    signer_key: formatKey(voucherKey().publicKey),
    payee_key: formatKey(payeeKey.publicKey),
    grace_s: 900,
    terms_hash: '00'.repeat(32),
    salt: '22'.repeat(16),
    open_height: `${f.devnet.chain.head().header.height}`,
  }
}

function encode(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value))
}
