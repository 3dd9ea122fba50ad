/** Every error code of the ladder, provoked. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ladderErrors } from '@research-hub/contracts/ladder/errors'
import { findRoot } from '@research-hub/scripts/root'
import test from 'ava'
import {
  ann,
  bob,
  cat,
  competitionId,
  createPool,
  dan,
  fay,
  guardianId,
  initArgs,
  type LadderFixture,
  ladderFixture,
  ladderId,
  licensingId,
  mint,
  offerNs,
  ownerId,
  people,
  poolArgs,
  seasonNs,
  sendTokens,
  standingNs,
  tiers,
  tokenId,
  vetoNs,
} from '../../support/ladder-fixture.js'
import { refused } from '../../support/refused.js'
import { dayNs, near } from '../../support/units.js'

const hash = '00'.repeat(32)
let shared: Promise<LadderFixture> | undefined

/** One chain for all of these; each starts from its beginning. */
async function fresh(): Promise<LadderFixture> {
  shared ??= ladderFixture('refusals').then((f) => {
    start = f.devnet.snapshot()
    return f
  })
  const f = await shared
  f.devnet.revert(start ?? f.devnet.snapshot())
  return f
}
let start: ReturnType<LadderFixture['devnet']['snapshot']> | undefined

test.serial('set-up: once, by the contract itself, and with sensible terms', async (t) => {
  const f = await fresh()
  await refused(t, 'ERR_ALREADY_INITIALIZED', f.as(ladderId).ladder.init(initArgs))
  await refused(t, 'ERR_PRIVATE', f.as(ann).ladder.init(initArgs))
  await refused(
    t,
    'ERR_ARGS',
    f.as(ladderId).ladder.init({ ...initArgs, standing_s: initArgs.season_s }),
  )
  const bare = await f.devnet.createAccount('bare.hub.near', 50n * near)
  const code = f.devnet.chain.state({ kind: 'head' })?.code(ladderId)
  if (code === undefined) throw new Error('no code')
  await f.devnet.deploy(bare, code)
  const onBare = async (method: string, args: unknown): Promise<string> =>
    JSON.stringify((await f.devnet.call(bare, 'bare.hub.near', method, args)).failure) ?? ''
  t.regex(await onBare('resign', { tier: 1 }), /ERR_NO_SEAT/)
  t.regex(await onBare('stand', { tier: 0, account_id: ann }), /ERR_NOT_INITIALIZED/)
  t.regex(await onBare('init', { ...initArgs, tiers: [tiers[0]] }), /ERR_ARGS/)
  t.regex(await onBare('init', { ...initArgs, tiers: [tiers[1], tiers[0]] }), /ERR_TIER_ORDER/)
  t.is(await onBare('init', initArgs), '')
})

test.serial('tier settings: owner only, later seasons only, in order of seats', async (t) => {
  const f = await fresh()
  f.goTo(2)
  const change = { ...tiers[1], tier: 1, from_season: 3 }
  await refused(t, 'ERR_NOT_OWNER', f.as(ann).ladder.set_tier(change))
  await refused(t, 'ERR_SEASON_PAST', f.as(ownerId).ladder.set_tier({ ...change, from_season: 2 }))
  await refused(t, 'ERR_TIER_ORDER', f.as(ownerId).ladder.set_tier({ ...change, seats: 100 }))
  await refused(t, 'ERR_TIER_ORDER', f.as(ownerId).ladder.set_tier({ ...change, seats: 2 }))
  await refused(t, 'ERR_TIER_UNKNOWN', f.as(ownerId).ladder.set_tier({ ...change, tier: 5 }))
  await refused(t, 'ERR_ARGS', f.as(ownerId).ladder.set_tier({ ...change, kappa_bps: 10_001 }))
  await f.as(ownerId).ladder.set_tier({ ...change, seats: 50, size: '3B' })
  type Tier = {
    readonly config: { readonly seats: number; readonly size: string }
    readonly next: unknown
  }
  const before = await f.view<Tier>('tier', { tier: 1 })
  t.is(before.config.seats, 3)
  f.goTo(3)
  const after = await f.view<Tier>('tier', { tier: 1 })
  t.is(after.config.seats, 50)
  t.is(after.config.size, '3B')
  t.is(after.next, null)
})

test.serial('rounds, results and standing', async (t) => {
  const f = await fresh()
  f.goTo(0)
  const proofs = await f.round(1, 0, people)
  const final = {
    cid: '1',
    tier: 0,
    series_id: '1',
    results_root: hash,
    ranked: 3,
    finalised_at_ns: '1',
    outbox_id: '99',
  }
  await refused(t, 'ERR_NOT_NEIGHBOUR', f.as(licensingId).ladder.on_final(final))
  await refused(t, 'ERR_ROUND_KNOWN', f.as(competitionId).ladder.on_final(final))
  await refused(
    t,
    'ERR_TIER_UNKNOWN',
    f.as(competitionId).ladder.on_final({ ...final, cid: '9', tier: 6 }),
  )
  const ofAnn = { cid: '1', account_id: ann, proof: proofs.get(ann) }
  await refused(t, 'ERR_ROUND_UNKNOWN', f.as(ann).ladder.qualify({ ...ofAnn, cid: '5' }))
  await refused(t, 'ERR_RANK_PROOF', f.as(ann).ladder.qualify({ ...ofAnn, account_id: bob }))
  await refused(t, 'ERR_RANK_PROOF', f.as(ann).ladder.qualify({ ...ofAnn, proof: '' }))
  await refused(t, 'ERR_ARGS', f.as(ann).ladder.qualify({ ...ofAnn, proof: 'a' }))
  const bytes = Buffer.from(proofs.get(ann) ?? '', 'base64')
  for (let at = 0; at < bytes.length; at += 13) {
    const bent = Buffer.from(bytes)
    bent[at] = (bent[at] ?? 0) ^ 4
    await refused(
      t,
      'ERR_RANK_PROOF',
      f.as(ann).ladder.qualify({ ...ofAnn, proof: bent.toString('base64') }),
    )
  }
  await refused(t, 'ERR_NOT_REGISTERED', f.as(guardianId).ladder.qualify(ofAnn))
  await f.as(ann).ladder.qualify(ofAnn)
  await refused(t, 'ERR_RESULT_KNOWN', f.as(bob).ladder.qualify(ofAnn))
  await refused(
    t,
    'ERR_RESULTS_COUNT',
    f.as(bob).ladder.forget_results({ tier: 0, account_id: ann }),
  )
  await refused(
    t,
    'ERR_RESULTS_COUNT',
    f.as(bob).ladder.forget_results({ tier: 0, account_id: bob }),
  )
  f.goTo(1)
  await refused(t, 'ERR_ONE_ROUND', f.as(ann).ladder.stand({ tier: 0, account_id: ann }))
  await refused(t, 'ERR_TIER_UNKNOWN', f.as(ann).ladder.stand({ tier: 4, account_id: ann }))
  await refused(t, 'ERR_NO_SEAT', f.as(ann).ladder.stand({ tier: 3, account_id: ann }))
  await refused(t, 'ERR_NO_SEAT', f.as(ann).ladder.stand({ tier: 1, account_id: ann }))
  await f.proveAll(2, 0, people)
  f.goTo(2)
  await f.as(ann).ladder.stand({ tier: 0, account_id: ann })
  await refused(t, 'ERR_STANDING_KNOWN', f.as(bob).ladder.stand({ tier: 0, account_id: ann }))
  await refused(
    t,
    'ERR_STANDING_OPEN',
    f.as(bob).ladder.clear_standing({
      tier: 0,
      account_id: ann,
      season: 2,
    }),
  )
  await refused(
    t,
    'ERR_STANDING_OPEN',
    f.as(bob).ladder.clear_standing({
      tier: 0,
      account_id: bob,
      season: 1,
    }),
  )
  await refused(t, 'ERR_OFFERS_CLOSED', f.as(ann).ladder.offer_seats({ tier: 1 }))
  f.goTo(2, standingNs)
  await refused(t, 'ERR_STANDING_CLOSED', f.as(ann).ladder.stand({ tier: 0, account_id: ann }))
  for (const cid of [3, 4, 5]) await f.round(cid, 0, people)
  f.goTo(3)
  await refused(
    t,
    'ERR_RESULT_OLD',
    f.as(bob).ladder.qualify({
      cid: '1',
      account_id: bob,
      proof: proofs.get(bob),
    }),
  )
  await f.as(bob).ladder.clear_standing({ tier: 0, account_id: ann, season: 2 })
})

test.serial('offers and seats', async (t) => {
  const f = await fresh()
  f.goTo(0)
  for (const cid of [1, 2]) await f.proveAll(cid, 0, people)
  f.goTo(1, standingNs)
  await refused(t, 'ERR_NO_CANDIDATE', f.as(ann).ladder.offer_seats({ tier: 1 }))
  await refused(t, 'ERR_ARGS', f.as(ann).ladder.offer_seats({ tier: 0 }))
  f.goTo(2)
  for (const account_id of people) await f.as(ann).ladder.stand({ tier: 0, account_id })
  f.goTo(2, standingNs)
  await refused(t, 'ERR_NOT_REGISTERED', f.as(guardianId).ladder.offer_seats({ tier: 1 }))
  await f.as(ann).ladder.offer_seats({ tier: 1, limit: 7 })
  await refused(t, 'ERR_NO_FREE_SEAT', f.as(ann).ladder.offer_seats({ tier: 1 }))
  await refused(t, 'ERR_NO_OFFER', f.as(dan).ladder.claim_seat({ tier: 1 }))
  await refused(t, 'ERR_NO_OFFER', f.as(dan).ladder.expire_offer({ tier: 1, account_id: dan }))
  await refused(t, 'ERR_OFFER_HOLDS', f.as(dan).ladder.expire_offer({ tier: 1, account_id: ann }))
  await refused(t, 'ERR_NO_SEAT', f.as(dan).ladder.resign({ tier: 1 }))
  await refused(t, 'ERR_NO_SEAT', f.as(dan).ladder.evict({ tier: 1, account_id: ann }))
  await f.as(ann).ladder.claim_seat({ tier: 1 })
  await refused(t, 'ERR_ACTIVE', f.as(dan).ladder.evict({ tier: 1, account_id: ann }))
  await refused(t, 'ERR_ANNOUNCED', f.as(dan).ladder.announce_seat({ tier: 1, account_id: ann }))
  f.devnet.advanceTime(offerNs)
  await refused(t, 'ERR_OFFER_EXPIRED', f.as(bob).ladder.claim_seat({ tier: 1 }))
  await f.as(dan).ladder.expire_offer({ tier: 1, account_id: bob })
  // The bench has one place; after that nobody is left in this season.
  await f.as(dan).ladder.offer_seats({ tier: 1 })
  t.not(await f.view('offer', { tier: 1, account_id: dan }), null)
  await f.as(dan).ladder.expire_offer({ tier: 1, account_id: cat })
  await refused(t, 'ERR_NO_CANDIDATE', f.as(dan).ladder.offer_seats({ tier: 1 }))
})

test.serial('INV-213 seats never move', async (t) => {
  const f = await fresh()
  const transfer = { receiver_id: bob, token_id: `1:${ann}` }
  for (const signer of [ann, bob, ownerId]) {
    for (const deposit of [0n, 1n]) {
      const { nft_transfer, nft_transfer_call } = f.as(signer).ladder
      await refused(t, 'ERR_SOUL_BOUND', nft_transfer(transfer, deposit))
      await refused(t, 'ERR_SOUL_BOUND', nft_transfer_call({ ...transfer, msg: 'x' }, deposit))
    }
  }
})

test.serial('resource credits and providers', async (t) => {
  const f = await fresh()
  f.goTo(0)
  const grant = { cid: '1', account_id: ann, amount: '10', outbox_id: '5' }
  await refused(t, 'ERR_NOT_NEIGHBOUR', f.as(ann).ladder.grant_credits(grant))
  await refused(
    t,
    'ERR_NOT_REGISTERED',
    f.as(competitionId).ladder.grant_credits({
      ...grant,
      account_id: guardianId,
    }),
  )
  await refused(t, 'ERR_NOT_OWNER', f.as(ann).ladder.register_provider({ provider_id: bob }))
  await refused(
    t,
    'ERR_PROVIDER_UNKNOWN',
    f.as(ann).ladder.spend_credits({ provider_id: bob, amount: '1' }),
  )
  await refused(
    t,
    'ERR_PROVIDER_UNKNOWN',
    f.as(ownerId).ladder.remove_provider({ provider_id: bob }),
  )
  await f.as(ownerId).ladder.register_provider({ provider_id: bob })
  await refused(
    t,
    'ERR_PROVIDER_KNOWN',
    f.as(ownerId).ladder.register_provider({ provider_id: bob }),
  )
  await f.as(competitionId).ladder.grant_credits(grant)
  await refused(
    t,
    'ERR_RESOURCE_CREDITS',
    f.as(ann).ladder.spend_credits({ provider_id: bob, amount: '11' }),
  )
  await refused(
    t,
    'ERR_RESOURCE_CREDITS',
    f.as(ann).ladder.spend_credits({ provider_id: bob, amount: '0' }),
  )
  await refused(t, 'ERR_CREDITS_LIVE', f.as(bob).ladder.drop_credits({ account_id: ann }))
  await refused(t, 'ERR_CREDITS_LIVE', f.as(bob).ladder.drop_credits({ account_id: bob }))
  await f.as(ann).ladder.spend_credits({ provider_id: bob, amount: '4' })
  t.deepEqual(await f.view('provider', { provider_id: bob }), { received: '4' })
  f.goTo(2)
  await refused(
    t,
    'ERR_RESOURCE_CREDITS',
    f.as(ann).ladder.spend_credits({ provider_id: bob, amount: '1' }),
  )
})

test.serial('pools: terms, contributions, proposals', async (t) => {
  const f = await fresh()
  await refused(t, 'ERR_POOL_CREATOR', f.as(ann).ladder.create_pool(poolArgs(f)))
  await refused(t, 'ERR_POOL_TERMS', f.as(ownerId).ladder.create_pool(poolArgs(f, { stages: [] })))
  await refused(t, 'ERR_TIER_UNKNOWN', f.as(ownerId).ladder.create_pool(poolArgs(f, { tier: 6 })))
  await refused(
    t,
    'ERR_UNKNOWN_TOKEN',
    f.as(ownerId).ladder.create_pool(poolArgs(f, { token: ann })),
  )
  const id = await createPool(f)
  const pool = { pool_id: id }
  await refused(t, 'ERR_POOL_NOT_FOUND', f.as(ann).ladder.contribute({ pool_id: '9' }, near))
  await refused(t, 'ERR_CONTRIBUTION', f.as(ann).ladder.contribute(pool))
  await refused(t, 'ERR_NOT_REGISTERED', f.as(guardianId).ladder.contribute(pool, near))
  await refused(
    t,
    'ERR_NOT_NEIGHBOUR',
    f.as(ann).ladder.deposit_revenue({ ...pool, outbox_id: '1' }, near),
  )
  await refused(t, 'ERR_POOL_PHASE', f.as(ann).ladder.refund(pool))
  await refused(
    t,
    'ERR_POOL_PHASE',
    f.as(fay).ladder.propose_release({
      ...pool,
      amount: '1',
      evidence_hash: hash,
      to_cid: '1',
    }),
  )
  await refused(t, 'ERR_NOTHING_TO_SWEEP', f.as(ann).ladder.sweep_pool(pool))
  await refused(t, 'ERR_NOT_OWNER', f.as(ann).ladder.set_next_pool({ tier: 1, ...pool }))
  await refused(t, 'ERR_POOL_TERMS', f.as(ownerId).ladder.set_next_pool({ tier: 2, ...pool }))
  await f.as(licensingId).ladder.deposit_revenue({ ...pool, outbox_id: '1' }, near)
  await f.as(ann).ladder.contribute(pool, 20n * near)
  await refused(t, 'ERR_POOL_PHASE', f.as(bob).ladder.contribute(pool, near))
  await refused(t, 'ERR_NO_REVENUE', f.as(ann).ladder.claim_revenue(pool))
  await refused(t, 'ERR_NOT_MEMBER', f.as(bob).ladder.claim_revenue(pool))
  const release = { ...pool, amount: String(near), evidence_hash: hash, to_cid: '7' }
  await refused(t, 'ERR_NOT_MANAGER', f.as(ann).ladder.propose_release(release))
  await refused(
    t,
    'ERR_STAGE_LIMIT',
    f.as(fay).ladder.propose_release({ ...release, amount: String(5n * near) }),
  )
  await refused(
    t,
    'ERR_RELEASE_TARGET',
    f.as(fay).ladder.propose_release({ ...release, to_account_id: bob }),
  )
  await refused(
    t,
    'ERR_RELEASE_TARGET',
    f.as(fay).ladder.propose_release({ ...release, to_cid: null }),
  )
  await refused(
    t,
    'ERR_NOT_REGISTERED',
    f.as(fay).ladder.propose_release({
      ...release,
      to_cid: null,
      to_account_id: guardianId,
    }),
  )
  await refused(t, 'ERR_NO_PROPOSAL', f.as(ann).ladder.release(pool))
  await refused(t, 'ERR_NO_PROPOSAL', f.as(fay).ladder.withdraw_proposal(pool))
  await f.as(fay).ladder.propose_release(release)
  await refused(t, 'ERR_PROPOSAL', f.as(fay).ladder.propose_release(release))
  await refused(t, 'ERR_NOT_GUARDIAN', f.as(ann).ladder.veto_release(pool))
  await refused(t, 'ERR_NOT_MANAGER', f.as(ann).ladder.withdraw_proposal(pool))
  await refused(t, 'ERR_VETO_OPEN', f.as(ann).ladder.release(pool))
  await refused(t, 'ERR_RECALL', f.as(ann).ladder.recall_release({ ...pool, stage: 0 }))
  f.devnet.advanceTime(vetoNs)
  await refused(t, 'ERR_VETO_OVER', f.as(guardianId).ladder.veto_release(pool))
  await f.as(ann).ladder.release(pool)
  await refused(t, 'ERR_RECALL', f.as(ann).ladder.recall_release({ ...pool, stage: 0 }))
  await refused(
    t,
    'ERR_RETURN_UNKNOWN',
    f.as(competitionId).ladder.return_release({ ...pool, cid: '8', outbox_id: '3' }, 1n),
  )
  await refused(
    t,
    'ERR_NOT_NEIGHBOUR',
    f.as(ann).ladder.return_release({ ...pool, cid: '7', outbox_id: '3' }, 1n),
  )
  f.devnet.advanceTime(26n * dayNs)
  await refused(t, 'ERR_STAGE_DEADLINE', f.as(fay).ladder.propose_release(release))
  f.devnet.advanceTime(10n * dayNs)
  await refused(t, 'ERR_NOT_REFUNDED', f.as(ann).ladder.leave_pool(pool))
  await f.as(ann).ladder.refund(pool)
  await refused(t, 'ERR_REFUNDED', f.as(ann).ladder.refund(pool))
  await refused(t, 'ERR_MONEY_OUTSIDE', f.as(ann).ladder.leave_pool(pool))
  await refused(t, 'ERR_NEXT_POOL', f.as(ann).ladder.sweep_pool(pool))
})

test.serial('pools in tokens take that token, from who can hold it', async (t) => {
  const f = await fresh()
  const id = await createPool(f, {
    token: tokenId,
    goal: '1000',
    stages: [{ limit: '1000', deadline_ns: String(f.nowNs() + 20n * dayNs) }],
  })
  await refused(t, 'ERR_POOL_TOKEN', f.as(ann).ladder.contribute({ pool_id: id }, near))
  await mint(f, ann, 5000n)
  const message = { method: 'contribute', args: { pool_id: id } }
  const kept = async (sent: unknown): Promise<string> => {
    const { value } = await sendTokens(f, ann, 600n, sent)
    return Buffer.from(value ?? []).toString()
  }
  t.is(await kept(message), '"0"')
  await f.as(ann).ladder.hold_token({ token: tokenId })
  for (const bad of [
    'not json',
    { method: 'deposit_revenue', args: { pool_id: id, outbox_id: '1' } },
    { method: 'return_release', args: { pool_id: id, cid: '1', outbox_id: '1' } },
    { method: 'withdraw', args: {} },
    { method: 'contribute', args: { pool_id: id, more: 1 } },
    { method: 'contribute', args: { pool_id: '77' } },
  ]) {
    t.is(await kept(bad), '"0"', JSON.stringify(bad))
  }
  t.is(await kept(message), '"600"')
  // Only what fits below the goal stays.
  t.is(await kept(message), '"400"')
  const forged = f.as(bob).ladder.ft_on_transfer({ sender_id: ann, amount: '5', msg: '' })
  await refused(t, 'ERR_UNKNOWN_TOKEN', forged)
  t.is((await f.solvency(tokenId)).locked, '1000')
})

test.serial('INV-212 nothing but the opening of pools is ever paused', async (t) => {
  const f = await fresh()
  f.goTo(0)
  for (const cid of [1, 2]) await f.proveAll(cid, 0, people)
  f.goTo(1)
  for (const account_id of people) await f.as(ann).ladder.stand({ tier: 0, account_id })
  f.goTo(1, standingNs)
  await f.as(ann).ladder.offer_seats({ tier: 1, limit: 3 })
  const failed = await createPool(f)
  const funded = await createPool(f)
  await f.as(ann).ladder.contribute({ pool_id: failed }, near)
  await f.as(ann).ladder.contribute({ pool_id: funded }, 10n * near)
  await f.as(licensingId).ladder.deposit_revenue({ pool_id: funded, outbox_id: '1' }, near)
  const proposal = { pool_id: funded, amount: '1', evidence_hash: hash, to_account_id: bob }
  await f.as(fay).ladder.propose_release(proposal)
  await f.as(ownerId).ladder.register_provider({ provider_id: bob })
  await f.as(guardianId).ladder.pause({ features: 0x7fff_ffff })
  await refused(t, 'ERR_PAUSED', f.as(ownerId).ladder.create_pool(poolArgs(f)))
  await f.as(ann).ladder.contribute({ pool_id: failed }, 1n)
  await f.as(ann).ladder.claim_seat({ tier: 1 })
  await f.as(ann).ladder.resign({ tier: 1 })
  await f.as(fay).ladder.withdraw_proposal({ pool_id: funded })
  await f.as(ann).ladder.claim_revenue({ pool_id: funded })
  f.devnet.advanceTime(offerNs)
  await f.as(ann).ladder.expire_offer({ tier: 1, account_id: bob })
  f.devnet.advanceTime(20n * dayNs)
  for (const pool_id of [failed, funded]) await f.as(ann).ladder.refund({ pool_id })
  await f.as(ann).ladder.leave_pool({ pool_id: funded })
  f.devnet.advanceTime(seasonNs)
  await f.as(ann).ladder.clear_standing({ tier: 0, season: 1, account_id: ann })
  await f.as(ann).ladder.withdraw({ token: 'NEAR' }, 1n)
  t.is((await f.solvency()).locked, '0')
})

test('every error code of the ladder is provoked by one of its tests', (t) => {
  const folder = join(findRoot(), 'tests', 'contracts', 'ladder')
  const text = [
    'refusals.test.ts',
    'movement.test.ts',
    'rights.test.ts',
    'model/promotion.ts',
    'model/pools.ts',
  ]
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n')
  for (const code of Object.keys(ladderErrors)) t.true(text.includes(`'${code}'`), code)
})
