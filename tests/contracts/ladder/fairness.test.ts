/** Who may decide about whose money and seats: pools whose money is outside, pools that follow, series that count. */
import test from 'ava'
import { requireExactBooks } from '../../support/exact-books.js'
import {
  competitionId,
  createPool,
  type LadderFixture,
  ladderFixture,
  ladderId,
  licensingId,
  officialSeries,
  ownerId,
  people,
  standingNs,
  tiers,
  vetoNs,
} from '../../support/ladder-fixture.js'
import { refused } from '../../support/refused.js'
import { dayNs, near } from '../../support/units.js'

const [ann = '', bob = '', , , , fay = ''] = people
const hash = '11'.repeat(32)
const noticeNs = 7n * dayNs

const creditOf = async (f: LadderFixture, account_id: string): Promise<bigint> =>
  BigInt(await f.view<string>('credit_of', { account_id, token: 'NEAR' }))

/** Two members with half each; all of it released to a competition. */
async function releasedPool(f: LadderFixture, cid: string) {
  const id = await createPool(f, {
    goal: String(10n * near),
    stages: [{ limit: String(10n * near), deadline_ns: String(f.nowNs() + 30n * dayNs) }],
  })
  const pool = { pool_id: id }
  for (const who of [ann, bob]) await f.as(who).ladder.contribute(pool, 5n * near)
  const proposal = { ...pool, amount: String(10n * near), evidence_hash: hash, to_cid: cid }
  await f.as(fay).ladder.propose_release(proposal)
  f.devnet.advanceTime(vetoNs)
  await f.as(bob).ladder.release(pool)
  return pool
}

test('INV-228 who has its refund loses nothing of a prize that comes back: nobody leaves while it may', async (t) => {
  const f = await ladderFixture('outside')
  const pool = await releasedPool(f, '42')
  t.like(await f.view('pool', pool), { phase: 'completed' })
  await f.as(ann).ladder.refund(pool)
  await refused(t, 'ERR_MONEY_OUTSIDE', f.as(ann).ladder.leave_pool(pool))
  const back = { ...pool, cid: '42', outbox_id: '40' }
  await f.as(competitionId).ladder.return_release(back, 10n * near)
  await f.as(ann).ladder.leave_pool(pool)
  t.is(await creditOf(f, ann), 5n * near)
  await f.as(bob).ladder.refund(pool)
  await f.as(bob).ladder.leave_pool(pool)
  t.is(await creditOf(f, bob), 5n * near)
  t.like(await f.view('pool', pool), { held: '0' })
  await requireExactBooks(t, f.devnet, ladderId)
})

test('INV-228 a final competition, or time, lets members leave', async (t) => {
  const f = await ladderFixture('leaving')
  const pool = await releasedPool(f, '3')
  for (const who of [ann, bob]) await f.as(who).ladder.refund({ ...pool, account_id: who })
  await refused(t, 'ERR_MONEY_OUTSIDE', f.as(ann).ladder.leave_pool(pool))
  const start = f.devnet.snapshot()
  await f.round(3, 0, people)
  await f.as(ann).ladder.leave_pool(pool)
  f.devnet.revert(start)
  f.devnet.advanceTime(400n * dayNs - 60n * 1_000_000_000n)
  await refused(t, 'ERR_MONEY_OUTSIDE', f.as(ann).ladder.leave_pool(pool))
  f.devnet.advanceTime(60n * 1_000_000_000n)
  await f.as(ann).ladder.leave_pool(pool)
})

test('INV-229 pools pay one competition side by side; what comes back goes to the pool that paid it', async (t) => {
  const f = await ladderFixture('side by side')
  const [first, second] = [await releasedPool(f, '42'), await releasedPool(f, '42')]
  const give = (pool: object, amount: bigint, outbox_id: string) =>
    f.as(competitionId).ladder.return_release({ ...pool, cid: '42', outbox_id }, amount)
  await give(second, 7n * near, '1')
  await give(first, near, '2')
  for (const [pool, revenue] of [
    [first, near],
    [second, 7n * near],
  ] as const)
    t.like(await f.view('pool', pool), { revenue: String(revenue) })
  // Nothing that a pool did not pay comes back to it.
  await refused(t, 'ERR_RETURN_UNKNOWN', give(first, near, '3'))
  await refused(t, 'ERR_POOL_NOT_FOUND', give({ pool_id: '77' }, near, '4'))
})

test('INV-230 what nobody owns goes to the pool that was next when it began to collect', async (t) => {
  const f = await ladderFixture('next pools')
  const open = (goal: bigint) =>
    createPool(f, {
      goal: String(goal),
      deadline_ns: String(f.nowNs() + 200n * dayNs),
      stages: [{ limit: '10', deadline_ns: String(f.nowNs() + 210n * dayNs) }],
    })
  const next = (pool_id: string) => f.as(ownerId).ladder.set_next_pool({ tier: 1, pool_id })
  const good = await open(1000n * near)
  await next(good)
  const source = await createPool(f, { goal: String(10n * near) })
  await f.as(licensingId).ladder.deposit_revenue({ pool_id: source, outbox_id: '1' }, 9n * near)
  f.devnet.advanceTime(20n * dayNs)
  // The owner's own, with one yocto of a friend's in it.
  const evil = await open(1000n * near)
  const late = await open(1000n * near)
  await next(evil)
  t.like(await f.view('tier', { tier: 1 }), { next_pool_id: good, coming_pool_id: evil })
  f.devnet.advanceTime(noticeNs)
  t.like(await f.view('tier', { tier: 1 }), { next_pool_id: evil, coming_pool_id: '0' })
  await next(late)
  t.like(await f.view('tier', { tier: 1 }), { next_pool_id: evil, coming_pool_id: late })
  const raised = async (pool_id: string) =>
    BigInt((await f.view<{ raised: string }>('pool', { pool_id })).raised)
  await f.as(bob).ladder.sweep_pool({ pool_id: source })
  t.is(await raised(good), 9n * near)
  t.is(await raised(evil), 0n)
  // What collects from now on goes to the present one.
  await f.as(licensingId).ladder.deposit_revenue({ pool_id: source, outbox_id: '2' }, 2n * near)
  await f.as(bob).ladder.sweep_pool({ pool_id: source })
  t.is(await raised(evil), 2n * near)
})

test('INV-231 rounds count in a tier only when they are of its official series and rank enough', async (t) => {
  const f = await ladderFixture('series')
  const final = (cid: number, series_id: string, ranked = 3, finalisedNs = f.nowNs()) =>
    f.as(competitionId).ladder.on_final({
      cid: String(cid),
      tier: 0,
      series_id,
      results_root: hash,
      ranked,
      finalised_at_ns: String(finalisedNs),
      outbox_id: String(cid),
    })
  const counted = async () => (await f.view<{ rounds: number }>('tier', { tier: 0 })).rounds
  const name = (by: string, series_id: string) => f.as(by).ladder.set_series({ tier: 0, series_id })
  await refused(t, 'ERR_NOT_OWNER', name(ann, '9'))
  for (const cid of [1, 2, 3]) await final(cid, '8')
  t.is(await counted(), 0)
  t.is(await f.view('round', { cid: '1' }), null)
  await final(4, officialSeries, 2)
  t.is(await counted(), 0)
  await final(5, officialSeries, 3)
  t.is(await counted(), 1)
  await refused(t, '', name(ownerId, '8'))
  const fromNs = BigInt(
    (await f.view<{ coming_series_from_ns: string }>('tier', { tier: 0 })).coming_series_from_ns,
  )
  await final(6, '8', 3, fromNs - 1n)
  await final(7, officialSeries, 3, fromNs)
  t.is(await counted(), 1)
  await final(8, officialSeries, 3, fromNs - 1n)
  await final(9, '8', 3, fromNs)
  t.is(await counted(), 3)
  f.devnet.advanceTime(noticeNs)
  t.like(await f.view('tier', { tier: 0 }), { series_id: '8', coming_series_id: '0' })
})

test('INV-232 a pool and its stages end within a year', async (t) => {
  const f = await ladderFixture('a year')
  const terms = (deadlineNs: bigint, stageNs: bigint) => ({
    goal: '10',
    deadline_ns: String(deadlineNs),
    stages: [{ limit: '10', deadline_ns: String(stageNs) }],
  })
  // The block of the call is a second later than this one, or a few.
  const yearNs = f.nowNs() + 365n * dayNs
  const soonNs = f.nowNs() + 10n * dayNs
  const minuteNs = 60n * 1_000_000_000n
  await refused(
    t,
    'ERR_POOL_TERMS',
    createPool(f, terms(yearNs + minuteNs, yearNs + 2n * minuteNs)),
  )
  await refused(t, 'ERR_POOL_TERMS', createPool(f, terms(soonNs, yearNs + minuteNs)))
  await refused(t, 'ERR_POOL_TERMS', createPool(f, terms(soonNs, 2n ** 64n - 1n)))
  await t.notThrowsAsync(createPool(f, terms(soonNs, yearNs)))
})

test('INV-49 a release takes one yoctoNEAR for tokens to a competition and nothing else', async (t) => {
  const f = await ladderFixture('release')
  const id = await createPool(f, {
    goal: '10',
    stages: [
      { limit: '5', deadline_ns: String(f.nowNs() + 30n * dayNs) },
      { limit: '5', deadline_ns: String(f.nowNs() + 40n * dayNs) },
    ],
  })
  const pool = { pool_id: id }
  await f.as(ann).ladder.contribute(pool, 10n)
  for (const target of [{ to_account_id: bob }, { to_cid: '5' }]) {
    const proposal = { ...pool, amount: '5', evidence_hash: hash, ...target }
    await f.as(fay).ladder.propose_release(proposal)
    f.devnet.advanceTime(vetoNs)
    await refused(t, 'ERR_NOT_PAYABLE', f.as(ann).ladder.release(pool, 3n * near))
    await refused(t, 'ERR_NOT_PAYABLE', f.as(ann).ladder.release(pool, 1n))
    await refused(t, '', f.as(ann).ladder.release(pool))
  }
  await requireExactBooks(t, f.devnet, ladderId)
})

test('INV-201 no more seats are offered than there will be', async (t) => {
  const [base, first, second, third] = tiers
  const f = await ladderFixture('fewer seats', {
    init: { tiers: [base, { ...first, seats: 5, bench: 9 }, second, third] },
  })
  for (const cid of [1, 2]) await f.proveAll(cid, 0, people)
  f.goTo(1)
  for (const account_id of people) await f.as(ann).ladder.stand({ tier: 0, account_id })
  const fewer = { ...first, seats: 3, tier: 1, from_season: 2 }
  await f.as(ownerId).ladder.set_tier(fewer)
  f.goTo(1, standingNs)
  await refused(t, '', f.as(ann).ladder.offer_seats({ tier: 1, limit: 3 }))
  t.like(await f.view('tier', { tier: 1 }), { held: 0, offered: 3 })
  await refused(t, 'ERR_NO_FREE_SEAT', f.as(ann).ladder.offer_seats({ tier: 1 }))
})
