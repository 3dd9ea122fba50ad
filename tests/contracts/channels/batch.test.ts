import test from 'ava'
import fc from 'fast-check'
import {
  agree,
  type ChannelsFixture,
  channelsFixture,
  type OpenedChannel,
  openChannel,
  voucherKey,
} from '../../support/channels-fixture.js'
import { fuzzAsync } from '../../support/fuzz.js'
import { refused } from '../../support/refused.js'
import { near } from '../../support/units.js'
import {
  ascending,
  batchEntry,
  batchInput,
  join,
  type MultiEntry,
  multiEntries,
  multiInput,
} from './support/messages.js'

const payeeId = 'payee.hub.near'

/** What an entry of a random batch holds. */
const entryPlan = fc.record({
  channel: fc.nat({ max: 3 }),
  lane: fc.constantFrom(0, 0, 1, 2),
  amount: fc.oneof(
    fc.bigInt({ min: 0n, max: near }),
    fc.bigInt({ min: near, max: 2n ** 128n - 1n }),
  ),
  spoil: fc.constantFrom<Spoil>('no', 'no', 'no', 'id', 'signature', 'signer', 'noise'),
  noise: fc.uint8Array({ minLength: 148, maxLength: 148 }),
})

type Spoil = 'no' | 'id' | 'signature' | 'signer' | 'noise'

/** A second payee beside the one that every fixture has. */
async function withOwnerAsPayee(feeBps = 50): Promise<ChannelsFixture> {
  const f = await channelsFixture(feeBps)
  await f.owner.channels.storageDeposit({ depositYocto: near / 10n })
  await agree(f.owner)
  return f
}

/** Three channels of the payee and one of another payee. */
async function fourChannels(f: ChannelsFixture): Promise<readonly OpenedChannel[]> {
  const channels: OpenedChannel[] = []
  for (const payee of [payeeId, payeeId, payeeId, 'hub.near'])
    channels.push(await openChannel(f, near / 2n, undefined, { payeeId: payee, lanes: 1 }))
  return channels
}

async function settledOf(f: ChannelsFixture, channels: readonly OpenedChannel[]) {
  const lanes: unknown[] = []
  for (const { channelId } of channels) lanes.push(await f.payer.channels.lanes({ channelId }))
  return { lanes, credit: await f.payer.channels.creditOf({ accountId: payeeId }) }
}

test('INV-7 INV-8 a batch does what its entries do one by one, whatever garbage is among them', async (t) => {
  const f = await withOwnerAsPayee()
  const channels = await fourChannels(f)
  const plans = fc.array(entryPlan, { minLength: 1, maxLength: 10 })
  const start = f.devnet.snapshot()
  await fuzzAsync(
    t,
    fc.asyncProperty(plans, async (list) => {
      const entries = list.map((plan) => entryOf(channels, plan))
      f.devnet.revert(start)
      const singly: string[] = []
      for (const { plan, signed } of entries) {
        const isOther = plan.channel === 3 && plan.spoil !== 'id' && plan.spoil !== 'noise'
        if (isOther) singly.push('other-payee-or-token')
        else
          singly.push(
            await f.stranger.channels.settle(signed).then(
              () => 'settled',
              (error: { code: string }) => statusFor[error.code] ?? error.code,
            ),
          )
      }
      const wanted = await settledOf(f, channels)
      f.devnet.revert(start)
      const bytes = join(...entries.map(({ bytes: entry }) => entry))
      const { statuses } = await f.stranger.channels.settleBatch({ payeeId, entries: bytes })
      t.deepEqual(statuses, singly as typeof statuses)
      t.deepEqual(await settledOf(f, channels), wanted)
      t.true((await f.payer.channels.solvency()).solvent)
    }),
    14,
  )
})

/** The same entry as a single voucher and as bytes of a batch. */
function entryOf(channels: readonly OpenedChannel[], plan: Plan) {
  const channel = channels[plan.channel]
  if (channel === undefined) throw new Error('no channel')
  const signed = channel.voucher(plan.amount, plan.lane)
  const { signature, voucher } = signed
  if (plan.spoil === 'id') voucher[40] = (voucher[40] ?? 0) ^ 1
  if (plan.spoil === 'signature') signature[5] = (signature[5] ?? 0) ^ 1
  const bytes = batchEntry(signed)
  if (plan.spoil === 'signer') bytes.set(channel.payeeKey.sign(voucher), 84)
  if (plan.spoil === 'noise') bytes.set(plan.noise)
  const single = new Uint8Array(voucher)
  single.set(bytes.slice(0, 32), 40)
  single.set(bytes.slice(36, 52), 72)
  single.set(bytes.slice(32, 36), 88)
  single.set(bytes.slice(52, 84), 96)
  return { plan, bytes, signed: { voucher: single, signature: bytes.slice(84) } }
}

type Plan = {
  readonly channel: number
  readonly lane: number
  readonly amount: bigint
  readonly spoil: Spoil
  readonly noise: Uint8Array
}

const statusFor: Readonly<Record<string, string>> = {
  ERR_CHANNEL_NOT_FOUND: 'unknown-channel',
  ERR_VOUCHER_LANE: 'lane-closed',
  ERR_VOUCHER_NOT_NEWER: 'not-newer',
  ERR_VOUCHER_OVER_DEPOSIT: 'over-deposit',
  ERR_VOUCHER_SIGNATURE: 'bad-signature',
}

test('a batch is for a payee who can be paid, in a known token, of whole entries', async (t) => {
  const f = await channelsFixture(0)
  const channel = await openChannel(f)
  const entry = batchEntry(channel.voucher(5n))
  const run = (input: Uint8Array) => f.as('stranger').channels.settle_batch(input)
  await refused(t, 'ERR_BATCH_FORMAT', run(new Uint8Array(0)))
  await refused(t, 'ERR_BATCH_FORMAT', run(batchInput([])))
  await refused(t, 'ERR_BATCH_FORMAT', run(batchInput([entry.slice(1)])))
  await refused(t, 'ERR_BATCH_FORMAT', run(batchInput([entry], 'Not An Account')))
  await refused(t, 'ERR_BATCH_FORMAT', run(batchInput([entry], payeeId, '')))
  await refused(t, 'ERR_BATCH_FORMAT', run(Uint8Array.of(255, ...entry)))
  await refused(t, 'ERR_UNKNOWN_TOKEN', run(batchInput([entry], payeeId, 'usd.hub.near')))
  await refused(t, 'ERR_NOT_REGISTERED', run(batchInput([entry], 'stranger.hub.near')))
  t.is((await f.payer.channels.get({ channelId: channel.channelId }))?.settledYocto, 0n)
})

test('the log of a batch names every channel and rise; of none it says nothing', async (t) => {
  const f = await channelsFixture(0)
  const channels = [await openChannel(f), await openChannel(f)]
  const entries = channels.map((channel, i) => batchEntry(channel.voucher(BigInt(i) + 7n)))
  const run = () => f.as('stranger').channels.settle_batch(batchInput(entries))
  const { logs } = await run()
  t.is(logs.length, 1)
  const event = JSON.parse((logs[0] ?? '').slice('EVENT_JSON:'.length)) as {
    event: string
    data: readonly Record<string, unknown>[]
  }
  t.is(event.event, 'batch_settled')
  const { entries: text, ...rest } = event.data[0] ?? {}
  t.deepEqual(rest, { payee_id: payeeId, token: 'NEAR', total: '15', count: 2 })
  const bytes = Buffer.from(String(text), 'base64')
  t.is(bytes.length, 48)
  for (const [i, { channelId }] of channels.entries()) {
    t.is(bytes.subarray(i * 24, i * 24 + 8).toString('hex'), channelId.slice(0, 16))
    t.is(bytes.readBigUInt64LE(i * 24 + 8), BigInt(i) + 7n)
  }
  t.deepEqual((await run()).logs, [])
})

/** Channels of one signer with three payees, and one of another signer. */
async function multiChannels(f: ChannelsFixture) {
  const signer = voucherKey()
  const open = async (payee: string, by = signer) =>
    Buffer.from(
      (await openChannel(f, near / 2n, undefined, { payeeId: payee, lanes: 1, signer: by }))
        .channelId,
      'hex',
    )
  const ids = [await open(payeeId), await open('hub.near'), await open(payeeId)]
  return { signer, ids, foreign: await open(payeeId, voucherKey()) }
}

test('INV-6 INV-8 one signature settles many channels of one signer; the rest is skipped', async (t) => {
  const f = await withOwnerAsPayee()
  const { signer, ids, foreign } = await multiChannels(f)
  const start = f.devnet.snapshot()
  const all = [...ids, foreign, Buffer.alloc(32, 7)]
  const plan = fc.array(
    fc.record({
      which: fc.nat({ max: all.length - 1 }),
      lane: fc.constantFrom(0, 0, 1, 2),
      cumulative: fc.bigInt({ min: 0n, max: (near * 3n) / 4n }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  await fuzzAsync(
    t,
    fc.asyncProperty(plan, async (list) => {
      f.devnet.revert(start)
      const byPlace = new Map<string, MultiEntry>()
      for (const { cumulative, lane, which } of list)
        byPlace.set(`${which}/${lane}`, { channelId: all[which] ?? foreign, lane, cumulative })
      const entries = ascending([...byPlace.values()])
      const input = multiInput(f.ctx, signer, entries)
      const signature = input.slice(32, 96)
      const args = { signerKey: signer.publicKey, signature, entries }
      const { statuses } = await f.stranger.channels.settleMulti(args)
      const settled = new Map<string, bigint>()
      for (const [i, { channelId, cumulative, lane }] of entries.entries()) {
        const id = Buffer.from(channelId).toString('hex')
        const sum = settled.get(id) ?? 0n
        const left = near / 2n - sum
        const expected = !all.slice(0, 4).some((known) => known.equals(channelId))
          ? 'unknown-channel'
          : foreign.equals(channelId)
            ? 'other-signer'
            : lane > 1
              ? 'lane-closed'
              : cumulative === 0n
                ? 'not-newer'
                : left === 0n
                  ? 'over-deposit'
                  : 'settled'
        t.is(statuses[i], expected)
        if (expected === 'settled') settled.set(id, sum + (cumulative < left ? cumulative : left))
      }
      for (const id of ids) {
        const channelId = id.toString('hex')
        const state = await f.payer.channels.get({ channelId })
        t.is(state?.settledYocto, settled.get(channelId) ?? 0n)
      }
      const again = await f.stranger.channels.settleMulti(args)
      t.false(again.statuses.includes('settled'))
      t.true((await f.payer.channels.solvency()).solvent)
    }),
    8,
  )
})

test('a multi-voucher has one order, one signature, and skips a payee who is gone', async (t) => {
  const f = await withOwnerAsPayee(0)
  const { signer, ids } = await multiChannels(f)
  const entries = ascending(ids.map((channelId) => ({ channelId, lane: 0, cumulative: 5n })))
  const run = (input: Uint8Array) => f.as('stranger').channels.settle_multi(input)
  const reversed = [...entries].reverse()
  await refused(t, 'ERR_BATCH_FORMAT', run(multiInput(f.ctx, signer, reversed)))
  const twice = entries.flatMap((entry) => [entry, entry])
  await refused(t, 'ERR_BATCH_FORMAT', run(multiInput(f.ctx, signer, twice)))
  const good = multiInput(f.ctx, signer, entries)
  await refused(t, 'ERR_BATCH_FORMAT', run(good.slice(1)))
  await refused(t, 'ERR_BATCH_FORMAT', run(good.slice(0, 96)))
  const foreign = multiInput(new Uint8Array(32), signer, entries)
  await refused(t, 'ERR_VOUCHER_SIGNATURE', run(foreign))
  // A voucher's signature is none for a list, and the other way round.
  const other = join(signer.publicKey, signer.sign(multiEntries(entries)), multiEntries(entries))
  await refused(t, 'ERR_VOUCHER_SIGNATURE', run(other))
  await f.payee.channels.dropPayeeTerms()
  await f.payee.channels.storageUnregister({})
  const signature = good.slice(32, 96)
  const args = { signerKey: signer.publicKey, signature, entries }
  const { statuses } = await f.stranger.channels.settleMulti(args)
  t.deepEqual([...statuses].sort(), ['payee-not-registered', 'payee-not-registered', 'settled'])
})
