/** The payer chooses a channel's terms, within what its payee agreed to before. */
import type { CallResult } from '@research-hub/devnet'
import {
  encodeCloseAuth,
  encodeRefundAuth,
  formatKey,
  fromHex,
  toBase64,
} from '@research-hub/sdk/payments'
import test, { type ExecutionContext } from 'ava'
import {
  agree,
  type ChannelsFixture,
  channelsFixture,
  contractId,
  type OpenedChannel,
  openChannel,
  openTerms,
  payeeKey,
  voucherKey,
} from '../../support/channels-fixture.js'
import { requireExactBooks } from '../../support/exact-books.js'
import { refused } from '../../support/refused.js'
import { near } from '../../support/units.js'
import { batchEntry, batchInput, multiInput } from './support/messages.js'

const licensingId = 'licensing.hub.near'
const payeeId = 'payee.hub.near'
const fill = (byte: number): Uint8Array => new Uint8Array(32).fill(byte)
const keyOf = (byte: number): string => formatKey(voucherKey(fill(byte)).publicKey)

/** Raw arguments of `open`, past what the client compares before it sends. */
const openArgs = (f: ChannelsFixture, change: object = {}) => ({
  payee_id: payeeId,
  terms_revision: '1',
  signer_key: keyOf(1),
  payee_key: formatKey(payeeKey.publicKey),
  grace_s: 900,
  terms_hash: '11'.repeat(32),
  salt: '22'.repeat(16),
  open_height: `${f.devnet.chain.head().header.height}`,
  ...change,
})

/** Both ways to open must end alike. */
async function openings(
  t: ExecutionContext,
  f: ChannelsFixture,
  code: string,
  change: object,
): Promise<void> {
  const start = f.devnet.snapshot()
  const { channels } = f.as('payer')
  await refused(t, code, channels.open(openArgs(f, change), near))
  f.devnet.revert(start)
  const args = { ...openArgs(f, change), token: 'NEAR', deposit: `${near}` }
  await refused(t, code, channels.open_from_vault(args, 1n))
  f.devnet.revert(start)
}

async function setting(): Promise<ChannelsFixture> {
  const f = await channelsFixture(0, undefined, licensingId)
  await f.payer.channels.deposit({ depositYocto: 2n * near })
  return f
}

test('INV-29 nobody is paid through a channel on terms that it has not set, or not set last', async (t) => {
  const f = await setting()
  t.is((await f.payer.channels.payeeTerms({ accountId: payeeId }))?.revision, 1n)
  for (const [revision, code] of [
    ['0', 'ERR_PAYEE_TERMS_REVISION'],
    ['1', ''],
    ['2', 'ERR_PAYEE_TERMS_REVISION'],
  ] as const) {
    await openings(t, f, code, { terms_revision: revision })
  }
  t.is(await agree(f.payee), 2n)
  await openings(t, f, 'ERR_PAYEE_TERMS_REVISION', {})
  await openings(t, f, '', { terms_revision: '2' })
  await f.payee.channels.dropPayeeTerms()
  t.is(await f.payer.channels.payeeTerms({ accountId: payeeId }), undefined)
  await openings(t, f, 'ERR_PAYEE_TERMS_NONE', { terms_revision: '2' })
  await refused(t, 'ERR_PAYEE_TERMS_NONE', f.payee.channels.dropPayeeTerms())
  await refused(t, 'ERR_PAYEE_TERMS_NONE', openChannel(f))
})

test('INV-29 each field of a channel is within its bound: at one less, at it, and at one more', async (t) => {
  const f = await setting()
  await agree(f.payee, {
    payeeKeys: [keyOf(10), keyOf(11)],
    assetIds: [7n, 9n],
    maxRoyaltyPpm: 300_000,
    maxTipBps: 100,
  })
  const good = { terms_revision: '2', payee_key: keyOf(10) }
  const cases: readonly (readonly [object, string | undefined])[] = [
    [{}, undefined],
    [{ payee_key: keyOf(11) }, undefined],
    [{ payee_key: keyOf(12) }, 'payee_key'],
    [{ asset_id: '7', royalty_ppm: 299_999 }, undefined],
    [{ asset_id: '9', royalty_ppm: 300_000 }, undefined],
    [{ asset_id: '9', royalty_ppm: 300_001 }, 'royalty_ppm'],
    [{ asset_id: '8', royalty_ppm: 0 }, 'asset_id'],
    [{ tip_bps: 99 }, undefined],
    [{ tip_bps: 100 }, undefined],
    [{ tip_bps: 101 }, 'tip_bps'],
  ]
  for (const [change, field] of cases) {
    const code = field === undefined ? '' : 'ERR_PAYEE_TERMS'
    await openings(t, f, code, { ...good, ...change })
    if (field === undefined) continue
    const opening = f.as('payer').channels.open(openArgs(f, { ...good, ...change }), near)
    await t.throwsAsync(opening, { message: new RegExp(`${field} is outside the terms`) })
  }
})

test('INV-29 terms that do not say allow no royalty, no asset and no tip, and half the grace before one', async (t) => {
  const f = await setting()
  await f.payee.channels.setPayeeTerms({ payeeKeys: [keyOf(10)] })
  t.deepEqual(await f.payer.channels.payeeTerms({ accountId: payeeId }), {
    revision: 2n,
    payeeKeys: [keyOf(10)],
    maxRoyaltyPpm: 0,
    assetIds: [],
    maxTipBps: 0,
    tipAfterBps: 5000,
  })
  const good = { terms_revision: '2', payee_key: keyOf(10) }
  await openings(t, f, '', good)
  await openings(t, f, 'ERR_PAYEE_TERMS', { ...good, tip_bps: 1 })
  await openings(t, f, 'ERR_PAYEE_TERMS', { ...good, asset_id: '7', royalty_ppm: 0 })
  await f.payee.channels.setPayeeTerms({ payeeKeys: [] })
  await openings(t, f, 'ERR_PAYEE_TERMS', { ...good, terms_revision: '3' })
})

test('INV-29 what terms may hold: lists and shares at their greatest, and one more', async (t) => {
  const f = await setting()
  const keys = (count: number) => Array.from({ length: count }, (_, i) => keyOf(20 + i))
  const assets = (count: number) => Array.from({ length: count }, (_, i) => String(i + 1))
  const set = (change: object, yocto = 1n, who = 'payee') =>
    f.as(who).channels.set_payee_terms({ payee_keys: keys(1), ...change }, yocto)
  const most = {
    payee_keys: keys(8),
    asset_ids: assets(8),
    max_royalty_ppm: 1_000_000,
    max_tip_bps: 1000,
    tip_after_bps: 10_000,
  }
  await set(most)
  t.deepEqual(await f.payer.channels.payeeTerms({ accountId: payeeId }), {
    revision: 2n,
    payeeKeys: keys(8),
    maxRoyaltyPpm: 1_000_000,
    assetIds: [1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n],
    maxTipBps: 1000,
    tipAfterBps: 10_000,
  })
  for (const key of [keyOf(20), keyOf(27)]) {
    await openings(t, f, '', { terms_revision: '2', payee_key: key, asset_id: '8', royalty_ppm: 1 })
  }
  for (const change of [
    { payee_keys: keys(9) },
    { asset_ids: assets(9) },
    { max_royalty_ppm: 1_000_001 },
    { max_royalty_ppm: -1 },
    { max_tip_bps: 1001 },
    { tip_after_bps: 10_001 },
    { tip_after_bps: -1 },
    { payee_keys: undefined },
    { payee_id: payeeId },
  ])
    await refused(t, 'ERR_ARGS', set(change))
  const weak = `ed25519:${'1'.repeat(32)}`
  await refused(t, 'ERR_WEAK_KEY', set({ payee_keys: [keyOf(20), weak] }))
  await refused(t, 'ERR_ONE_YOCTO', set({}, 0n))
  await refused(t, 'ERR_ONE_YOCTO', set({}, 2n))
  await refused(t, 'ERR_ONE_YOCTO', f.as('payee').channels.drop_payee_terms({}, 0n))
  await refused(t, 'ERR_NOT_REGISTERED', set({}, 1n, 'stranger'))
  t.is((await f.payer.channels.payeeTerms({ accountId: payeeId }))?.revision, 2n)
})

test('INV-29 INV-34 a payee pays for its terms, in either direction, and gets all of it back', async (t) => {
  const f = await setting()
  const byte = 10n ** 19n
  const free = async () =>
    (await f.payer.channels.storageBalanceOf({ accountId: payeeId }))?.availableYocto ?? 0n
  const books = () => requireExactBooks(t, f.devnet, contractId)
  const withOne = await free()
  await agree(f.payee, { payeeKeys: [keyOf(1), keyOf(2), keyOf(3)], assetIds: [1n, 2n] })
  t.is(await free(), withOne - 72n * byte)
  await books()
  await agree(f.payee, { assetIds: [] })
  t.is(await free(), withOne + 8n * byte)
  await books()
  await f.payee.channels.dropPayeeTerms()
  // Key `p:` and the id, 18 bytes of numbers, a key and an asset, and what each record costs.
  t.is(await free(), withOne + (16n + 18n + 40n + 40n) * byte)
  await books()
  // Without storage to spare there are none; to the byte.
  const needed = 16n + 18n + 40n + 40n
  await f.payee.channels.storageWithdraw({ amountYocto: (await free()) - (needed - 1n) * byte })
  await refused(t, 'ERR_STORAGE_SHORT', agree(f.payee))
  await f.payee.channels.storageDeposit({ depositYocto: byte })
  await agree(f.payee)
  t.is(await free(), 0n)
  await books()
  await refused(t, 'ERR_STORAGE_IN_USE', f.payee.channels.storageUnregister())
  await f.payee.channels.dropPayeeTerms()
  await f.payee.channels.storageUnregister()
})

test('INV-29 an open channel keeps what it was opened with, whatever its payee sets later', async (t) => {
  const f = await setting()
  await agree(f.payee, { tipAfterBps: 2500 })
  const asset = { assetId: 7n, royaltyPpm: 300_000 }
  const { channelId, voucher } = await openChannel(f, near, undefined, { asset, tipBps: 1000 })
  const opened = await f.payer.channels.get({ channelId })
  t.like(opened, { tipBps: 1000, tipAfterBps: 2500, royaltyPpm: 300_000, assetId: 7n })
  const narrow = { payeeKeys: [keyOf(1)], assetIds: [], maxRoyaltyPpm: 0, maxTipBps: 0 }
  await agree(f.payee, { ...narrow, tipAfterBps: 10_000 })
  await f.payee.channels.dropPayeeTerms()
  t.deepEqual(await f.payer.channels.get({ channelId }), opened)
  await f.stranger.channels.settle(voucher(1000n))
  t.is(await f.payer.channels.creditOf({ accountId: payeeId }), 700n)
})

/** Settles one voucher by each method, as a stranger. */
const methods = {
  settle: (f: ChannelsFixture, { voucher }: OpenedChannel) => {
    const signed = voucher(1000n)
    return f.as('stranger').channels.settle({
      voucher: toBase64(signed.voucher),
      signature: toBase64(signed.signature),
    })
  },
  settle_batch: (f: ChannelsFixture, { voucher }: OpenedChannel) =>
    f.as('stranger').channels.settle_batch(batchInput([batchEntry(voucher(1000n))])),
  settle_multi: (f: ChannelsFixture, { channelId, signer }: OpenedChannel) => {
    const entry = { channelId: Buffer.from(channelId, 'hex'), lane: 0, cumulative: 1000n }
    return f.as('stranger').channels.settle_multi(multiInput(f.ctx, signer, [entry]))
  },
} as const

for (const [method, settle] of Object.entries(methods)) {
  test(`INV-29 a tip counts from its part of the grace on, to the nanosecond: ${method}`, async (t) => {
    const f = await channelsFixture(0, 'tip-after')
    await f.stranger.channels.storageDeposit({ depositYocto: near / 10n })
    const start = f.devnet.snapshot()
    for (const tipAfterBps of [3333, 5000, 10_000]) {
      f.devnet.revert(start)
      await agree(f.payee, { tipAfterBps })
      const channel = await openChannel(f, near, fill(5), { tipBps: 1000 })
      const { channelId } = channel
      await f.payer.channels.requestClose({ channelId })
      const { closeAtNs = 0n } = (await f.payer.channels.get({ channelId })) ?? {}
      const fromNs = closeAtNs - (900_000_000_000n * BigInt(10_000 - tipAfterBps)) / 10_000n
      const closing = f.devnet.snapshot()
      // Blocks are a second apart here, so a call takes as long each time.
      const headNs = f.devnet.chain.head().header.timestampNs
      const takesNs = (await ranAt(f, await settle(f, channel))) - headNs
      for (const [offsetNs, tip] of [
        [-1n, 0n],
        [0n, 100n],
        [1n, 100n],
      ] as const) {
        f.devnet.revert(closing)
        f.devnet.advanceTime(fromNs + offsetNs - takesNs - headNs)
        t.is(await ranAt(f, await settle(f, channel)), fromNs + offsetNs)
        const creditOf = (accountId: string) => f.payer.channels.creditOf({ accountId })
        t.is(await creditOf('stranger.hub.near'), tip, `${tipAfterBps} ${offsetNs}`)
        t.is(await creditOf(payeeId), 1000n - tip, `${tipAfterBps} ${offsetNs}`)
      }
    }
  })
}

/** The time of the block in which the contract did what a transaction asked for. */
async function ranAt(f: ChannelsFixture, { transactionHash }: CallResult): Promise<bigint> {
  const asked = { tx_hash: transactionHash, sender_account_id: 'stranger.hub.near' }
  const { receipts_outcome: outcomes } = (await f.devnet.request('tx', asked)) as {
    receipts_outcome: { block_hash: string; outcome: { executor_id: string } }[]
  }
  const own = outcomes.find(({ outcome }) => outcome.executor_id === contractId)
  const { header } = (await f.devnet.request('block', { block_id: own?.block_hash })) as {
    header: { timestamp_nanosec: string }
  }
  return BigInt(header.timestamp_nanosec)
}

test('INV-29 a key of the payer signs no refund: no channel can name it as the one of its payee', async (t) => {
  const f = await setting()
  const own = voucherKey(fill(66))
  await openings(t, f, 'ERR_PAYEE_TERMS', { payee_key: formatKey(own.publicKey) })
  // In a channel as agreed, what the payer signs itself in the payee's place is worth nothing.
  const { channelId } = await openChannel(f)
  const head = { ctx: f.ctx, channelId: fromHex(channelId) }
  const auth = encodeRefundAuth({ ...head, amountYocto: near })
  const refund = { auth: toBase64(auth), auth_signature: toBase64(own.sign(auth)) }
  await refused(t, 'ERR_VOUCHER_SIGNATURE', f.as('payer').channels.refund_with_auth(refund))
  const end = encodeCloseAuth({ ...head, finalYocto: 0n, validUntilHeight: 2n ** 64n - 1n })
  const close = { auth: toBase64(end), auth_signature: toBase64(own.sign(end)) }
  await refused(t, 'ERR_VOUCHER_SIGNATURE', f.as('payer').channels.close_with_auth(close))
})

test('INV-29 no asset of the payer takes a royalty out of what the payee earns', async (t) => {
  const f = await setting()
  await agree(f.payee, { assetIds: [], maxRoyaltyPpm: 0 })
  const siphon = { terms_revision: '2', asset_id: '1', royalty_ppm: 1_000_000 }
  await openings(t, f, 'ERR_PAYEE_TERMS', siphon)
  // A payee that sells a licensed model agrees to that model's part and to no other's.
  await agree(f.payee, { assetIds: [7n], maxRoyaltyPpm: 300_000 })
  for (const change of [{}, { asset_id: '7' }, { royalty_ppm: 300_000 }])
    await openings(t, f, 'ERR_PAYEE_TERMS', { ...siphon, terms_revision: '3', ...change })
})

test("INV-29 no accomplice of the payer takes a tip in the time that is the payee's own", async (t) => {
  const f = await setting()
  await agree(f.payee, { tipAfterBps: 5000 })
  await f.stranger.channels.storageDeposit({ depositYocto: near / 10n })
  const channel = await openChannel(f, near, undefined, { tipBps: 1000 })
  await f.payer.channels.requestClose({ channelId: channel.channelId })
  await f.stranger.channels.settle(channel.voucher(near / 2n))
  t.is(await f.payer.channels.creditOf({ accountId: 'stranger.hub.near' }), 0n)
  t.is(await f.payer.channels.creditOf({ accountId: payeeId }), near / 2n)
})

test('the client compares with the terms before it sends, and sends a revision that is given', async (t) => {
  const f = await setting()
  await agree(f.payee, { assetIds: [7n], maxRoyaltyPpm: 300_000, maxTipBps: 100 })
  const height = () => f.devnet.chain.head().header.height
  for (const [options, field] of [
    [{ asset: { assetId: 8n, royaltyPpm: 1 } }, 'asset_id'],
    [{ asset: { assetId: 7n, royaltyPpm: 300_001 } }, 'royalty_ppm'],
    [{ tipBps: 101 }, 'tip_bps'],
  ] as const) {
    const before = height()
    const error = await t.throwsAsync(openChannel(f, near, undefined, options))
    t.regex(String(error), new RegExp(`ERR_PAYEE_TERMS: ${field} is outside the terms of`))
    t.is(height(), before, 'nothing was sent')
  }
  const terms = {
    payeeId,
    signerKey: voucherKey().publicKey,
    payeeKey: String(openTerms.payeeKeys[0]),
    graceS: 900,
    termsHash: '11'.repeat(32),
    depositYocto: near,
    storageDepositYocto: 0n,
  }
  const { channels } = f.payer
  await refused(t, 'ERR_PAYEE_TERMS_REVISION', channels.open({ ...terms, termsRevision: 1n }))
  await refused(t, '', channels.open({ ...terms, termsRevision: 2n }))
  await refused(t, 'ERR_PAYEE_TERMS', channels.open({ ...terms, payeeKey: keyOf(99) }))
})
