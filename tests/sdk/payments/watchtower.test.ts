import { channelReader } from '@research-hub/scripts/demo/provider'
import {
  type ChannelOnChain,
  createWatchtower,
  type LaneProof,
} from '@research-hub/sdk/payments/server'
import test from 'ava'
import { channelsFixture, near, openChannel } from '../../support/channels-fixture.js'

test('a watchtower without keys settles on the devnet while the channel is closing', async (t) => {
  const fixture = await channelsFixture()
  const channel = await openChannel(fixture, near)
  const { channelId } = channel
  const tower = createWatchtower({
    readChannel: channelReader(fixture.stranger),
    settle: async (proofs) => {
      for (const proof of proofs) {
        if (proof.kind === 'voucher') await fixture.stranger.channels.settle(proof)
      }
    },
  })
  const proofOf = (cumulativeYocto: bigint): LaneProof => ({
    kind: 'voucher',
    channelId,
    lane: 0,
    cumulativeYocto,
    ...channel.voucher(cumulativeYocto),
  })
  tower.watch(proofOf(near / 2n))
  tower.watch(proofOf(near / 4n))
  t.is(tower.proofs().length, 1)
  // Open: nothing to do.
  t.deepEqual(await tower.look(), { watched: 1, settled: 0, failed: 0 })
  await fixture.payer.channels.requestClose({ channelId })
  t.deepEqual(await tower.look(), { watched: 1, settled: 1, failed: 0 })
  t.is((await fixture.payer.channels.get({ channelId }))?.settledYocto, near / 2n)
  t.deepEqual(await tower.look(), { watched: 1, settled: 0, failed: 0 })
  // Better late: as long as nobody has finalised, it still counts.
  fixture.devnet.advanceTime(901n * 10n ** 9n)
  tower.watch(proofOf((near * 3n) / 4n))
  await tower.look()
  await fixture.payer.channels.finalize({ channelId })
  const settledYocto = (near * 3n) / 4n
  t.is(
    await fixture.payee.channels.claimable({ accountId: 'payee.hub.near' }),
    settledYocto - (settledYocto * 50n) / 10_000n,
  )
  t.deepEqual(await tower.look(), { watched: 0, settled: 0, failed: 0 })
})

type Chain = Map<string, ChannelOnChain>

function fakeChain(): Chain {
  const open: ChannelOnChain = {
    status: 'open',
    payeeId: 'p',
    token: 'near',
    signerKey: new Uint8Array(32),
    depositYocto: 1000n,
    settledYocto: 0n,
    graceS: 900,
    termsHash: '',
  }
  return new Map([
    ['aa', open],
    ['bb', open],
  ])
}

const proof = (channelId: string, cumulativeYocto: bigint, lane = 0): LaneProof => ({
  kind: 'voucher',
  channelId,
  lane,
  cumulativeYocto,
  voucher: new Uint8Array(128),
  signature: new Uint8Array(64),
})

test('a payee settles by amount and by age as well, in batches', async (t) => {
  const chain = fakeChain()
  let now = 0
  const batches: string[][] = []
  const tower = createWatchtower({
    readChannel: async (id) => chain.get(id),
    settle: async (proofs) => {
      batches.push(proofs.map(({ channelId, lane }) => `${channelId}${lane}`))
    },
    maxUnsettledYocto: 100n,
    maxAgeMs: 1000,
    batchSize: 2,
    now: () => now,
  })
  tower.watch(proof('aa', 99n))
  tower.watch(proof('bb', 100n))
  tower.watch(proof('bb', 5n, 1))
  await tower.look()
  t.deepEqual(batches.splice(0), [['bb0']])
  now = 1000
  await tower.look()
  t.deepEqual(batches, [['aa0', 'bb0'], ['bb1']])
})

test('a proof that the contract keeps refusing is given up; a chain that fails is told', async (t) => {
  const chain = fakeChain()
  const errors: unknown[] = []
  let tries = 0
  const tower = createWatchtower({
    readChannel: async (id) => {
      if (id === 'bb') throw new Error('no chain')
      return chain.get(id)
    },
    settle: async () => {
      tries++
      throw new Error('refused')
    },
    maxTries: 3,
    maxUnsettledYocto: 0n,
    onError: (error) => errors.push(error),
  })
  tower.watch(proof('aa', 10n))
  tower.watch(proof('bb', 10n))
  for (let i = 0; i < 5; i++) await tower.look()
  t.is(tries, 3)
  t.is(errors.length, 3 + 5)
  tower.watch(proof('aa', 11n))
  await tower.look()
  t.is(tries, 4)
})

test('it looks again until it is told to end', async (t) => {
  const chain = fakeChain()
  const stop = new AbortController()
  let looks = 0
  const tower = createWatchtower({
    readChannel: async (id) => {
      if (++looks === 3) stop.abort()
      return chain.get(id)
    },
    settle: async () => undefined,
  })
  tower.watch(proof('aa', 10n))
  await tower.run(1, stop.signal)
  t.is(looks, 3)
})
