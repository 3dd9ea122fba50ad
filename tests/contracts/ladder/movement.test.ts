import { leaderboardKey } from '@research-hub/contracts/common/trie/key'
import {
  exceptionalRank,
  isExceptional,
  partDown,
} from '@research-hub/contracts/ladder/rules/movement'
import test from 'ava'
import fc from 'fast-check'
import { fuzz } from '../../support/fuzz.js'
import {
  ann,
  bob,
  cat,
  dan,
  eve,
  type LadderFixture,
  ladderFixture,
  people,
  standingNs,
} from '../../support/ladder-fixture.js'
import { refused } from '../../support/refused.js'

const moving = { relegate_bps: 1000, promote_bps: 3334, fast_places: 2 }
const tier = (size: string, seats: number, change: object = {}): object => ({
  size,
  seats,
  bench: 2,
  kappa_bps: 0,
  entries: 4,
  resources: 1,
  ...moving,
  ...change,
})

const movingFixture = (tiers: readonly object[], others: readonly string[] = []) =>
  ladderFixture('movement', { init: { tiers }, others })

/** Two rounds of a tier with the same ranking, proved. */
async function twoRounds(
  f: LadderFixture,
  from: number,
  number: number,
  ranking: readonly string[],
): Promise<void> {
  for (const cid of [from, from + 1]) await f.proveAll(cid, number, ranking)
}

/** Everybody of a ranking stands. */
async function standAll(f: LadderFixture, number: number, all: readonly string[]): Promise<void> {
  for (const account_id of all) await f.as(ann).ladder.stand({ tier: number, account_id })
}

const seatTier = async (f: LadderFixture, account: string): Promise<string[]> =>
  (await f.view<{ token_id: string }[]>('nft_tokens_for_owner', { account_id: account })).map(
    ({ token_id }) => token_id.slice(0, 1),
  )

test('INV-221 promotion takes at most a third of who stands: of five candidates for three seats one is offered one', async (t) => {
  const f = await movingFixture([tier('a', 9), tier('b', 3)])
  f.goTo(0)
  const all = people.slice(0, 5)
  await twoRounds(f, 1, 0, all)
  f.goTo(1)
  await standAll(f, 0, all)
  f.goTo(1, standingNs)
  await f.as(ann).ladder.offer_seats({ tier: 1, limit: 7 })
  t.is((await f.view<{ offered: number }>('tier', { tier: 1 })).offered, 1)
  t.not(await f.view('offer', { tier: 1, account_id: ann }), null)
  await refused(t, 'ERR_NO_CANDIDATE', f.as(ann).ladder.offer_seats({ tier: 1, limit: 7 }))
})

test('INV-221 INV-220 parts are rounded down, for any number that stands', (t) => {
  fuzz(
    t,
    fc.property(fc.nat({ max: 4000 }), fc.nat({ max: 10_000 }), (standing, bps) => {
      t.true(partDown(standing, 3334) <= standing / 3)
      t.is(partDown(standing, bps), Number((BigInt(standing) * BigInt(bps)) / 10_000n))
    }),
  )
  t.is(partDown(9, 1000), 0)
  t.is(partDown(10, 1000), 1)
  t.is(partDown(19, 1000), 1)
  t.is(partDown(2, 3334), 0)
  t.is(partDown(3, 3334), 1)
})

test('INV-222 exceptional is within the places and a third of those ranked, in both of the last two rounds', (t) => {
  const rounds = [
    { ordinal: 4, ranked: 30 },
    { ordinal: 5, ranked: 9 },
  ]
  t.is(exceptionalRank({ ordinal: 0, ranked: 8 }, 10), 2)
  t.is(exceptionalRank({ ordinal: 0, ranked: 9 }, 10), 3)
  t.is(exceptionalRank({ ordinal: 0, ranked: 90 }, 10), 10)
  const results = (first: number, second: number) => [
    { ordinal: 4, rank: first, key: 1 },
    { ordinal: 5, rank: second, key: 1 },
  ]
  t.true(isExceptional(results(4, 3), rounds, 4))
  t.false(isExceptional(results(5, 3), rounds, 4))
  t.false(isExceptional(results(4, 4), rounds, 4))
  t.false(isExceptional(results(4, 3).slice(0, 1), rounds, 4))
  t.false(isExceptional(results(1, 1), rounds.slice(0, 1), 4))
  t.false(isExceptional(results(1, 1), rounds, 0))
  // An older round does not stand in for the last.
  t.false(isExceptional([{ ordinal: 3, rank: 1, key: 1 }, ...results(9, 1)], rounds, 4))
})

/** Two seats each, so that a relegated holder of the top finds one below or not. */
async function withTopHolders(f: LadderFixture): Promise<void> {
  f.goTo(0)
  await twoRounds(f, 1, 0, people)
  f.goTo(1)
  await standAll(f, 0, people)
  f.goTo(1, standingNs)
  await f.as(ann).ladder.offer_seats({ tier: 1, limit: 7 })
  for (const account of people.slice(0, 4)) {
    await f.as(account).ladder.claim_seat({ tier: 1 })
  }
}

test('INV-220 the lowest of a tier go down or out at the turn of a season, from the end of the order, and nobody comes up before', async (t) => {
  const all = { promote_bps: 10_000, relegate_bps: 5000, fast_places: 0 }
  const f = await movingFixture(
    [tier('a', 9), tier('b', 4, all), tier('c', 2, all)].map((each, at) =>
      at === 0 ? { ...each, ...all } : each,
    ),
  )
  await withTopHolders(f)
  const holders = people.slice(0, 4)
  await twoRounds(f, 3, 1, holders)
  await twoRounds(f, 5, 0, people.slice(4))
  f.goTo(2)
  await standAll(f, 1, holders)
  await standAll(f, 0, people.slice(4))
  await refused(t, 'ERR_OFFERS_CLOSED', f.as(eve).ladder.relegate({ tier: 1 }))
  f.goTo(2, standingNs)
  await refused(t, 'ERR_RELEGATION_DUE', f.as(eve).ladder.relegate({ tier: 2 }))
  await f.as(eve).ladder.relegate({ tier: 1 })
  t.deepEqual(await seatTier(f, dan), [])
  t.deepEqual(await seatTier(f, cat), ['1'])
  await refused(t, 'ERR_RELEGATION_DUE', f.as(eve).ladder.offer_seats({ tier: 1 }))
  await f.as(eve).ladder.relegate({ tier: 1 })
  t.deepEqual(await seatTier(f, cat), [])
  t.deepEqual(await seatTier(f, bob), ['1'])
  await refused(t, 'ERR_NO_RELEGATION', f.as(eve).ladder.relegate({ tier: 1 }))
  const shown = await f.view<object>('promotion', { tier: 1, season: 2 })
  t.like(shown, { standing: 4, relegated: 2, relegations: 2 })
  // Only now the best go up; the relegated have no seat to give up and are passed over.
  await f.as(eve).ladder.offer_seats({ tier: 2, limit: 7 })
  for (const account of [ann, bob]) await f.as(account).ladder.claim_seat({ tier: 2 })
  await twoRounds(f, 7, 2, [bob, ann])
  f.goTo(3)
  await standAll(f, 2, [ann, bob])
  f.goTo(3, standingNs)
  await f.as(eve).ladder.relegate({ tier: 2 })
  t.deepEqual(await seatTier(f, ann), ['1'], 'one tier down, where a seat is free')
  t.deepEqual(await seatTier(f, bob), ['2'])
})

test('INV-222 the fast lane takes an exceptional account two tiers up at once, or one when that is full, and only with the last two rounds', async (t) => {
  const f = await movingFixture([tier('a', 9), tier('b', 3), tier('c', 2), tier('d', 1)])
  f.goTo(0)
  await f.proveAll(1, 0, people)
  await refused(t, 'ERR_NOT_EXCEPTIONAL', f.as(ann).ladder.claim_fast_seat({ tier: 0 }))
  await f.proveAll(2, 0, people)
  await refused(t, 'ERR_NOT_EXCEPTIONAL', f.as(cat).ladder.claim_fast_seat({ tier: 0 }))
  await refused(t, 'ERR_NO_SEAT', f.as(ann).ladder.claim_fast_seat({ tier: 1 }))
  await refused(t, 'ERR_TOP_TIER', f.as(ann).ladder.claim_fast_seat({ tier: 3 }))
  const { value } = await f.as(ann).ladder.claim_fast_seat({ tier: 0 })
  t.is(Buffer.from(value ?? []).toString(), JSON.stringify(`2:${ann}`))
  await refused(t, 'ERR_HAS_SEAT', f.as(ann).ladder.claim_fast_seat({ tier: 0 }))
  await f.as(bob).ladder.claim_fast_seat({ tier: 0 })
  t.deepEqual(await seatTier(f, bob), ['2'])
  // Both seats two tiers above are taken: the next one goes one tier up.
  const rest = [cat, dan, ...people]
  await f.round(3, 0, [...new Set(rest)])
  await refused(t, 'ERR_NOT_EXCEPTIONAL', f.as(cat).ladder.claim_fast_seat({ tier: 0 }))
  await f.proveAll(4, 0, [...new Set(rest)])
  await f.proveAll(5, 0, [...new Set(rest)])
  await f.as(cat).ladder.claim_fast_seat({ tier: 0 })
  t.deepEqual(await seatTier(f, cat), ['1'])
})

test('INV-223 a result below the bar of its tier counts for no seat', async (t) => {
  const f = await movingFixture([tier('a', 9, { bar: 500_000 }), tier('b', 3)])
  f.goTo(0)
  const scores = [500_001, 500_000, 499_999]
  const keys = scores.map((score, at) => leaderboardKey(score, at + 1))
  const proofs = await f.round(1, 0, [ann, bob, cat], keys)
  for (const [account_id, proof] of proofs) {
    const calling = f.as(ann).ladder.qualify({ cid: '1', account_id, proof })
    await refused(t, account_id === cat ? 'ERR_BELOW_BAR' : '', calling)
  }
})

test('INV-202 one seat over all tiers: who has a seat neither stands nor is offered one as a newcomer', async (t) => {
  const f = await movingFixture([
    tier('a', 9, { promote_bps: 10_000 }),
    tier('b', 3, { promote_bps: 10_000 }),
    tier('c', 2),
  ])
  f.goTo(0)
  await twoRounds(f, 1, 0, people)
  f.goTo(1)
  await standAll(f, 0, people)
  // An exceptional candidate takes the fast lane after standing; the offer goes to the next one.
  await f.as(ann).ladder.claim_fast_seat({ tier: 0 })
  f.goTo(1, standingNs)
  await f.as(eve).ladder.offer_seats({ tier: 1, limit: 7 })
  t.is(await f.view('offer', { tier: 1, account_id: ann }), null)
  t.not(await f.view('offer', { tier: 1, account_id: dan }), null)
  await f.proveAll(3, 0, [ann, ...people.slice(1)])
  f.goTo(2)
  await refused(t, 'ERR_HAS_SEAT', f.as(ann).ladder.stand({ tier: 0, account_id: ann }))
  // An offer from before does not add a seat to a higher one.
  t.deepEqual(await seatTier(f, ann), ['2'])
})
