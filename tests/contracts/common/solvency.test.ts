/** What comes in goes out again, to the yocto, with storage staked and freed in between. */
import type { Devnet } from '@research-hub/devnet'
import test, { type ExecutionContext } from 'ava'
import { attestationFixture, registryId } from '../../support/attestation-fixture.js'
import { sharedCallsAs } from '../../support/calls.js'
import * as channels from '../../support/channels-fixture.js'
import * as competition from '../../support/competition-fixture.js'
import { artifactOf, finishRound, openOne, playRound } from '../../support/competition-round.js'
import { requireExactBooks, storedBytes, withoutGasRewards } from '../../support/exact-books.js'
import { fixtureWasm } from '../../support/fixture-contracts.js'
import * as ladder from '../../support/ladder-fixture.js'
import { buyArgs, earn, sealedAsset } from '../../support/licensing-assets.js'
import * as licensing from '../../support/licensing-fixture.js'
import { codeFrom, refused } from '../../support/refused.js'
import { dayNs, near, secondNs } from '../../support/units.js'

const byteCostYocto = 10n ** 19n
/** The longest id there can be. */
const longId = `${'l'.repeat(55)}.hub.near`

/** What is free of any claim, and what the contract stakes for its own records. */
async function freeYocto(t: ExecutionContext, devnet: Devnet, contractId: string) {
  await requireExactBooks(t, devnet, contractId)
  const { holds, owed, ...rest } = (await devnet.view(contractId, 'solvency', {
    token: 'NEAR',
  })) as Readonly<Record<string, string>>
  const ownYocto = storedBytes(devnet, contractId).ownBytes * byteCostYocto
  return { yocto: BigInt(holds ?? '') - BigInt(owed ?? '') + ownYocto, rest }
}

type Life = {
  readonly devnet: Devnet
  readonly contractId: string
  /** Whether it takes deposits of NEAR; it does unless told. */
  readonly takesDeposits?: boolean
  /** What comes in as proof of a full-access key and stays: one yocto a transfer of a licence, or payee's terms. */
  readonly strayYocto?: bigint
  /** Everybody who leaves in the end. */
  readonly leaving: readonly string[]
  readonly run: () => Promise<void>
}

/** Runs a life with a long and a short id about, has everybody leave, and compares what is free. */
async function comesToNothing(t: ExecutionContext, life: Life): Promise<void> {
  const { devnet, contractId } = life
  withoutGasRewards(devnet)
  await devnet.createAccount(longId, 10n * near)
  const start = await freeYocto(t, devnet, contractId)
  const as = sharedCallsAs(devnet, contractId)
  await as(longId).storage_deposit({}, near)
  const { takesDeposits = true } = life
  if (takesDeposits) await as(longId).deposit({}, near)
  await life.run()
  const expected = start.yocto + (life.strayYocto ?? 0n)
  t.is((await freeYocto(t, devnet, contractId)).yocto, expected, 'while money is here')
  for (const id of [...life.leaving, longId]) {
    const code = takesDeposits ? await codeFrom(as(id).withdraw({ token: 'NEAR' }, 1n)) : ''
    t.true(code === '' || code === 'ERR_NOTHING_TO_WITHDRAW', `${id} ${code}`)
    await refused(t, '', as(id).storage_unregister({}, 1n), id)
  }
  const end = await freeYocto(t, devnet, contractId)
  t.is(end.yocto, expected, 'after everybody has left')
  t.like(end.rest, { credits: '0', outbox: '0', in_flight: '0' })
}

test('INV-31 INV-34 channels: balance and obligations are equal to the yocto when all have left', async (t) => {
  const licensingId = 'licensing.hub.near'
  const f = await channels.channelsFixture(50, 'books', licensingId)
  const neighbour = await f.devnet.createAccount(licensingId, 20n * near)
  await f.devnet.deploy(neighbour, await fixtureWasm('neighbour'))
  const seed = (fill: number) => new Uint8Array(32).fill(fill)
  await comesToNothing(t, {
    devnet: f.devnet,
    contractId: channels.contractId,
    strayYocto: 1n,
    leaving: ['payer.hub.near', 'payee.hub.near', 'stranger.hub.near'],
    run: async () => {
      const asset = { assetId: 7n, royaltyPpm: 300_000 }
      const one = await channels.openChannel(f, near, seed(1), { lanes: 3, asset })
      const two = await channels.openChannel(f, near, seed(2), { asset })
      const three = await channels.openChannel(f, near, seed(3))
      await freeYocto(t, f.devnet, channels.contractId)
      for (const [lane, amount] of [
        [0, 1000n],
        [2, 500n],
        [2, 900n],
      ] as const) {
        await f.stranger.channels.settle(one.voucher(amount, lane))
        await freeYocto(t, f.devnet, channels.contractId)
      }
      await f.payer.channels.deallocate({ channelId: three.channelId, limit: 5n })
      await freeYocto(t, f.devnet, channels.contractId)
      for (const { channelId } of [one, two, three]) {
        const captureYocto = (await f.payer.channels.get({ channelId }))?.settledYocto ?? 0n
        await f.payee.channels.close({ channelId, captureYocto })
        await freeYocto(t, f.devnet, channels.contractId)
      }
      await f.payee.channels.dropPayeeTerms()
      await f.stranger.channels.storageDeposit({ depositYocto: near / 10n })
      await f.stranger.channels.forwardRoyalty({ assetId: 7n })
      await freeYocto(t, f.devnet, channels.contractId)
      const { header } = f.devnet.chain.head()
      f.devnet.chain.fastForward(1300n, header.timestampNs + 1300n * 10n ** 9n)
      for (const { channelId } of [one, two, three]) await f.stranger.channels.purge({ channelId })
      await f.as('stranger').channels.collect_fees({ token: 'NEAR' })
      await f.as('hub.near').channels.withdraw({ token: 'NEAR' }, 1n)
    },
  })
})

test('INV-31 INV-34 competition: balance and obligations are equal to the yocto when all have left', async (t) => {
  const f = await competition.competitionFixture('books')
  const { evaluators, researchers } = competition
  const judges = evaluators.slice(0, 4)
  const entrants = researchers.slice(0, 4)
  await comesToNothing(t, {
    devnet: f.devnet,
    contractId: competition.contractId,
    leaving: [
      ...evaluators,
      ...researchers,
      'funder.hub.near',
      'donor.hub.near',
      'stranger.hub.near',
    ],
    run: async () => {
      const opened = await openOne(f)
      const { cid } = opened
      const scores = Object.fromEntries(entrants.map((who, i) => [who, 300 + i * 50_000]))
      await playRound(f, opened, { scores })
      await freeYocto(t, f.devnet, competition.contractId)
      await finishRound(f, cid, entrants)
      for (const account_id of entrants)
        await f.as('stranger').competition.claim({ cid, account_id })
      await f.as('stranger').competition.refund({ cid, account_id: 'funder.hub.near' })
      await freeYocto(t, f.devnet, competition.contractId)
      f.devnet.advanceTime(secondNs * 1_300_000n)
      for (const account_id of entrants)
        await f.as('stranger').competition.close_entry({ cid, account_id })
      for (const evaluator_id of judges) {
        await f.as('stranger').competition.settle_evaluator({ cid, evaluator_id })
        for (const account_id of entrants)
          await f.as('stranger').competition.clear_scores({ cid, account_id, evaluator_id })
      }
      await f.as('stranger').competition.purge({ cid })
      await freeYocto(t, f.devnet, competition.contractId)
      f.devnet.advanceTime(secondNs * 31_536_000n)
      for (const who of entrants)
        await f.as(who).competition.forget_artifact({ artifact_root: artifactOf(who) })
      for (const who of evaluators) await f.as(who).competition.request_unbond()
      f.devnet.advanceTime(secondNs * 1_300_000n)
      for (const who of evaluators) await f.as(who).competition.unbond()
    },
  })
})

test('INV-31 INV-34 ladder: balance and obligations are equal to the yocto when all have left', async (t) => {
  const f = await ladder.ladderFixture('books')
  const { ann, bob, as, people, standingNs, offerNs } = { ...ladder, ...f }
  await comesToNothing(t, {
    devnet: f.devnet,
    contractId: ladder.ladderId,
    leaving: people,
    run: async () => {
      f.goTo(0)
      const now = f.nowNs()
      const pool_id = await ladder.createPool(f, {
        goal: String(3n * near),
        deadline_ns: String(now + 40n * dayNs),
        stages: [
          { limit: String(near), deadline_ns: String(now + 80n * dayNs) },
          { limit: String(near), deadline_ns: String(now + 90n * dayNs) },
        ],
      })
      await as(ann).ladder.contribute({ pool_id }, near + 1n)
      await as(bob).ladder.contribute({ pool_id }, 2n * near)
      const propose = { pool_id, amount: '1000', evidence_hash: '00'.repeat(32), to_cid: '9' }
      for (const method of ['veto_release', 'withdraw_proposal'] as const) {
        await as(ladder.fay).ladder.propose_release(propose)
        const by = method === 'veto_release' ? ladder.ownerId : ladder.fay
        await as(by).ladder[method]({ pool_id })
      }
      const toBob = { ...propose, to_cid: undefined, to_account_id: bob }
      await as(ladder.fay).ladder.propose_release(toBob)
      await as(ladder.fay).ladder.withdraw_proposal({ pool_id })
      for (const cid of [1, 2]) await f.proveAll(cid, 0, people)
      f.goTo(1)
      for (const account_id of people) await as(ann).ladder.stand({ tier: 0, account_id })
      await freeYocto(t, f.devnet, ladder.ladderId)
      f.goTo(1, standingNs)
      await as(ann).ladder.offer_seats({ tier: 1, limit: 3 })
      await as(ann).ladder.claim_seat({ tier: 1 })
      const grant = { cid: '1', account_id: ann, amount: '5', outbox_id: '77' }
      await as(ladder.competitionId).ladder.grant_credits(grant)
      f.devnet.advanceTime(offerNs)
      for (const account_id of people.slice(1, 3))
        await as(ann).ladder.expire_offer({ tier: 1, account_id })
      await as(ann).ladder.resign({ tier: 1 })
      for (const cid of [3, 4, 5]) await f.round(cid, 0, people)
      f.goTo(3)
      for (const account_id of people) {
        await as(ann).ladder.forget_results({ tier: 0, account_id })
        await as(ann).ladder.clear_standing({ tier: 0, season: 1, account_id })
      }
      await as(ann).ladder.drop_credits({ account_id: ann })
      f.devnet.advanceTime(90n * dayNs)
      for (const account_id of [ann, bob]) {
        await as(ann).ladder.refund({ pool_id, account_id })
        await as(account_id).ladder.leave_pool({ pool_id })
      }
    },
  })
})

test('INV-31 INV-34 licensing: balance and obligations are equal to the yocto when all have left', async (t) => {
  const f = await licensing.licensingFixture('books')
  const [ann, bob, cat, dan] = licensing.users
  const flow = (asset_id: string) => ({ asset_id, token: 'NEAR' })
  await comesToNothing(t, {
    devnet: f.devnet,
    contractId: licensing.licensingId,
    strayYocto: 1n,
    leaving: [cat, dan],
    run: async () => {
      const parent = await sealedAsset(f, ann)
      const child = await sealedAsset(f, bob, [[parent.id, 100_000]])
      await earn(f, child.id, 999_999n)
      const split = { total: '3', residual_id: bob, shares: [{ account_id: cat, share: '2' }] }
      await f.as(bob).licensing.set_split_epoch({ asset_id: child.id, ...split })
      await freeYocto(t, f.devnet, licensing.licensingId)
      await f.as(cat).licensing.buy_licence(buyArgs(child), 10_007n)
      await f.as(dan).licensing.buy_licence(buyArgs(child), 10_000n)
      await f.as(cat).licensing.nft_transfer({ receiver_id: dan, token_id: '1' }, 1n)
      await freeYocto(t, f.devnet, licensing.licensingId)
      for (const licence_id of ['1', '2']) await f.as(dan).licensing.burn_licence({ licence_id })
      await f.as(ann).licensing.pull_royalty({
        child_id: child.id,
        ancestor_id: parent.id,
        token: 'NEAR',
      })
      await f.as(ann).licensing.claim_split({ ...flow(child.id), epoch: 0, account_id: bob })
      await f.as(ann).licensing.claim_split({ ...flow(child.id), epoch: 1, account_id: cat })
      await f.as(ann).licensing.claim_fee(flow(child.id))
      // These keep assets, and so their registrations.
      for (const who of [bob, licensing.treasuryId])
        await f.as(who).licensing.withdraw({ token: 'NEAR' }, 1n)
      for (const who of [cat, dan])
        for (const token of [licensing.tokenId, licensing.badTokenId])
          await f.as(who).licensing.drop_token({ token })
    },
  })
})

test('INV-31 INV-34 attestation: balance and obligations are equal to the yocto when all have left', async (t) => {
  const f = await attestationFixture({ seed: 'books' })
  const workers = ['alice', 'bob', 'carol'] as const
  await comesToNothing(t, {
    devnet: f.devnet,
    contractId: registryId,
    takesDeposits: false,
    leaving: workers.map((name) => `${name}.hub.near`),
    run: async () => {
      for (const name of workers) {
        const evidence = await f.evidence(name, { machine: f.ca.machine(name) })
        await f.as(name).attestation.register(evidence)
      }
      await freeYocto(t, f.devnet, registryId)
      for (const name of workers) {
        const worker_id = `${name}.hub.near`
        await f.as(name).attestation.revoke({ worker_id, reason: 'done' })
      }
      f.wait(91 * 86_400)
      for (const name of workers)
        await f.as('uploader').attestation.forget({ worker_id: `${name}.hub.near` })
    },
  })
})
