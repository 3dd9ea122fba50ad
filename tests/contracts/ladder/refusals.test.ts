/** Every error code of the ladder, provoked. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ladderErrors } from '@research-hub/contracts/ladder/errors'
import { findRoot } from '@research-hub/scripts/root'
import test, { type ExecutionContext } from 'ava'
import {
  ann,
  bob,
  cat,
  competitionId,
  createPool,
  dan,
  expectResult,
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
import { dayNs, near } from '../../support/units.js'

type Refuses = (
  code: string,
  signerId: string,
  method: string,
  args?: unknown,
  depositYocto?: bigint,
) => Promise<void>

const refuser =
  (t: ExecutionContext, f: LadderFixture): Refuses =>
  async (code, signerId, method, args = {}, depositYocto = 0n) =>
    expectResult(t, code, await f.call(signerId, method, args, depositYocto), method)

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
  const refuse = refuser(t, f)
  await refuse('ERR_ALREADY_INITIALIZED', ladderId, 'init', initArgs)
  await refuse('ERR_PRIVATE', ann, 'init', initArgs)
  await refuse('ERR_ARGS', ladderId, 'init', { ...initArgs, standing_s: initArgs.season_s })
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
  const refuse = refuser(t, f)
  f.goTo(2)
  const change = { ...tiers[1], tier: 1, from_season: 3 }
  await refuse('ERR_NOT_OWNER', ann, 'set_tier', change)
  await refuse('ERR_SEASON_PAST', ownerId, 'set_tier', { ...change, from_season: 2 })
  await refuse('ERR_TIER_ORDER', ownerId, 'set_tier', { ...change, seats: 100 })
  await refuse('ERR_TIER_ORDER', ownerId, 'set_tier', { ...change, seats: 2 })
  await refuse('ERR_TIER_UNKNOWN', ownerId, 'set_tier', { ...change, tier: 5 })
  await refuse('ERR_ARGS', ownerId, 'set_tier', { ...change, kappa_bps: 10_001 })
  await f.must(ownerId, 'set_tier', { ...change, seats: 50, size: '3B' })
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
  const refuse = refuser(t, f)
  f.goTo(0)
  const proofs = await f.round(1, 0, people)
  const final = {
    cid: '1',
    tier: 0,
    results_root: hash,
    ranked: 1,
    finalised_at_ns: '1',
    outbox_id: '99',
  }
  await refuse('ERR_NOT_NEIGHBOUR', licensingId, 'on_final', final)
  await refuse('ERR_ROUND_KNOWN', competitionId, 'on_final', final)
  await refuse('ERR_TIER_UNKNOWN', competitionId, 'on_final', { ...final, cid: '9', tier: 6 })
  const ofAnn = { cid: '1', account_id: ann, proof: proofs.get(ann) }
  await refuse('ERR_ROUND_UNKNOWN', ann, 'qualify', { ...ofAnn, cid: '5' })
  await refuse('ERR_RANK_PROOF', ann, 'qualify', { ...ofAnn, account_id: bob })
  await refuse('ERR_RANK_PROOF', ann, 'qualify', { ...ofAnn, proof: '' })
  await refuse('ERR_ARGS', ann, 'qualify', { ...ofAnn, proof: 'a' })
  const bytes = Buffer.from(proofs.get(ann) ?? '', 'hex')
  for (let at = 0; at < bytes.length; at += 13) {
    const bent = Buffer.from(bytes)
    bent[at] = (bent[at] ?? 0) ^ 4
    await refuse('ERR_RANK_PROOF', ann, 'qualify', { ...ofAnn, proof: bent.toString('hex') })
  }
  await refuse('ERR_NOT_REGISTERED', guardianId, 'qualify', ofAnn)
  await f.must(ann, 'qualify', ofAnn)
  await refuse('ERR_RESULT_KNOWN', bob, 'qualify', ofAnn)
  await refuse('ERR_RESULTS_COUNT', bob, 'forget_results', { tier: 0, account_id: ann })
  await refuse('ERR_RESULTS_COUNT', bob, 'forget_results', { tier: 0, account_id: bob })
  f.goTo(1)
  await refuse('ERR_ONE_ROUND', ann, 'stand', { tier: 0, account_id: ann })
  await refuse('ERR_TOP_TIER', ann, 'stand', { tier: 3, account_id: ann })
  await refuse('ERR_NO_SEAT', ann, 'stand', { tier: 1, account_id: ann })
  await f.proveAll(2, 0, people)
  f.goTo(2)
  await f.must(ann, 'stand', { tier: 0, account_id: ann })
  await refuse('ERR_STANDING_KNOWN', bob, 'stand', { tier: 0, account_id: ann })
  await refuse('ERR_STANDING_OPEN', bob, 'clear_standing', {
    tier: 0,
    account_id: ann,
    season: 2,
  })
  await refuse('ERR_STANDING_OPEN', bob, 'clear_standing', {
    tier: 0,
    account_id: bob,
    season: 1,
  })
  await refuse('ERR_OFFERS_CLOSED', ann, 'offer_seats', { tier: 1 })
  f.goTo(2, standingNs)
  await refuse('ERR_STANDING_CLOSED', ann, 'stand', { tier: 0, account_id: ann })
  for (const cid of [3, 4, 5]) await f.round(cid, 0, people)
  f.goTo(3)
  await refuse('ERR_RESULT_OLD', bob, 'qualify', {
    cid: '1',
    account_id: bob,
    proof: proofs.get(bob),
  })
  await f.must(bob, 'clear_standing', { tier: 0, account_id: ann, season: 2 })
})

test.serial('offers and seats', async (t) => {
  const f = await fresh()
  const refuse = refuser(t, f)
  f.goTo(0)
  for (const cid of [1, 2]) await f.proveAll(cid, 0, people)
  f.goTo(1, standingNs)
  await refuse('ERR_NO_CANDIDATE', ann, 'offer_seats', { tier: 1 })
  await refuse('ERR_ARGS', ann, 'offer_seats', { tier: 0 })
  f.goTo(2)
  for (const account_id of people) await f.must(ann, 'stand', { tier: 0, account_id })
  f.goTo(2, standingNs)
  await refuse('ERR_NOT_REGISTERED', guardianId, 'offer_seats', { tier: 1 })
  await f.must(ann, 'offer_seats', { tier: 1, limit: 10 })
  await refuse('ERR_NO_FREE_SEAT', ann, 'offer_seats', { tier: 1 })
  await refuse('ERR_NO_OFFER', dan, 'claim_seat', { tier: 1 })
  await refuse('ERR_NO_OFFER', dan, 'expire_offer', { tier: 1, account_id: dan })
  await refuse('ERR_OFFER_HOLDS', dan, 'expire_offer', { tier: 1, account_id: ann })
  await refuse('ERR_NO_SEAT', dan, 'resign', { tier: 1 })
  await refuse('ERR_NO_SEAT', dan, 'evict', { tier: 1, account_id: ann })
  await f.must(ann, 'claim_seat', { tier: 1 })
  await refuse('ERR_ACTIVE', dan, 'evict', { tier: 1, account_id: ann })
  await refuse('ERR_ANNOUNCED', dan, 'announce_seat', { tier: 1, account_id: ann })
  f.devnet.advanceTime(offerNs)
  await refuse('ERR_OFFER_EXPIRED', bob, 'claim_seat', { tier: 1 })
  await f.must(dan, 'expire_offer', { tier: 1, account_id: bob })
  // The bench has one place; after that nobody is left in this season.
  await f.must(dan, 'offer_seats', { tier: 1 })
  t.not(await f.view('offer', { tier: 1, account_id: dan }), null)
  await f.must(dan, 'expire_offer', { tier: 1, account_id: cat })
  await refuse('ERR_NO_CANDIDATE', dan, 'offer_seats', { tier: 1 })
})

test.serial('INV-213 seats never move', async (t) => {
  const f = await fresh()
  const transfer = { receiver_id: bob, token_id: `1:${ann}` }
  for (const signer of [ann, bob, ownerId]) {
    for (const deposit of [0n, 1n]) {
      const one = await f.call(signer, 'nft_transfer', transfer, deposit)
      expectResult(t, 'ERR_SOUL_BOUND', one)
      const two = await f.call(signer, 'nft_transfer_call', { ...transfer, msg: 'x' }, deposit)
      expectResult(t, 'ERR_SOUL_BOUND', two)
    }
  }
})

test.serial('resource credits and providers', async (t) => {
  const f = await fresh()
  const refuse = refuser(t, f)
  f.goTo(0)
  const grant = { cid: '1', account_id: ann, amount: '10', outbox_id: '5' }
  await refuse('ERR_NOT_NEIGHBOUR', ann, 'grant_credits', grant)
  await refuse('ERR_NOT_REGISTERED', competitionId, 'grant_credits', {
    ...grant,
    account_id: guardianId,
  })
  await refuse('ERR_NOT_OWNER', ann, 'register_provider', { provider_id: bob })
  await refuse('ERR_PROVIDER_UNKNOWN', ann, 'spend_credits', { provider_id: bob, amount: '1' })
  await refuse('ERR_PROVIDER_UNKNOWN', ownerId, 'remove_provider', { provider_id: bob })
  await f.must(ownerId, 'register_provider', { provider_id: bob })
  await refuse('ERR_PROVIDER_KNOWN', ownerId, 'register_provider', { provider_id: bob })
  await f.must(competitionId, 'grant_credits', grant)
  await refuse('ERR_RESOURCE_CREDITS', ann, 'spend_credits', { provider_id: bob, amount: '11' })
  await refuse('ERR_RESOURCE_CREDITS', ann, 'spend_credits', { provider_id: bob, amount: '0' })
  await refuse('ERR_CREDITS_LIVE', bob, 'drop_credits', { account_id: ann })
  await refuse('ERR_CREDITS_LIVE', bob, 'drop_credits', { account_id: bob })
  await f.must(ann, 'spend_credits', { provider_id: bob, amount: '4' })
  t.deepEqual(await f.view('provider', { provider_id: bob }), { received: '4' })
  f.goTo(2)
  await refuse('ERR_RESOURCE_CREDITS', ann, 'spend_credits', { provider_id: bob, amount: '1' })
})

test.serial('pools: terms, contributions, proposals', async (t) => {
  const f = await fresh()
  const refuse = refuser(t, f)
  await refuse('ERR_POOL_CREATOR', ann, 'create_pool', poolArgs(f))
  await refuse('ERR_POOL_TERMS', ownerId, 'create_pool', poolArgs(f, { stages: [] }))
  await refuse('ERR_TIER_UNKNOWN', ownerId, 'create_pool', poolArgs(f, { tier: 6 }))
  await refuse('ERR_UNKNOWN_TOKEN', ownerId, 'create_pool', poolArgs(f, { token: ann }))
  const id = await createPool(f)
  const pool = { pool_id: id }
  await refuse('ERR_POOL_NOT_FOUND', ann, 'contribute', { pool_id: '9' }, near)
  await refuse('ERR_CONTRIBUTION', ann, 'contribute', pool)
  await refuse('ERR_NOT_REGISTERED', guardianId, 'contribute', pool, near)
  await refuse('ERR_NOT_NEIGHBOUR', ann, 'deposit_revenue', { ...pool, outbox_id: '1' }, near)
  await refuse('ERR_POOL_PHASE', ann, 'refund', pool)
  await refuse('ERR_POOL_PHASE', fay, 'propose_release', {
    ...pool,
    amount: '1',
    evidence_hash: hash,
    to_cid: '1',
  })
  await refuse('ERR_NOTHING_TO_SWEEP', ann, 'sweep_pool', pool)
  await refuse('ERR_NOT_OWNER', ann, 'set_next_pool', { tier: 1, ...pool })
  await refuse('ERR_POOL_TERMS', ownerId, 'set_next_pool', { tier: 2, ...pool })
  await f.must(licensingId, 'deposit_revenue', { ...pool, outbox_id: '1' }, near)
  await f.must(ann, 'contribute', pool, 20n * near)
  await refuse('ERR_POOL_PHASE', bob, 'contribute', pool, near)
  await refuse('ERR_NO_REVENUE', ann, 'claim_revenue', pool)
  await refuse('ERR_NOT_MEMBER', bob, 'claim_revenue', pool)
  const release = { ...pool, amount: String(near), evidence_hash: hash, to_cid: '7' }
  await refuse('ERR_NOT_MANAGER', ann, 'propose_release', release)
  await refuse('ERR_STAGE_LIMIT', fay, 'propose_release', { ...release, amount: String(5n * near) })
  await refuse('ERR_RELEASE_TARGET', fay, 'propose_release', { ...release, to_account_id: bob })
  await refuse('ERR_RELEASE_TARGET', fay, 'propose_release', { ...release, to_cid: null })
  await refuse('ERR_NOT_REGISTERED', fay, 'propose_release', {
    ...release,
    to_cid: null,
    to_account_id: guardianId,
  })
  await refuse('ERR_NO_PROPOSAL', ann, 'release', pool)
  await refuse('ERR_NO_PROPOSAL', fay, 'withdraw_proposal', pool)
  await f.must(fay, 'propose_release', release)
  await refuse('ERR_PROPOSAL', fay, 'propose_release', release)
  await refuse('ERR_NOT_GUARDIAN', ann, 'veto_release', pool)
  await refuse('ERR_NOT_MANAGER', ann, 'withdraw_proposal', pool)
  await refuse('ERR_VETO_OPEN', ann, 'release', pool)
  await refuse('ERR_RECALL', ann, 'recall_release', { ...pool, stage: 0 })
  f.devnet.advanceTime(vetoNs)
  await refuse('ERR_VETO_OVER', guardianId, 'veto_release', pool)
  await f.must(ann, 'release', pool)
  await refuse('ERR_RECALL', ann, 'recall_release', { ...pool, stage: 0 })
  const other = await createPool(f, {
    goal: '10',
    stages: [{ limit: '10', deadline_ns: String(f.nowNs() + 20n * dayNs) }],
  })
  await f.must(bob, 'contribute', { pool_id: other }, 10n)
  await refuse('ERR_CID_TAKEN', fay, 'propose_release', {
    ...release,
    pool_id: other,
    amount: '1',
  })
  await refuse(
    'ERR_RETURN_UNKNOWN',
    competitionId,
    'return_release',
    { cid: '8', outbox_id: '3' },
    1n,
  )
  await refuse('ERR_NOT_NEIGHBOUR', ann, 'return_release', { cid: '7', outbox_id: '3' }, 1n)
  f.devnet.advanceTime(26n * dayNs)
  await refuse('ERR_STAGE_DEADLINE', fay, 'propose_release', release)
  f.devnet.advanceTime(10n * dayNs)
  await refuse('ERR_NOT_REFUNDED', ann, 'leave_pool', pool)
  await f.must(ann, 'refund', pool)
  await refuse('ERR_REFUNDED', ann, 'refund', pool)
  await refuse('ERR_NEXT_POOL', ann, 'sweep_pool', pool)
})

test.serial('pools in tokens take that token, from who can hold it', async (t) => {
  const f = await fresh()
  const refuse = refuser(t, f)
  const id = await createPool(f, {
    token: tokenId,
    goal: '1000',
    stages: [{ limit: '1000', deadline_ns: String(f.nowNs() + 20n * dayNs) }],
  })
  await refuse('ERR_POOL_TOKEN', ann, 'contribute', { pool_id: id }, near)
  await mint(f, ann, 5000n)
  const message = { method: 'contribute', args: { pool_id: id } }
  const kept = async (sent: unknown): Promise<string> => {
    const { value } = await sendTokens(f, ann, 600n, sent)
    return Buffer.from(value ?? []).toString()
  }
  t.is(await kept(message), '"0"')
  await f.must(ann, 'hold_token', { token: tokenId })
  for (const bad of [
    'not json',
    { method: 'deposit_revenue', args: { pool_id: id, outbox_id: '1' } },
    { method: 'return_release', args: { cid: '1', outbox_id: '1' } },
    { method: 'withdraw', args: {} },
    { method: 'contribute', args: { pool_id: id, more: 1 } },
    { method: 'contribute', args: { pool_id: '77' } },
  ]) {
    t.is(await kept(bad), '"0"', JSON.stringify(bad))
  }
  t.is(await kept(message), '"600"')
  // Only what fits below the goal stays.
  t.is(await kept(message), '"400"')
  const forged = await f.call(bob, 'ft_on_transfer', { sender_id: ann, amount: '5', msg: '' })
  expectResult(t, 'ERR_UNKNOWN_TOKEN', forged)
  t.is((await f.solvency(tokenId)).locked, '1000')
})

test.serial('INV-212 what lets money, seats or storage go is never paused', async (t) => {
  const f = await fresh()
  const refuse = refuser(t, f)
  f.goTo(0)
  for (const cid of [1, 2]) await f.proveAll(cid, 0, people)
  f.goTo(1)
  for (const account_id of people) await f.must(ann, 'stand', { tier: 0, account_id })
  f.goTo(1, standingNs)
  await f.must(ann, 'offer_seats', { tier: 1, limit: 3 })
  const failed = await createPool(f)
  const funded = await createPool(f)
  await f.must(ann, 'contribute', { pool_id: failed }, near)
  await f.must(ann, 'contribute', { pool_id: funded }, 10n * near)
  await f.must(licensingId, 'deposit_revenue', { pool_id: funded, outbox_id: '1' }, near)
  const proposal = { pool_id: funded, amount: '1', evidence_hash: hash, to_account_id: bob }
  await f.must(fay, 'propose_release', proposal)
  await f.must(ownerId, 'register_provider', { provider_id: bob })
  await f.must(guardianId, 'pause', { features: 0x7fff_ffff })
  await refuse('ERR_PAUSED', ann, 'stand', { tier: 0, account_id: ann })
  await refuse('ERR_PAUSED', ann, 'offer_seats', { tier: 1 })
  await refuse('ERR_PAUSED', ann, 'contribute', { pool_id: failed }, near)
  await refuse('ERR_PAUSED', ownerId, 'create_pool', poolArgs(f))
  await refuse('ERR_PAUSED', ann, 'spend_credits', { provider_id: bob, amount: '1' })
  await refuse('ERR_PAUSED', fay, 'propose_release', proposal)
  await refuse('ERR_PAUSED', ann, 'release', { pool_id: funded })
  await f.must(ann, 'claim_seat', { tier: 1 })
  await f.must(ann, 'resign', { tier: 1 })
  await f.must(fay, 'withdraw_proposal', { pool_id: funded })
  await f.must(ann, 'claim_revenue', { pool_id: funded })
  f.devnet.advanceTime(offerNs)
  await f.must(ann, 'expire_offer', { tier: 1, account_id: bob })
  f.devnet.advanceTime(20n * dayNs)
  for (const pool_id of [failed, funded]) await f.must(ann, 'refund', { pool_id })
  await f.must(ann, 'leave_pool', { pool_id: funded })
  f.devnet.advanceTime(seasonNs)
  await f.must(ann, 'clear_standing', { tier: 0, season: 1, account_id: ann })
  await f.must(ann, 'withdraw', { token: 'near' })
  t.is((await f.solvency()).locked, '0')
})

test('every error code of the ladder is provoked by one of its tests', (t) => {
  const folder = join(findRoot(), 'tests', 'contracts', 'ladder')
  const text = ['refusals.test.ts', 'model/promotion.ts', 'model/pools.ts']
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n')
  for (const code of Object.keys(ladderErrors)) t.true(text.includes(`'${code}'`), code)
})
