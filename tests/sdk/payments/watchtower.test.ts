import { channelReader } from '@research-hub/scripts/demo/provider'
import {
  createTickChain,
  encodeTickCommit,
  encodeVoucher,
  formatKey,
  fromHex,
} from '@research-hub/sdk/payments'
import { answerText, conditionFor } from '@research-hub/sdk/payments/conditional'
import {
  type ChannelOnChain,
  createWatchtower,
  type LaneProof,
  nodeSigner,
  settleProofs,
} from '@research-hub/sdk/payments/server'
import test from 'ava'
import { channelsFixture, openChannel, voucherKey } from '../../support/channels-fixture.js'
import { multiMessage, sha256, sortEntries, utf8 } from '../../support/payment-mutations.js'
import { near } from '../../support/units.js'

test('a watchtower without keys settles on the devnet while the channel is closing', async (t) => {
  const fixture = await channelsFixture()
  const channel = await openChannel(fixture, near)
  const { channelId } = channel
  const tower = createWatchtower({
    readChannel: channelReader(fixture.stranger),
    settle: (proofs) => settleProofs(fixture.stranger.channels, proofs),
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
    await fixture.payee.channels.creditOf({ accountId: 'payee.hub.near' }),
    settledYocto - (settledYocto * 50n) / 10_000n,
  )
  t.deepEqual(await tower.look(), { watched: 0, settled: 0, failed: 0 })
})

test('it settles multi-vouchers, ticks and conditional vouchers as well, each in its own way', async (t) => {
  const fixture = await channelsFixture(0)
  const [signer, teeKey] = [voucherKey(), nodeSigner()]
  const options = { signer, lanes: 2, teeKey: formatKey(teeKey.publicKey) }
  const [one, two] = [
    await openChannel(fixture, near, undefined, options),
    await openChannel(fixture, near, undefined, options),
  ]
  const ids = [one, two].map(({ channelId }) => fromHex(channelId))
  const list = sortEntries(
    ids.flatMap((channelId) => [0, 1].map((lane) => ({ channelId, lane, cumulativeYocto: 10n }))),
  )
  const { message, entries } = multiMessage(fixture.ctx, list)
  const multi = { entries, signerKey: signer.publicKey }
  const signature = signer.sign(message)
  const condition = conditionFor('m', utf8('{}'))
  const text = answerText(condition, sha256(utf8('yes')))
  const [id = new Uint8Array()] = ids
  const conditional = encodeVoucher({
    ctx: fixture.ctx,
    channelId: id,
    cumulativeYocto: 30n,
    lane: 2,
    ackHash: sha256(utf8(condition)),
    conditional: true,
  })
  const chain = createTickChain(4)
  const terms = { baseYocto: 20n, lane: 1, maxTicks: 4, tickPriceYocto: 5n }
  const commit = encodeTickCommit({ ctx: fixture.ctx, channelId: id, ...terms, root: chain.root })
  const ticks = {
    commit: { message: commit, signature: signer.sign(commit) },
    ticks: 2,
    preimage: chain.preimage(2),
  }
  const { channelId } = one
  const proofs: readonly LaneProof[] = [
    { kind: 'multi', channelId, lane: 0, cumulativeYocto: 10n, multi, signature },
    { kind: 'ticks', channelId, lane: 1, cumulativeYocto: 30n, ticks },
    {
      kind: 'conditional',
      channelId,
      lane: 2,
      cumulativeYocto: 30n,
      voucher: conditional,
      signature: signer.sign(conditional),
      answer: { text, signature: teeKey.sign(utf8(text)) },
    },
    { kind: 'multi', channelId: two.channelId, lane: 0, cumulativeYocto: 10n, multi, signature },
    {
      kind: 'voucher',
      channelId: two.channelId,
      lane: 1,
      cumulativeYocto: 11n,
      ...two.voucher(11n, 1),
    },
    {
      kind: 'voucher',
      channelId: two.channelId,
      lane: 2,
      cumulativeYocto: 12n,
      ...two.voucher(12n, 2),
    },
  ]
  const calls: string[] = []
  const counted = Object.fromEntries(
    Object.entries(fixture.stranger.channels).map(([name, call]) => [
      name,
      (...args: unknown[]) => {
        calls.push(name)
        return Reflect.apply(call, undefined, args)
      },
    ]),
  ) as typeof fixture.stranger.channels
  const tower = createWatchtower({
    readChannel: channelReader(fixture.stranger),
    settle: (due) => settleProofs(counted, due, { payeeId: 'payee.hub.near' }),
  })
  for (const proof of proofs) tower.watch(proof)
  for (const channel of [one, two])
    await fixture.payer.channels.requestClose({ channelId: channel.channelId })
  t.deepEqual(await tower.look(), { watched: 2, settled: 6, failed: 0 })
  t.deepEqual(calls, ['settleBatch', 'settleTicks', 'settleConditional', 'settleMulti'])
  t.deepEqual(await fixture.payee.channels.lanes({ channelId }), [10n, 30n, 30n])
  t.deepEqual(await fixture.payee.channels.lanes({ channelId: two.channelId }), [10n, 11n, 12n])
  t.deepEqual(await tower.look(), { watched: 2, settled: 0, failed: 0 })
})

test('one settlement that fails keeps no other from being tried', async (t) => {
  const fixture = await channelsFixture(0)
  const channel = await openChannel(fixture, near, undefined, { lanes: 1 })
  const { channelId } = channel
  const bad = { ...channel.voucher(5n), signature: new Uint8Array(64) }
  const settling = settleProofs(fixture.stranger.channels, [
    { kind: 'voucher', channelId, lane: 0, cumulativeYocto: 5n, ...bad },
    { kind: 'voucher', channelId, lane: 1, cumulativeYocto: 6n, ...channel.voucher(6n, 1) },
  ])
  const error = await t.throwsAsync(settling, { instanceOf: AggregateError })
  t.regex(String((error as AggregateError).errors[0]), /ERR_VOUCHER_SIGNATURE/)
  t.deepEqual(await fixture.payee.channels.lanes({ channelId }), [0n, 6n])
})

type Chain = Map<string, ChannelOnChain>

function fakeChain(): Chain {
  const open: ChannelOnChain = {
    status: 'open',
    payeeId: 'p',
    token: 'NEAR',
    payeeKey: '',
    feeBps: 50,
    royaltyPpm: 0,
    tipBps: 0,
    tipAfterBps: 5000,
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
