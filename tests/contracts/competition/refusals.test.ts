import type {
  CommitteeView,
  CompetitionConfig,
  EntryView,
} from '@research-hub/contracts/competition/interface'
import test from 'ava'
import {
  baseConfig,
  competitionFixture,
  contractId,
  evaluators,
  hex,
  ladderId,
  researchers,
  tokenAccount,
} from '../../support/competition-fixture.js'
import {
  applyAs,
  artifactOf,
  commitAs,
  commitScoresAs,
  enrolAs,
  openOne,
  playRound,
  revealArgs,
  revealAs,
  revealSaltAs,
  revealScoresAs,
  rollOne,
  toPhase,
} from '../../support/competition-round.js'
import { refused } from '../../support/refused.js'
import { near, secondNs } from '../../support/units.js'

const [a = '', b = '', c = ''] = researchers
const [ev0 = '', ev1 = '', ev2 = '', ev3 = '', ev4 = '', ev5 = '', ev6 = ''] = evaluators

test('series and configurations: every rule', async (t) => {
  const f = await competitionFixture()
  const create = (change: Partial<CompetitionConfig>, who = 'organiser') =>
    f.as(who).competition.create_series({ config: { ...baseConfig, ...change }, period_s: 86_400 })
  await refused(t, 'ERR_NOT_CREATOR', create({}, 'stranger'))
  await refused(
    t,
    'ERR_NOT_OWNER',
    f.as('stranger').competition.set_creator({ account_id: a, allowed: true }),
  )
  const [first, second2] = baseConfig.benchmarks
  if (first === undefined || second2 === undefined) throw new Error('no benchmarks')
  const bad: readonly Partial<CompetitionConfig>[] = [
    { benchmarks: [] },
    { prize_weights: [] },
    { evaluators: [] },
    { benchmarks: [first] },
    {
      benchmarks: [
        { ...first, weight_bps: 5000 },
        { ...first, weight_bps: 5000 },
      ],
    },
    { prize_weights: [1, 2] },
    { tier: 1 },
    { admission: 'seat' },
  ]
  for (const change of bad) await refused(t, 'ERR_CONFIG', create(change))
  const wide = Array.from({ length: 16 }, (_, i) => ({
    ...first,
    id: `${i}`.padEnd(32, '€'),
    weight_bps: 625,
  }))
  const licences = Array.from({ length: 8 }, () => '€'.repeat(32))
  await refused(t, 'ERR_CONFIG', create({ benchmarks: wide, licences, title: '€'.repeat(80) }))
  await refused(t, 'ERR_NOT_ASCENDING', create({ evaluators: [ev1, ev0, ev2, ev3] }))
  await refused(t, 'ERR_NOT_ASCENDING', create({ evaluators: [ev0, ev0, ev2, ev3] }))
  await refused(t, 'ERR_UNKNOWN_TOKEN', create({ token: 'unknown.near' }))
  await refused(t, 'ERR_ARGS', create({ forfeit_bps: 2001 }))
  await refused(t, 'ERR_ARGS', create({ below_baseline_bps: 5001 }))
  await refused(t, 'ERR_ARGS', create({ baseline: 1_048_576 }))
  await refused(t, 'ERR_ARGS', create({ prize: '01' }))
  await refused(t, 'ERR_ARGS', create({ title: 'x'.repeat(81) }))
  const { json: series_id } = await create({})
  const config = baseConfig
  await refused(
    t,
    'ERR_NOT_SERIES_OWNER',
    f.as('stranger').competition.set_template({ series_id, config }),
  )
  await refused(t, 'ERR_SERIES_NOT_FOUND', f.as('stranger').competition.roll({ series_id: '99' }))
  await f.as('organiser').competition.roll({ series_id })
  await refused(t, 'ERR_ROLL_EARLY', f.as('organiser').competition.roll({ series_id }))
  await f.as('hub.near').competition.pause({ features: 15 })
  f.devnet.advanceTime(86_400n * secondNs)
  await refused(t, 'ERR_PAUSED', f.as('organiser').competition.roll({ series_id }))
  await refused(t, 'ERR_PAUSED', create({}))
  await f.devnet.close()
})

test('money and entering: every rule', async (t) => {
  const f = await competitionFixture()
  const { cid } = await rollOne(f, { max_entrants: 2, min_ranked: 1 })
  await refused(t, 'ERR_COMPETITION_NOT_FOUND', f.as('funder').competition.fund({ cid: '9' }, near))
  await refused(t, 'ERR_FUND_AMOUNT', f.as('funder').competition.fund({ cid }))
  await refused(t, 'ERR_NOT_REGISTERED', f.as('hub.near').competition.fund({ cid }, near))
  await refused(
    t,
    'ERR_NOT_NEIGHBOUR',
    f.as('funder').competition.fund({ cid, outbox_id: '1', pool_id: '3' }, near),
  )
  await refused(t, 'ERR_PHASE', f.as(a).competition.apply({ cid }, near))
  await refused(
    t,
    'ERR_PHASE',
    f.as('funder').competition.refund({ cid, account_id: 'funder.hub.near' }),
  )
  await f.as('funder').competition.fund({ cid }, 10n * near)
  await refused(t, 'ERR_BOND', f.as(a).competition.apply({ cid }, near - 1n))
  await refused(
    t,
    'ERR_NOT_REGISTERED',
    f.as('licensing.hub.near').competition.apply({ cid }, near),
  )
  await refused(
    t,
    'ERR_STORAGE_SHORT',
    f.as('licensing.hub.near').competition.apply({ cid }, near + near / 500n),
  )
  await refused(t, 'ERR_EVALUATOR_ENTERS', f.as(ev0).competition.apply({ cid }, near))
  await refused(t, 'ERR_ENTRY_NOT_FOUND', f.as(a).competition.withdraw_entry({ cid }))
  await applyAs(f, cid, a)
  await refused(t, 'ERR_ENTRY_EXISTS', applyAs(f, cid, a))
  await refused(t, 'ERR_PHASE', f.as(a).competition.request_credits({ cid, account_id: a }))
  await refused(t, 'ERR_PHASE', f.as(a).competition.commit({ cid, commitment: hex(1) }))
  await refused(t, 'ERR_NOT_SERIES_OWNER', f.as(a).competition.admit({ cid, account_ids: [a] }))
  await refused(t, 'ERR_ADMISSION', f.as('organiser').competition.admit({ cid, account_ids: [a] }))
  await applyAs(f, cid, b)
  await applyAs(f, cid, c)
  t.is((await f.view<EntryView>('entry', { cid, account_id: c })).status, 'applied')
  await refused(t, 'ERR_FULL', f.as(c).competition.take_place({ cid }))
  await refused(t, 'ERR_ENTRY_STATUS', f.as(a).competition.take_place({ cid }))
  await refused(t, 'ERR_NOT_SERIES_OWNER', f.as('stranger').competition.cancel({ cid }))
  await refused(t, 'ERR_NOT_VOID', f.as('stranger').competition.void_competition({ cid }))
  await refused(t, 'ERR_PHASE', f.as(a).competition.claim({ cid, account_id: a }))
  await refused(t, 'ERR_PHASE', f.as(a).competition.close_entry({ cid, account_id: a }))
  await refused(t, 'ERR_PHASE', f.as(a).competition.purge({ cid }))
  await refused(t, 'ERR_NOT_PAYABLE', f.as('organiser').competition.cancel({ cid }, 1n))
  await f.as('organiser').competition.cancel({ cid })
  await refused(t, 'ERR_RECORDS_LEFT', f.as(a).competition.purge({ cid }))
  const funder = { cid, account_id: 'funder.hub.near' }
  await refused(t, 'ERR_NOT_PAYABLE', f.as(a).competition.refund(funder, 1n))
  await f.as(a).competition.refund(funder)
  await refused(t, 'ERR_FUNDING_NOT_FOUND', f.as(a).competition.refund(funder))
  const list = (await openOne(f, { admission: 'list' })).cid
  for (const who of [a, b]) await applyAs(f, list, who)
  await refused(
    t,
    'ERR_NOT_ASCENDING',
    f.as('organiser').competition.admit({ cid: list, account_ids: [b, a] }),
  )
  // One more than each list may have.
  for (const [method, limit] of [
    ['admit', 16],
    ['deny', 7],
  ] as const) {
    const account_ids = Array.from({ length: limit + 1 }, (_, i) => `x${100 + i}`)
    const tooMany = await t.throwsAsync(
      f.as('organiser').competition[method]({ cid: list, account_ids }),
    )
    const message = `ERR_ARGS: argument account_ids is longer than ${limit}; correct the argument`
    t.true(tooMany.message.includes(message), tooMany.message)
    await refused(
      t,
      'ERR_ENTRY_NOT_FOUND',
      f.as('organiser').competition[method]({ cid: list, account_ids: account_ids.slice(1) }),
    )
  }
  await f.as('organiser').competition.admit({ cid: list, account_ids: [a] })
  await refused(
    t,
    'ERR_ENTRY_STATUS',
    f.as('organiser').competition.deny({ cid: list, account_ids: [a] }),
  )
  await refused(t, 'ERR_ADMISSION_LIST', f.as(b).competition.take_place({ cid: list }))
  await toPhase(f, list, 'commit')
  const mine = { cid: list, account_id: a }
  await f.as('stranger').competition.request_credits(mine)
  await refused(t, 'ERR_NO_CREDITS', f.as(a).competition.request_credits(mine))
  await f.as(a).competition.withdraw_entry({ cid: list })
  await refused(t, 'ERR_ENTRY_STATUS', f.as(a).competition.withdraw_entry({ cid: list }))
  const tokens = (await rollOne(f, { token: tokenAccount, prize: '5' })).cid
  await refused(t, 'ERR_PRIZE_TOKEN', f.as('funder').competition.fund({ cid: tokens }, near))
  const seats = (await openOne(f, { tier: 1, admission: 'seat', min_season: 3 })).cid
  const seat = { tier: 1, account_id: a, season: 2, entries: 1, outbox_id: '1' }
  await refused(t, 'ERR_NOT_NEIGHBOUR', f.as('organiser').competition.admit_seat(seat))
  await f.as(ladderId).competition.admit_seat(seat)
  await refused(t, 'ERR_SEAT_MISSING', applyAs(f, seats, a))
  await f.as(ladderId).competition.admit_seat({ ...seat, season: 3, outbox_id: '2' })
  await applyAs(f, seats, a)
  // One entry a season: another contest of the tier takes the next season's.
  const more = (await openOne(f, { tier: 1, admission: 'seat', min_season: 3 })).cid
  await refused(t, 'ERR_SEAT_ENTRIES', applyAs(f, more, a))
  await f.as(ladderId).competition.admit_seat({ ...seat, season: 4, outbox_id: '3' })
  await applyAs(f, more, a)
  await f.as(a).competition.withdraw_entry({ cid: more })
  await applyAs(f, more, a)
  await f.as(a).competition.withdraw_entry({ cid: more })
  // The seat has ended: nobody is admitted on it any more, whatever was told before.
  await f.as(ladderId).competition.admit_seat({ ...seat, tier: 0, season: 4, outbox_id: '5' })
  await f.as(ladderId).competition.admit_seat({ ...seat, season: 4, outbox_id: '4' })
  await refused(t, 'ERR_SEAT_MISSING', applyAs(f, more, a))
  await f.devnet.close()
})

test('transfer messages: every rule', async (t) => {
  const f = await competitionFixture()
  const { cid } = await rollOne(f, { token: tokenAccount, prize: '5' })
  const receive = (msg: string, amount = '5', sender_id = 'funder.hub.near') =>
    f.as(tokenAccount).competition.ft_on_transfer({ sender_id, amount, msg })
  for (const msg of ['', '[]', '{}', '{"method":"fund","args":{},"x":1}', '{"method":"burn"}'])
    await refused(t, 'ERR_TRANSFER_MESSAGE', receive(msg))
  const fund = `{"method":"fund","args":{"cid":"${cid}"}}`
  await refused(t, 'ERR_TOKEN_NOT_HELD', receive(fund))
  await refused(t, 'ERR_ARGS', receive('{"method":"fund","args":{"cid":1}}'))
  await refused(
    t,
    'ERR_UNKNOWN_TOKEN',
    f.as('stranger').competition.ft_on_transfer({ sender_id: a, amount: '1', msg: fund }),
  )
  t.is((await receive('{"method":"deposit","args":{}}')).json, '0')
  t.is((await receive(fund)).json, '0')
  await f.devnet.close()
})

test('commitments and evaluation: every rule', async (t) => {
  const f = await competitionFixture()
  const { cid } = await openOne(f, { evaluators: evaluators.slice(0, 6) })
  for (const who of [a, b]) await applyAs(f, cid, who)
  await refused(t, 'ERR_NOT_EVALUATOR', enrolAs(f, cid, ev6))
  await enrolAs(f, cid, ev0)
  await refused(t, 'ERR_ENROLLED', enrolAs(f, cid, ev0))
  await f.as(ev1).competition.request_unbond()
  await refused(t, 'ERR_STAKE', enrolAs(f, cid, ev1))
  await refused(t, 'ERR_STAKE', f.as(ev0).competition.request_unbond({ amount: `${10n * near}` }))
  await refused(t, 'ERR_NO_BOND', f.as(ev1).competition.request_unbond())
  await refused(t, 'ERR_NO_BOND', f.as(a).competition.unbond())
  await refused(t, 'ERR_UNBOND_EARLY', f.as(ev1).competition.unbond())
  await refused(t, 'ERR_BOND', f.as(a).competition.register_evaluator())
  for (const judge of [ev2, ev3, ev4, ev5]) await enrolAs(f, cid, judge)
  await toPhase(f, cid, 'commit')
  await commitAs(f, cid, a)
  await refused(t, 'ERR_ENTRY_STATUS', commitAs(f, cid, a))
  await refused(
    t,
    'ERR_SEED_EARLY',
    toPhase(f, cid, 'reveal').then(() => f.as(a).competition.fix_seed({ cid })),
  )
  await refused(
    t,
    'ERR_COMMITMENT',
    f.as(a).competition.reveal(revealArgs(cid, a, artifactOf('other'))),
  )
  await refused(t, 'ERR_ENTRY_STATUS', revealAs(f, cid, b))
  await revealAs(f, cid, a)
  await refused(t, 'ERR_NOT_ENROLLED', revealSaltAs(f, cid, ev1))
  await refused(t, 'ERR_COMMITMENT', f.as(ev0).competition.reveal_salt({ cid, salt: hex(9) }))
  await revealSaltAs(f, cid, ev0)
  await refused(t, 'ERR_SALT_REVEALED', revealSaltAs(f, cid, ev0))
  await toPhase(f, cid, 'seed')
  await refused(t, 'ERR_PHASE', revealAs(f, cid, b))
  await revealSaltAs(f, cid, ev2)
  await refused(t, 'ERR_SEED_EARLY', f.as(a).competition.fix_seed({ cid }))
  const scores = [1, 2]
  await toPhase(f, cid, 'eval_commit')
  await refused(t, 'ERR_SEED_MISSING', commitScoresAs(f, cid, ev0, a, scores))
  await f.as('stranger').competition.fix_seed({ cid })
  await refused(t, 'ERR_SEED_FIXED', f.as('stranger').competition.fix_seed({ cid }))
  await refused(t, 'ERR_PHASE', revealSaltAs(f, cid, ev3))
  const drawn = await f.view<CommitteeView>('committee', { cid, account_id: a })
  const seats = [...drawn.judges, ...drawn.reserves]
  t.is(new Set(seats).size, 4)
  const [judge = ''] = seats
  const spare = [ev0, ev2, ev3, ev4, ev5].find((each) => !seats.includes(each)) ?? ''
  await refused(t, 'ERR_NOT_DRAWN', commitScoresAs(f, cid, spare, a, scores))
  await refused(t, 'ERR_NOT_ENROLLED', commitScoresAs(f, cid, ev1, a, scores))
  await refused(t, 'ERR_ENTRY_STATUS', commitScoresAs(f, cid, judge, b, scores))
  await commitScoresAs(f, cid, judge, a, scores)
  await toPhase(f, cid, 'eval_reveal')
  await refused(t, 'ERR_PHASE', commitScoresAs(f, cid, seats[1] ?? '', a, scores))
  await refused(t, 'ERR_SCORE_COUNT', revealScoresAs(f, cid, judge, a, [1]))
  await refused(t, 'ERR_ARGS', revealScoresAs(f, cid, judge, a, [1, 2 ** 32]))
  await refused(t, 'ERR_COMMITMENT', revealScoresAs(f, cid, judge, a, [2, 1]))
  await refused(t, 'ERR_SCORES_MISSING', revealScoresAs(f, cid, judge, b, scores))
  await revealScoresAs(f, cid, judge, a, scores)
  await refused(t, 'ERR_SCORES_EXIST', revealScoresAs(f, cid, judge, a, scores))
  await refused(t, 'ERR_PHASE', f.as(a).competition.settle_evaluator({ cid, evaluator_id: ev0 }))
  await f.devnet.close()
})

test('results and claims: every rule', async (t) => {
  const f = await competitionFixture()
  const opened = await openOne(f, { prize_weights: [3, 2], min_ranked: 2 })
  const { cid } = opened
  await playRound(f, opened, { scores: { [a]: 800_000, [b]: 700_000, [c]: 1 } })
  for (const account_id of [a, c]) await f.as('stranger').competition.tally({ cid, account_id })
  await refused(t, 'ERR_ENTRY_STATUS', f.as('stranger').competition.tally({ cid, account_id: a }))
  await refused(t, 'ERR_PHASE', f.as('stranger').competition.finalise({ cid }))
  await toPhase(f, cid, 'results')
  await refused(t, 'ERR_TALLY_OPEN', f.as('stranger').competition.finalise({ cid }))
  await refused(t, 'ERR_TALLY_OPEN', f.as('stranger').competition.void_competition({ cid }))
  const early = f.devnet.snapshot()
  f.devnet.advanceTime(1001n * secondNs)
  await refused(t, 'ERR_TOO_FEW_RANKED', f.as('stranger').competition.finalise({ cid }))
  f.devnet.revert(early)
  await f.as('stranger').competition.tally({ cid, account_id: b })
  await refused(t, 'ERR_NOT_VOID', f.as('stranger').competition.void_competition({ cid }))
  await f.as('stranger').competition.finalise({ cid })
  await refused(t, 'ERR_PHASE', f.as('organiser').competition.cancel({ cid }))
  await refused(t, 'ERR_NOT_WINNER', f.as(a).competition.register_winner({ cid, account_id: a }))
  await f.as(a).competition.claim({ cid, account_id: a })
  await refused(t, 'ERR_ALREADY_CLAIMED', f.as(a).competition.claim({ cid, account_id: a }))
  await f.as(a).competition.register_winner({ cid, account_id: a })
  await refused(t, 'ERR_REGISTERED', f.as(a).competition.register_winner({ cid, account_id: a }))
  await toPhase(f, cid, 'closed')
  await refused(t, 'ERR_PRIZES_OPEN', f.as(a).competition.close_entry({ cid, account_id: a }))
  await refused(t, 'ERR_ENTRY_STATUS', f.as(a).competition.close_entry({ cid, account_id: b }))
  await f.as(a).competition.claim({ cid, account_id: b })
  const artifact_root = artifactOf(a)
  await refused(t, 'ERR_ARTIFACT_IN_USE', f.as(a).competition.forget_artifact({ artifact_root }))
  await f.as(a).competition.close_entry({ cid, account_id: a })
  await refused(t, 'ERR_ARTIFACT_NOT_HELD', f.as(b).competition.forget_artifact({ artifact_root }))
  await refused(t, 'ERR_ARTIFACT_IN_USE', f.as(a).competition.forget_artifact({ artifact_root }))
  await refused(
    t,
    'ERR_SCORES_MISSING',
    f.as(a).competition.clear_scores({ cid, account_id: a, evaluator_id: ev6 }),
  )
  await f.devnet.close()
})

test('init: once, by the contract itself only', async (t) => {
  const f = await competitionFixture()
  const args = { owner_id: a, guardian_id: a, ladder_id: a, licensing_id: 'other.near', tiers: 7 }
  await refused(t, 'ERR_PRIVATE', f.as(a).competition.init(args))
  await refused(t, 'ERR_ALREADY_INITIALIZED', f.as(contractId).competition.init(args))
  await f.devnet.close()
})
