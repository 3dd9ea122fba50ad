/**
 * Logs with the longest ids there are: every receipt below nearcore's bound, every event within 300
 * bytes, those of attestation with machine or free text within 512.
 */
import { maxLogged } from '@research-hub/contracts/channels/rules/batch'
import type { Devnet } from '@research-hub/devnet'
import test, { type ExecutionContext } from 'ava'
import {
  attestationFixture,
  measurement,
  policyRules,
  registryId,
  timelockS,
} from '../../support/attestation-fixture.js'
import * as channels from '../../support/channels-fixture.js'
import * as competition from '../../support/competition-fixture.js'
import { artifactOf, finishRound, openOne, playRound } from '../../support/competition-round.js'
import * as ladder from '../../support/ladder-fixture.js'
import { buyArgs, earn, hashOf, sealedAsset } from '../../support/licensing-assets.js'
import * as licensing from '../../support/licensing-fixture.js'
import { bytesOf, logsByReceipt, maxLogBytes } from '../../support/logged.js'
import { near, secondNs } from '../../support/units.js'
import { batchEntry, multiInput } from '../channels/support/messages.js'
import { addToken } from '../channels/support/tokens.js'

const suffix = '.hub.near'
/** 64 characters. */
const longId = (letter: string): string => letter.repeat(64 - suffix.length) + suffix
const maxEventBytes = 300

/** Returns the names of the events there were. */
function check(
  t: ExecutionContext,
  devnet: Devnet,
  contractId: string,
  most = maxEventBytes,
): ReadonlySet<string> {
  const names = new Set<string>()
  for (const logs of logsByReceipt(devnet, contractId)) {
    t.true(bytesOf(logs) <= maxLogBytes)
    for (const log of logs) {
      const name = String(/"event":"([a-z_]+)"/.exec(log)?.[1])
      names.add(name)
      if (!name.endsWith('batch_settled') && !name.endsWith('multi_settled'))
        t.true(bytesOf([log]) <= most, `${bytesOf([log])} bytes: ${log}`)
    }
  }
  return names
}

const includes = (t: ExecutionContext, names: ReadonlySet<string>, wanted: string): void => {
  for (const name of wanted.split(' ')) t.true(names.has(name), `no event ${name}`)
}

test('channels: the longest batch that names its entries stays within a receipt, longest names and sums included', async (t) => {
  const f = await channels.channelsFixture(50)
  const payeeId = longId('p')
  const account = await f.devnet.createAccount(payeeId, 10n * near)
  const payee = channels.hubOf(f, account)
  const token = await addToken(f, 't'.repeat(64 - suffix.length), 10n ** 20n)
  t.is(token.id.length, 64)
  await payee.channels.storageDeposit({ depositYocto: near })
  await payee.channels.holdToken({ token: token.id })
  await channels.agree(payee)
  const seed = new Uint8Array(32).fill(7)
  const options = { payeeId, token: token.id }
  const one = await channels.openChannel(f, 1000n, seed, options)
  await f.stranger.channels.settle(one.voucher(1n))
  const entries = batchEntry(one.voucher(2n))
  await f.stranger.channels.settleBatch({ payeeId, token: token.id, entries })
  const channelId = Buffer.from(one.channelId, 'hex')
  const list = [{ channelId, lane: 0, cumulative: 3n }]
  const multi = multiInput(f.ctx, one.signer, list)
  await f.stranger.channels.settleMulti({
    signerKey: one.signer.publicKey,
    signature: multi.slice(32, 96),
    entries: list,
  })
  await payee.channels.close({ channelId: one.channelId, captureYocto: 3n })
  await payee.channels.withdraw({ token: token.id })
  await payee.channels.dropPayeeTerms()
  const names = check(t, f.devnet, channels.contractId)
  includes(
    t,
    names,
    'payee_terms_set channel_opened channel_settled batch_settled multi_settled channel_closed payee_terms_dropped',
  )
  const perEntry = 32
  for (const event of ['batch_settled', 'multi_settled']) {
    const [log = ''] = logsByReceipt(f.devnet, channels.contractId)
      .flat()
      .filter((each) => each.includes(event))
    t.true(log.includes('"count":1,'), log)
    // One entry and a sum of one digit here; the most entries and a sum of 39 digits there.
    const most = bytesOf([log]) - perEntry + maxLogged * perEntry + 2 + 38
    t.log(event, most)
    t.true(most <= maxLogBytes, `${most} bytes`)
  }
})

test('competition: every event of a round between the longest names', async (t) => {
  const f = await competition.competitionFixture()
  const judges = ['j', 'k', 'l', 'm'].map(longId)
  const [entrant, idle] = [longId('e'), longId('i')]
  for (const id of [...judges, entrant, idle]) {
    await f.devnet.createAccount(id, 100n * near)
    await f.as(id).competition.storage_deposit({}, near)
  }
  for (const judge of judges) await f.as(judge).competition.register_evaluator({}, 2n * near)
  const opened = await openOne(f, { evaluators: judges })
  const { cid } = opened
  await f.as(idle).competition.apply({ cid }, near)
  await playRound(f, opened, { scores: { [entrant]: 1_048_575 } })
  await finishRound(f, cid, [entrant])
  for (const account_id of [entrant, idle])
    await f.as('stranger').competition.claim({ cid, account_id })
  await f.as(entrant).competition.register_winner({ cid, account_id: entrant })
  f.devnet.advanceTime(secondNs * 200_000n)
  for (const account_id of [entrant, idle])
    await f.as('stranger').competition.close_entry({ cid, account_id })
  await f.as('stranger').competition.settle_evaluator({ cid, evaluator_id: judges[0] })
  f.devnet.advanceTime(31_536_000n * secondNs)
  await f.as(entrant).competition.forget_artifact({ artifact_root: artifactOf(entrant) })
  await f.as(judges[0] ?? '').competition.request_unbond()
  await f.as(entrant).competition.withdraw({ token: 'NEAR' }, 1n)
  includes(
    t,
    check(t, f.devnet, competition.contractId),
    'entry_admitted evaluator_enrolled entry_committed entry_revealed scores_revealed entry_scored reward_claimed winner_registered artifact_forgotten evaluator_settled withdrawn',
  )
  await f.devnet.close()
})

test('ladder: every event of a rise between the longest names; a page of offers', async (t) => {
  const f = await ladder.ladderFixture('logs')
  const long = ['a', 'b', 'c'].map(longId)
  for (const id of long) {
    await f.devnet.createAccount(id, 100n * near)
  }
  for (const id of long) await f.as(id).ladder.storage_deposit({}, near)
  f.goTo(0)
  const pool_id = await ladder.createPool(f, { manager_id: long[0] })
  await f.as(long[1] ?? '').ladder.contribute({ pool_id }, 10n * near)
  const evidence_hash = 'ff'.repeat(32)
  const release = { pool_id, amount: String(near), evidence_hash, to_account_id: long[2] }
  await f.as(long[0] ?? '').ladder.propose_release(release)
  f.devnet.advanceTime(ladder.vetoNs)
  await f.as(long[1] ?? '').ladder.release({ pool_id })
  for (const cid of [1, 2]) await f.proveAll(cid, 0, long)
  f.goTo(1)
  for (const account_id of long) await f.as(long[0] ?? '').ladder.stand({ tier: 0, account_id })
  f.goTo(1, ladder.standingNs)
  await f.as(long[0] ?? '').ladder.offer_seats({ tier: 1, limit: 7 })
  await f.as(long[0] ?? '').ladder.claim_seat({ tier: 1 })
  await f.as(long[0] ?? '').ladder.resign({ tier: 1 })
  const names = check(t, f.devnet, ladder.ladderId)
  includes(t, names, 'qualified standing seat_offered seat_claimed nft_mint nft_burn contributed')
  // Seven offers a call at most.
  t.true(10 * maxEventBytes <= maxLogBytes)
})

test('licensing: every event of a licence between the longest names', async (t) => {
  const f = await licensing.licensingFixture('logs')
  const [owner, buyer] = [longId('o'), longId('b')]
  for (const id of [owner, buyer]) {
    await f.devnet.createAccount(id, 100n * near)
    await f.as(id).licensing.storage_deposit({}, 2n * near)
  }
  const asset = await sealedAsset(f, owner)
  const split = { total: '1', residual_id: owner, shares: [{ account_id: buyer, share: '1' }] }
  await f.as(owner).licensing.set_split_epoch({ asset_id: asset.id, ...split })
  await earn(f, asset.id, near)
  await f.as(buyer).licensing.buy_licence(buyArgs(asset), 10_000n)
  const binding = { licence_id: '1', consumer_id: owner, channel_id: hashOf('channel') }
  await f.as(buyer).licensing.bind_licence(binding)
  await f.as(buyer).licensing.nft_transfer({ receiver_id: owner, token_id: '1' }, 1n)
  const claim = { asset_id: asset.id, epoch: 1, token: 'NEAR', account_id: buyer }
  await f.as(buyer).licensing.claim_split(claim)
  await f.as(buyer).licensing.withdraw({ token: 'NEAR' }, 1n)
  const names = check(t, f.devnet, licensing.licensingId)
  includes(
    t,
    names,
    'asset_registered licence_bought nft_mint nft_transfer split_claimed withdrawn',
  )
})

test('attestation: every event of a worker with the longest name under the longest policy', async (t) => {
  const f = await attestationFixture({ seed: 'logs' })
  const workerId = longId('w')
  const worker = await f.devnet.createAccount(workerId, 100n * near)
  const { attestation } = f.as(worker)
  await attestation.storage_deposit({}, near)
  const policy = 'p'.repeat(32)
  const denial = { machine_id: 'ff'.repeat(32), reason: '\\'.repeat(100) }
  await f.as('guardian').attestation.deny_machine(denial)
  await f.as('owner').attestation.propose_policy({ policy_id: policy, ...policyRules })
  const proposed = { policy_id: policy, measurement, source: 's'.repeat(100) }
  await f.as('owner').attestation.propose_measurement(proposed)
  f.wait(timelockS)
  await f.tick()
  const change = { policyId: policy, bound: { workerId } }
  await attestation.register(await f.evidence('alice', change))
  await f.tick()
  await attestation.renew(await f.evidence('alice', change))
  await attestation.revoke({ worker_id: workerId, reason: '"'.repeat(100) })
  const names = check(t, f.devnet, registryId, 512)
  includes(t, names, 'worker_registered worker_renewed worker_invalidated measurement_proposed')
})
