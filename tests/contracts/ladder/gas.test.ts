import { insert } from '@research-hub/contracts/common/trie/change'
import { leaderboardKey } from '@research-hub/contracts/common/trie/key'
import { prove } from '@research-hub/contracts/common/trie/proof'
import { rootHash } from '@research-hub/contracts/common/trie/query'
import { readWasm } from '@research-hub/scripts/demo/chain'
import test from 'ava'
import { attempt } from '../../support/calls.js'
import { memoryTrie } from '../../support/competition-trie.js'
import type { Note } from '../../support/gas-notes.js'
import {
  ann,
  bob,
  competitionId,
  createPool,
  entryGas,
  fay,
  guardianId,
  ladderFixture,
  licensingId,
  mint,
  offerNs,
  ownerId,
  people,
  poolArgs,
  sendTokens,
  standingNs,
  tiers,
  tokenId,
  vetoNs,
} from '../../support/ladder-fixture.js'
import { matchSnapshot } from '../../support/snapshot.js'
import { dayNs, near, tgas } from '../../support/units.js'

const most = 6n * tgas

test('INV-218 gas of every entry point is exactly as recorded and at most 6 Tgas', async (t) => {
  const f = await ladderFixture('ladder-gas')
  const gas: Record<string, bigint> = {}
  const note: Note = async (name, calling) => {
    const result = await attempt(calling)
    t.is(JSON.stringify(result.failure) ?? '', '', name)
    gas[name] = entryGas(result)
    t.true((gas[name] ?? 0n) <= most, `${name} burns ${gas[name]}`)
  }
  await f.proveAll(1, 0, people)
  await f.proveAll(2, 0, people)
  f.goTo(1)
  const rounds = await f.round(3, 0, people)
  await note(
    'on_final',
    f.as(competitionId).ladder.on_final({
      cid: '4',
      tier: 1,
      series_id: '1',
      results_root: '11'.repeat(32),
      ranked: 6,
      finalised_at_ns: '1',
      outbox_id: '900',
    }),
  )
  await note(
    'qualify',
    f.as(ann).ladder.qualify({ cid: '3', account_id: ann, proof: rounds.get(ann) }),
  )
  await note('stand', f.as(ann).ladder.stand({ tier: 0, account_id: ann }))
  for (const account of people.slice(1)) {
    await f.as(account).ladder.stand({ tier: 0, account_id: account })
  }
  f.goTo(1, standingNs)
  await note('offer_seats', f.as(bob).ladder.offer_seats({ tier: 1 }))
  await note('claim_seat', f.as(ann).ladder.claim_seat({ tier: 1 }))
  await f.as(bob).ladder.offer_seats({ tier: 1 })
  f.devnet.advanceTime(offerNs)
  await note('expire_offer', f.as(ann).ladder.expire_offer({ tier: 1, account_id: bob }))
  await note('create_pool', f.as(ann).ladder.create_pool(poolArgs(f, { goal: String(9n * near) })))
  f.goTo(2)
  await note('announce_seat', f.as(bob).ladder.announce_seat({ tier: 1, account_id: ann }))
  await note(
    'clear_standing',
    f.as(bob).ladder.clear_standing({ tier: 0, season: 1, account_id: bob }),
  )
  for (const cid of [10, 11, 12, 13]) await f.round(cid, 1, [fay])
  await f.round(14, 0, [fay])
  f.devnet.advanceTime(offerNs)
  await note('evict', f.as(bob).ladder.evict({ tier: 1, account_id: ann }))
  f.goTo(5)
  for (const cid of [20, 21, 22]) await f.round(cid, 0, [fay])
  f.goTo(6)
  await note('forget_results', f.as(bob).ladder.forget_results({ tier: 0, account_id: ann }))

  const grant = (account: string, amount: string, outbox: string) =>
    attempt(
      f.as(competitionId).ladder.grant_credits({
        cid: '1',
        account_id: account,
        amount,
        outbox_id: outbox,
      }),
    )
  await note('grant_credits', grant(ann, '100', '901'))
  const back = { cid: '1', account_id: ann, amount: '50', outbox_id: '902' }
  await note('return_credits', f.as(competitionId).ladder.return_credits(back))
  await note('register_provider', f.as(ownerId).ladder.register_provider({ provider_id: bob }))
  await note('spend_credits', f.as(ann).ladder.spend_credits({ provider_id: bob, amount: '40' }))
  await note('remove_provider', f.as(ownerId).ladder.remove_provider({ provider_id: bob }))
  f.goTo(8)
  await note('drop_credits', f.as(bob).ladder.drop_credits({ account_id: ann }))
  await note('set_series', f.as(ownerId).ladder.set_series({ tier: 1, series_id: '9' }))
  await note('set_tier', f.as(ownerId).ladder.set_tier({ ...tiers[1], tier: 1, from_season: 9 }))

  const id = await createPool(f)
  const pool = { pool_id: id }
  const next = await createPool(f, { deadline_ns: String(f.nowNs() + 19n * dayNs) })
  await note(
    'deposit_revenue_raising',
    f.as(licensingId).ladder.deposit_revenue({ ...pool, outbox_id: '1' }, near),
  )
  await note('contribute', f.as(ann).ladder.contribute(pool, 3n * near))
  await note('contribute_again_over_goal', f.as(ann).ladder.contribute(pool, 8n * near))
  await note('set_next_pool', f.as(ownerId).ladder.set_next_pool({ tier: 1, pool_id: next }))
  const proposal = { ...pool, amount: String(near), evidence_hash: '22'.repeat(32) }
  const toBob = { ...proposal, to_account_id: bob }
  await note('propose_release', f.as(fay).ladder.propose_release(toBob))
  await note('veto_release', f.as(guardianId).ladder.veto_release(pool))
  await f.as(fay).ladder.propose_release(toBob)
  await note('withdraw_proposal', f.as(fay).ladder.withdraw_proposal(pool))
  await f.as(fay).ladder.propose_release(toBob)
  f.devnet.advanceTime(vetoNs)
  await note('release_to_account', f.as(bob).ladder.release(pool))
  await f.as(fay).ladder.propose_release({ ...proposal, to_cid: '30' })
  f.devnet.advanceTime(vetoNs)
  await f.as(competitionId)[competitionId].set_mode({ mode: 'failing' })
  gas.release_to_competition = entryGas(await attempt(f.as(bob).ladder.release(pool)))
  f.devnet.advanceTime(vetoNs)
  await note('recall_release', f.as(bob).ladder.recall_release({ ...pool, stage: 1 }))
  await note(
    'return_release',
    f.as(competitionId).ladder.return_release({ ...pool, cid: '30', outbox_id: '902' }, near),
  )
  await note(
    'deposit_revenue',
    f.as(licensingId).ladder.deposit_revenue({ ...pool, outbox_id: '2' }, near),
  )
  await note('claim_revenue', f.as(bob).ladder.claim_revenue({ ...pool, account_id: ann }))
  await note('refund', f.as(bob).ladder.refund({ ...pool, account_id: ann }))
  await note('sweep_pool', f.as(bob).ladder.sweep_pool(pool))
  await note('leave_pool', f.as(ann).ladder.leave_pool(pool))

  const tokens = await createPool(f, {
    token: tokenId,
    goal: '1000000',
    stages: [{ limit: '1000000', deadline_ns: String(f.nowNs() + 20n * dayNs) }],
  })
  await mint(f, ann, 10_000n)
  await f.as(ann).ladder.hold_token({ token: tokenId })
  const sent = await sendTokens(f, ann, 700n, { method: 'contribute', args: { pool_id: tokens } })
  t.is(sent.failure, undefined)
  const receipt = sent.receipts.find(({ logs }) => logs.some((log) => log.includes('contributed')))
  gas.ft_on_transfer_contribute = receipt?.gasBurnt ?? 0n
  t.true(
    (gas.ft_on_transfer_contribute ?? 0n) > 0n && (gas.ft_on_transfer_contribute ?? 0n) <= most,
  )
  matchSnapshot(t, 'ladder-gas', gas)
})

test('INV-218 proofs among ten thousand cost little more than among six', async (t) => {
  const f = await ladderFixture('ladder-gas-large')
  const trie = memoryTrie()
  const names = Array.from({ length: 10_000 }, (_, at) => `researcher-${at}.hub.near`)
  // Scores spread as a good field's would: half of the range, the same for neighbours.
  const keyOf = (at: number): number => leaderboardKey(600_000 + ((at * 7919) % 300_000), at + 1)
  for (const [at, name] of names.entries()) insert(trie, keyOf(at), name)
  insert(trie, leaderboardKey(777_777, 200_000), ann)
  const proof = prove(trie, leaderboardKey(777_777, 200_000)) ?? new Uint8Array()
  for (const cid of ['1', '2']) {
    await f.as(competitionId).ladder.on_final({
      cid,
      tier: 0,
      series_id: '1',
      results_root: Buffer.from(rootHash(trie)).toString('hex'),
      ranked: names.length + 1,
      finalised_at_ns: '1',
      outbox_id: cid,
    })
  }
  const args = { account_id: ann, proof: Buffer.from(proof).toString('base64') }
  const first = await f.as(ann).ladder.qualify({ ...args, cid: '1' })
  const second = await f.as(ann).ladder.qualify({ ...args, cid: '2' })
  t.true(entryGas(first) <= most, `qualify burns ${entryGas(first)}`)
  matchSnapshot(t, 'ladder-gas-large', {
    proof_bytes: proof.length,
    qualify: entryGas(first),
    qualify_again: entryGas(second),
  })
})

test('the size of the contract is as recorded and at most 450 kB', (t) => {
  const size = readWasm('ladder').length
  t.true(size <= 450_000, `${size} bytes`)
  matchSnapshot(t, 'ladder-size', { 'ladder.wasm': size })
})
