import { randomBytes } from 'node:crypto'
import { toBase64, toHex } from '@research-hub/sdk/payments'
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
import { sha256, tickChain, tickCommit } from './support/messages.js'

const price = 10n ** 15n

type Chain = ReturnType<typeof chainOf>

/** A signed chain of a channel and what settles its first `k` ticks. */
function chainOf(f: ChannelsFixture, channel: OpenedChannel, change: Partial<Fields> = {}) {
  const fields = { base: 0n, lane: 0, maxTicks: 1024, tickPrice: price, length: 40, ...change }
  const chain = tickChain(randomBytes(32), fields.length)
  const commitment = tickCommit(f.ctx, channel.channelId, {
    ...fields,
    root: chain[0] ?? commitLess,
  })
  const signature = channel.signer.sign(commitment)
  const at = (k: number): Uint8Array => chain[k] ?? commitLess
  return {
    chain,
    at,
    commitment,
    signature,
    tick: (k: number) => ({ commitment, signature, ticks: k, tick: at(k) }),
  }
}

type Fields = {
  readonly base: bigint
  readonly lane: number
  readonly maxTicks: number
  readonly tickPrice: bigint
  readonly length: number
}
const commitLess = new Uint8Array(32)

test('INV-27 k ticks settle what a voucher of the same amount would; one more cannot be derived', async (t) => {
  const f = await channelsFixture(50)
  const plan = fc.record({
    base: fc.bigInt({ min: 0n, max: near / 4n }),
    lane: fc.nat({ max: 1 }),
    k: fc.integer({ min: 1, max: 38 }),
  })
  await fuzzAsync(
    t,
    fc.asyncProperty(plan, async ({ base, k, lane }) => {
      const byTick = await openChannel(f, near, undefined, { lanes: 1 })
      const byVoucher = await openChannel(f, near, undefined, { lanes: 1 })
      const chain = chainOf(f, byTick, { base, lane })
      await f.stranger.channels.settleTicks(chain.tick(k))
      await f.stranger.channels.settle(byVoucher.voucher(base + BigInt(k) * price, lane))
      const [one, two] = await f.payer.channels.getMany({
        channelIds: [byTick.channelId, byVoucher.channelId],
      })
      t.is(one?.settledYocto, two?.settledYocto)
      t.is(one?.feeTakenYocto, two?.feeTakenYocto)
      // Whoever has only tick k can hash towards the root, never away from it.
      for (const forged of [chain.at(k), sha256(chain.at(k)), chain.at(k - 1), randomBytes(32)]) {
        const next = { ...chain.tick(k), ticks: k + 1, tick: forged }
        await refused(t, 'ERR_TICK_CHAIN', f.stranger.channels.settleTicks(next))
      }
      const same = f.stranger.channels.settleTicks(chain.tick(k))
      await refused(t, 'ERR_VOUCHER_NOT_NEWER', same)
      await f.stranger.channels.settleTicks(chain.tick(k + 1))
    }),
    6,
  )
})

test('ticks: counts, amounts, the wrong chain and the wrong signature', async (t) => {
  const f = await channelsFixture(0)
  const channel = await openChannel(f)
  const settle = (args: Parameters<typeof f.payer.channels.settleTicks>[0]) =>
    f.stranger.channels.settleTicks(args)
  const short = chainOf(f, channel, { maxTicks: 5 })
  await refused(t, 'ERR_TICK_COUNT', settle(short.tick(6)))
  const many = chainOf(f, channel, { maxTicks: 4096 })
  await refused(t, 'ERR_ARGS', settle({ ...many.tick(1), ticks: 1025 }))
  await refused(t, 'ERR_ARGS', settle({ ...many.tick(1), ticks: 0 }))
  const spent = await openChannel(f)
  const over = chainOf(f, spent, { base: near })
  const dear = chainOf(f, spent, { tickPrice: 2n ** 64n - 1n, base: 2n ** 128n - 1n })
  await settle(dear.tick(1))
  t.is((await f.payer.channels.get({ channelId: spent.channelId }))?.settledYocto, near)
  await refused(t, 'ERR_VOUCHER_OVER_DEPOSIT', settle(over.tick(2)))
  const other = chainOf(f, await openChannel(f))
  const crossed = { ...short.tick(2), tick: other.at(2) }
  await refused(t, 'ERR_TICK_CHAIN', settle(crossed))
  const unsigned = { ...short.tick(2), signature: channel.payeeKey.sign(short.commitment) }
  await refused(t, 'ERR_VOUCHER_SIGNATURE', settle(unsigned))
  const lane = chainOf(f, channel, { lane: 1 })
  await refused(t, 'ERR_VOUCHER_LANE', settle(lane.tick(1)))
  const cut = {
    commitment: toBase64(short.commitment.slice(0, 135)),
    signature: toBase64(short.signature),
    ticks: 1,
    tick: toHex(short.at(1)),
  }
  await refused(t, 'ERR_ARGS', f.as('stranger').channels.settle_ticks(cut))
  t.is((await f.payer.channels.get({ channelId: channel.channelId }))?.settledYocto, 0n)
})

test('INV-9 INV-10 a tick commitment that differs anywhere settles nothing', async (t) => {
  const f = await channelsFixture(0)
  const channel = await openChannel(f, near, undefined, { lanes: 1 })
  const chain: Chain = chainOf(f, channel)
  const good = chain.tick(3)
  const start = f.devnet.snapshot()
  await fuzzAsync(
    t,
    fc.asyncProperty(fc.nat({ max: (136 + 64 + 32) * 8 - 1 }), async (bit) => {
      const all = Uint8Array.from([...good.commitment, ...good.signature, ...good.tick])
      all[bit >> 3] = (all[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      const bent = {
        commitment: all.slice(0, 136),
        signature: all.slice(136, 200),
        ticks: 3,
        tick: all.slice(200),
      }
      await t.throwsAsync(f.stranger.channels.settleTicks(bent))
      // Signed anew, a change of what the payer is free to choose is another offer, never another kind.
      const isHead = bit >> 3 < 72
      if (isHead) {
        const again = { ...bent, signature: channel.signer.sign(bent.commitment) }
        await t.throwsAsync(f.stranger.channels.settleTicks(again))
      }
    }),
    40,
  )
  f.devnet.revert(start)
  await f.stranger.channels.settleTicks(good)
  const settled = (await f.payer.channels.get({ channelId: channel.channelId }))?.settledYocto
  t.is(settled, 3n * price)
})
