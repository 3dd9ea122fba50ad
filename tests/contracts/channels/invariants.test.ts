import { toBase64 } from '@research-hub/sdk/payments'
import { base58 } from '@scure/base'
import test from 'ava'
import fc from 'fast-check'
import { actions, KeyPairSigner, Transaction } from 'near-api-js'
import { accountOf } from '../../support/calls.js'
import {
  type ChannelsFixture,
  type ChannelsMethod,
  channelsFixture,
  contractId,
  openChannel,
  toSdkAccount,
} from '../../support/channels-fixture.js'
import { fuzzAsync } from '../../support/fuzz.js'
import { refused } from '../../support/refused.js'
import { near, tgas } from '../../support/units.js'

const minute = 60_000_000_000n

test('INV-6 any order and repetition of vouchers ends where the largest alone ends', async (t) => {
  const f = await channelsFixture(50)
  await fuzzAsync(
    t,
    fc.asyncProperty(
      fc.array(fc.bigInt({ min: 1n, max: near }), { minLength: 1, maxLength: 6 }),
      async (amounts) => {
        const channel = await openChannel(f)
        for (const amount of amounts)
          await f.stranger.channels.settle(channel.voucher(amount)).catch(() => undefined)
        const best = amounts.reduce((max, amount) => (amount > max ? amount : max), 0n)
        const state = await f.payer.channels.get({ channelId: channel.channelId })
        t.is(state?.settledYocto, best)
        t.is(state?.feeTakenYocto, (best * 50n) / 10_000n)
      },
    ),
    10,
  )
})

test('INV-9 INV-10 a voucher that differs anywhere settles nothing', async (t) => {
  const f = await channelsFixture(0)
  const one = await openChannel(f)
  const two = await openChannel(f)
  const { voucher, signature } = one.voucher(near / 2n)
  await fuzzAsync(
    t,
    fc.asyncProperty(fc.nat({ max: (128 + 64) * 8 - 1 }), fc.boolean(), async (bit, signAgain) => {
      const both = Uint8Array.from([...voucher, ...signature])
      both[bit >> 3] = (both[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      const bent = both.slice(0, 128)
      // Only a change of the amount or of the acknowledgement can be signed into a good voucher.
      const isFree = bit >> 3 >= 96 || (bit >> 3 >= 72 && bit >> 3 < 88)
      const signed = signAgain && !isFree ? one.signer.sign(bent) : both.slice(128)
      await t.throwsAsync(f.stranger.channels.settle({ voucher: bent, signature: signed }))
    }),
    40,
  )
  for (const length of [127, 129]) {
    const cut = Uint8Array.from({ length }, (_, at) => voucher[at] ?? 0)
    const args = { voucher: toBase64(cut), signature: toBase64(one.signer.sign(cut)) }
    await refused(t, 'ERR_ARGS', f.as('stranger').channels.settle(args))
  }
  for (const { channelId } of [one, two]) {
    t.is((await f.payer.channels.get({ channelId }))?.settledYocto, 0n)
  }
})

test('INV-11 the id of a channel that ended opens no other, neither soon nor late', async (t) => {
  const f = await channelsFixture(0)
  const seed = new Uint8Array(32).fill(3)
  const height = f.devnet.chain.head().header.height
  const channel = await openChannel(f, near, seed)
  const { openHeight } = (await f.payer.channels.get({ channelId: channel.channelId })) ?? {}
  await f.payee.channels.close({ channelId: channel.channelId, captureYocto: 0n })
  t.true((openHeight ?? 0n) >= height)
  const args = {
    payee_id: 'payee.hub.near',
    terms_revision: '1',
    signer_key: `ed25519:${base58.encode(channel.signer.publicKey)}`,
    payee_key: `ed25519:${base58.encode(channel.payeeKey.publicKey)}`,
    grace_s: 900,
    terms_hash: '11'.repeat(32),
    salt: '03'.repeat(16),
    open_height: String(openHeight),
  }
  await refused(t, 'ERR_CHANNEL_EXISTS', f.as('payer').channels.open(args, near))
  f.devnet.chain.fastForward(1300n, f.devnet.chain.head().header.timestampNs + 1300n * 10n ** 9n)
  await refused(t, 'ERR_OPEN_HEIGHT', f.as('payer').channels.open(args, near))
  await f.stranger.channels.purge({ channelId: channel.channelId })
  await refused(t, 'ERR_OPEN_HEIGHT', f.as('payer').channels.open(args, near))
  await refused(t, 'ERR_CHANNEL_NOT_FOUND', f.payee.channels.settle(channel.voucher(5n)))
})

test('INV-12 a payee alone can raise nothing', async (t) => {
  const f = await channelsFixture(0)
  const channel = await openChannel(f)
  const { channelId } = channel
  const forged = {
    ...channel.voucher(near),
    signature: channel.payeeKey.sign(channel.voucher(near).voucher),
  }
  await t.throwsAsync(f.payee.channels.settle(forged))
  await t.throwsAsync(f.payee.channels.close({ channelId, captureYocto: 1n }))
  await t.throwsAsync(f.payee.channels.close({ channelId, captureYocto: 1n, ...forged }))
  await t.throwsAsync(f.payee.channels.closeWithAuth(channel.auth(1n)))
  await t.throwsAsync(f.payee.channels.closeWithAuth({ ...channel.auth(1n), ...forged }))
  await f.payee.channels.close({ channelId, captureYocto: 0n })
  t.is(await f.payer.channels.creditOf({ accountId: 'payer.hub.near' }), near)
})

test('INV-13 INV-14 either side alone gets its due: vouchers before finalize, the rest after grace', async (t) => {
  const f = await channelsFixture(0)
  await fuzzAsync(
    t,
    fc.asyncProperty(
      fc.bigInt({ min: 1n, max: near }),
      fc.integer({ min: 0, max: 40 }),
      async (amount, minutes) => {
        const before = await f.payer.channels.creditOf({ accountId: 'payer.hub.near' })
        const channel = await openChannel(f)
        const { channelId } = channel
        await f.payer.channels.requestClose({ channelId })
        f.devnet.advanceTime(BigInt(minutes) * minute + 1n)
        await f.stranger.channels.settle(channel.voucher(amount))
        f.devnet.advanceTime(15n * minute)
        await f.payer.channels.finalize({ channelId })
        const after = await f.payer.channels.creditOf({ accountId: 'payer.hub.near' })
        t.is(after - before, near - amount)
      },
    ),
    8,
  )
})

test('INV-17 a withdrawal to an account that is gone is restored, even unregistered', async (t) => {
  const f = await channelsFixture(0)
  const channel = await openChannel(f)
  await f.payee.channels.settle(channel.voucher(near / 2n))
  const withdraw = actions.functionCall(
    'withdraw',
    new TextEncoder().encode('{"token":"NEAR"}'),
    30n * tgas,
    0n,
  )
  const unregister = actions.functionCall(
    'storage_unregister',
    new TextEncoder().encode('{}'),
    30n * tgas,
    1n,
  )
  await queue(f, 'payee.hub.near', contractId, [withdraw, unregister])
  await queue(f, 'payee.hub.near', 'payee.hub.near', [actions.deleteAccount('hub.near')])
  f.devnet.produceBlocks(10)
  t.is(f.devnet.chain.state({ kind: 'head' })?.account('payee.hub.near'), undefined)
  t.is(await f.payer.channels.creditOf({ accountId: 'payee.hub.near' }), near / 2n)
  const solvency = await f.payer.channels.solvency()
  t.is(solvency.inFlightYocto, 0n)
  t.true(solvency.solvent)
})

test('INV-21 each method obeys its caller only', async (t) => {
  const f = await channelsFixture(0)
  const { channelId } = await openChannel(f)
  const id = { channel_id: channelId }
  const matrix: readonly (readonly [ChannelsMethod, unknown, Readonly<Record<Role, string>>])[] = [
    ['request_close', id, payerOnly],
    ['cancel_close', id, { ...payerOnly, payer: 'ERR_NOT_CLOSING' }],
    ['close', { ...id, capture: '0' }, payeeOnly],
    ['propose_owner', { owner_id: 'payee.hub.near' }, ownerOnly('ERR_NOT_OWNER')],
    ['accept_owner', {}, everyone('ERR_NOT_OWNER')],
    ['allocate', { ...id, limit: `${near}` }, payerOnly],
    ['deallocate', { ...id, limit: '0' }, payerOnly],
    ['refund_unused', { ...id, amount: '1' }, payeeOnly],
    ['apply_decrease', id, everyone('ERR_NO_DECREASE')],
    ['finalize', id, everyone('ERR_NOT_CLOSING')],
    ['purge', id, everyone('ERR_CHANNEL_NOT_FOUND')],
    ['collect_fees', { token: 'NEAR' }, everyone('ERR_NO_FEES')],
    ['forward_royalty', { token: 'NEAR', asset_id: '1' }, everyone('ERR_NO_ROYALTY')],
    ['drop_payee_terms', {}, everyone('ERR_ONE_YOCTO')],
    ['ft_on_transfer', transfer, everyone('ERR_UNKNOWN_TOKEN')],
    ['pause', { features: 1 }, ownerOnly('ERR_NOT_GUARDIAN')],
    ['resume', { features: 1 }, ownerOnly('ERR_NOT_OWNER')],
    ['register_token', { token_id: 'usd.hub.near' }, ownerOnly('ERR_NOT_OWNER')],
    ['set_guardian', { guardian_id: 'payee.hub.near' }, ownerOnly('ERR_NOT_OWNER')],
    ['on_withdraw', { account_id: 'payee.hub.near', token: 'NEAR', amount: '1' }, privateTo],
    ['on_storage_withdraw', { account_id: 'payee.hub.near', amount: '1' }, privateTo],
  ]
  const start = f.devnet.snapshot()
  for (const [method, args, expected] of matrix) {
    for (const role of ['payer', 'payee', 'stranger', 'owner'] as const) {
      f.devnet.revert(start)
      const { channels } = f.as(role === 'owner' ? 'hub.near' : role)
      await refused(t, expected[role], channels[method](args), `${method} by ${role}`)
    }
  }
})

type Role = 'payer' | 'payee' | 'stranger' | 'owner'
const transfer = { sender_id: 'payee.hub.near', amount: '1', msg: '' }
const everyone = (code: string): Readonly<Record<Role, string>> => ({
  payer: code,
  payee: code,
  stranger: code,
  owner: code,
})
const ownerOnly = (code: string) => ({ ...everyone(code), owner: '' })
const payerOnly = { ...everyone('ERR_NOT_PAYER'), payer: '' }
const payeeOnly = { ...everyone('ERR_NOT_PAYEE'), payee: '' }
const privateTo = everyone('ERR_PRIVATE')

let nonceStep = 0n

/** Sends a transaction without waiting for it. */
async function queue(
  f: ChannelsFixture,
  signerId: string,
  receiverId: string,
  list: Transaction['actions'],
): Promise<void> {
  const account = toSdkAccount(accountOf(f.devnet, signerId))
  const signer = KeyPairSigner.fromSecretKey(account.secretKey)
  const { header } = f.devnet.chain.head()
  nonceStep += 1n
  const transaction = new Transaction({
    signerId,
    publicKey: await signer.getPublicKey(),
    nonce: header.height * 1_000_000n + 1000n + nonceStep,
    receiverId,
    blockHash: header.hash,
    actions: list,
  })
  const { signedTransaction } = await signer.signTransaction(transaction)
  await f.devnet.request('broadcast_tx_async', {
    signed_tx_base64: toBase64(signedTransaction.encode()),
  })
}
