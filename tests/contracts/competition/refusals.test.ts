import type { CompetitionConfig } from '@research-hub/contracts/competition/interface'
import test, { type ExecutionContext } from 'ava'
import {
  baseConfig,
  CallError,
  competitionFixture,
  contractId,
  evaluators,
  hex,
  ladderId,
  researchers,
  send,
  sendTo,
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
import { near, secondNs } from '../../support/units.js'

const [a = '', b = '', c = ''] = researchers
const [ev0 = '', ev1 = '', ev2 = '', ev3 = ''] = evaluators

async function refused(t: ExecutionContext, code: string, call: Promise<unknown>): Promise<void> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  t.is(error instanceof CallError ? error.code : String(error), code)
}

test('series and configurations: every rule', async (t) => {
  const f = await competitionFixture()
  const create = (change: Partial<CompetitionConfig>, who = 'organiser') =>
    send(f, who, 'create_series', { config: { ...baseConfig, ...change }, period_s: 3600 })
  await refused(t, 'ERR_NOT_CREATOR', create({}, 'stranger'))
  await refused(
    t,
    'ERR_NOT_OWNER',
    send(f, 'stranger', 'set_creator', { account_id: a, allowed: true }),
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
    { quorum: 1 },
    { quorum: 4 },
    { tier: 1 },
    { admission: 'seat' },
    { seed_delay_s: 1000 },
  ]
  for (const change of bad) await refused(t, 'ERR_CONFIG', create(change))
  const wide = Array.from({ length: 16 }, (_, i) => ({
    ...first,
    id: `${i}`.padEnd(32, '€'),
    weight_bps: 625,
    low: '€'.repeat(24),
    high: '€'.repeat(24),
  }))
  await refused(t, 'ERR_CONFIG', create({ benchmarks: wide }))
  await refused(t, 'ERR_NOT_ASCENDING', create({ evaluators: [ev1, ev0], quorum: 2 }))
  await refused(t, 'ERR_NOT_ASCENDING', create({ evaluators: [ev0, ev0], quorum: 2 }))
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
    send(f, 'stranger', 'set_template', { series_id, config }),
  )
  await refused(t, 'ERR_SERIES_NOT_FOUND', send(f, 'stranger', 'roll', { series_id: '99' }))
  await send(f, 'stranger', 'roll', { series_id })
  await refused(t, 'ERR_ROLL_EARLY', send(f, 'stranger', 'roll', { series_id }))
  await send(f, 'hub.near', 'pause', { features: 15 })
  f.devnet.advanceTime(3600n * secondNs)
  await refused(t, 'ERR_PAUSED', send(f, 'stranger', 'roll', { series_id }))
  await refused(t, 'ERR_PAUSED', send(f, 'funder', 'fund', { cid: '1' }, near))
  await refused(t, 'ERR_PAUSED', send(f, a, 'apply', { cid: '1' }, near))
  await refused(t, 'ERR_PAUSED', send(f, ev0, 'register_evaluator', {}, near))
  await refused(t, 'ERR_PAUSED', send(f, ev0, 'enrol', { cid: '1', salt_hash: hex(1) }))
  await f.devnet.close()
})

test('money and entering: every rule', async (t) => {
  const f = await competitionFixture()
  const { cid } = await rollOne(f, { max_entrants: 2 })
  await refused(t, 'ERR_COMPETITION_NOT_FOUND', send(f, 'funder', 'fund', { cid: '9' }, near))
  await refused(t, 'ERR_FUND_AMOUNT', send(f, 'funder', 'fund', { cid }))
  await refused(t, 'ERR_NOT_REGISTERED', send(f, 'stranger', 'fund', { cid }, near))
  await refused(t, 'ERR_NOT_NEIGHBOUR', send(f, 'funder', 'fund', { cid, outbox_id: '1' }, near))
  await refused(t, 'ERR_PHASE', send(f, a, 'apply', { cid }, near))
  await refused(t, 'ERR_PHASE', send(f, 'funder', 'refund', { cid, account_id: 'funder.hub.near' }))
  await send(f, 'funder', 'fund', { cid }, 10n * near)
  await refused(t, 'ERR_BOND', send(f, a, 'apply', { cid }, near - 1n))
  await refused(t, 'ERR_NOT_REGISTERED', send(f, 'stranger', 'apply', { cid }, near))
  await refused(t, 'ERR_STORAGE_SHORT', send(f, 'stranger', 'apply', { cid }, near + near / 500n))
  await refused(t, 'ERR_EVALUATOR_ENTERS', send(f, ev0, 'apply', { cid }, near))
  await refused(t, 'ERR_ENTRY_NOT_FOUND', send(f, a, 'withdraw_entry', { cid }))
  await applyAs(f, cid, a)
  await refused(t, 'ERR_ENTRY_EXISTS', applyAs(f, cid, a))
  await refused(t, 'ERR_NO_CREDITS', send(f, a, 'request_credits', { cid, account_id: a }))
  await refused(t, 'ERR_PHASE', send(f, a, 'commit', { cid, commitment: hex(1) }))
  await refused(t, 'ERR_NOT_SERIES_OWNER', send(f, a, 'admit', { cid, account_ids: [a] }))
  await refused(t, 'ERR_ADMISSION', send(f, 'organiser', 'admit', { cid, account_ids: [a] }))
  await applyAs(f, cid, b)
  await refused(t, 'ERR_FULL', applyAs(f, cid, c))
  await refused(t, 'ERR_NOT_SERIES_OWNER', send(f, 'stranger', 'cancel', { cid }))
  await refused(t, 'ERR_NOT_VOID', send(f, 'stranger', 'void_competition', { cid }))
  await refused(t, 'ERR_PHASE', send(f, a, 'claim', { cid, account_id: a }))
  await refused(t, 'ERR_PHASE', send(f, a, 'close_entry', { cid, account_id: a }))
  await refused(t, 'ERR_PHASE', send(f, a, 'purge', { cid }))
  await refused(t, 'ERR_NOT_PAYABLE', send(f, 'organiser', 'cancel', { cid }, 1n))
  await send(f, 'organiser', 'cancel', { cid })
  await refused(t, 'ERR_RECORDS_LEFT', send(f, a, 'purge', { cid }))
  const funder = { cid, account_id: 'funder.hub.near' }
  await refused(t, 'ERR_NOT_PAYABLE', send(f, a, 'refund', funder, 1n))
  await send(f, a, 'refund', funder)
  await refused(t, 'ERR_FUNDING_NOT_FOUND', send(f, a, 'refund', funder))
  const list = (await openOne(f, { admission: 'list' })).cid
  for (const who of [a, b]) await applyAs(f, list, who)
  await refused(
    t,
    'ERR_NOT_ASCENDING',
    send(f, 'organiser', 'admit', { cid: list, account_ids: [b, a] }),
  )
  // One more than each list may have.
  for (const [method, limit] of [
    ['admit', 16],
    ['deny', 7],
  ] as const) {
    const account_ids = Array.from({ length: limit + 1 }, (_, i) => `x${100 + i}`)
    const tooMany = await t.throwsAsync(send(f, 'organiser', method, { cid: list, account_ids }))
    const message = `ERR_ARGS: argument account_ids is longer than ${limit}; correct the argument`
    t.true(tooMany.message.includes(message), tooMany.message)
    await refused(
      t,
      'ERR_ENTRY_NOT_FOUND',
      send(f, 'organiser', method, { cid: list, account_ids: account_ids.slice(1) }),
    )
  }
  await send(f, 'organiser', 'admit', { cid: list, account_ids: [a] })
  await refused(
    t,
    'ERR_ENTRY_STATUS',
    send(f, 'organiser', 'deny', { cid: list, account_ids: [a] }),
  )
  await send(f, 'stranger', 'request_credits', { cid: list, account_id: a })
  const tokens = (await rollOne(f, { token: tokenAccount, prize: '5' })).cid
  await refused(t, 'ERR_PRIZE_TOKEN', send(f, 'funder', 'fund', { cid: tokens }, near))
  const seats = (await openOne(f, { tier: 1, admission: 'seat', min_season: 3 })).cid
  const seat = { tier: 1, account_id: a, season: 2, outbox_id: '1' }
  await refused(t, 'ERR_NOT_NEIGHBOUR', send(f, 'organiser', 'admit_seat', seat))
  await send(f, ladderId, 'admit_seat', seat)
  await refused(t, 'ERR_SEAT_MISSING', applyAs(f, seats, a))
  await send(f, ladderId, 'admit_seat', { ...seat, season: 3, outbox_id: '2' })
  await applyAs(f, seats, a)
  await f.devnet.close()
})

test('transfer messages: every rule', async (t) => {
  const f = await competitionFixture()
  const { cid } = await rollOne(f, { token: tokenAccount, prize: '5' })
  const token = f.account(tokenAccount)
  const receive = (msg: string, amount = '5', sender_id = 'funder.hub.near') =>
    sendTo(f, token, contractId, 'ft_on_transfer', { sender_id, amount, msg })
  for (const msg of ['', '[]', '{}', '{"method":"fund","args":{},"x":1}', '{"method":"burn"}'])
    await refused(t, 'ERR_TRANSFER_MESSAGE', receive(msg))
  const fund = `{"method":"fund","args":{"cid":"${cid}"}}`
  await refused(t, 'ERR_TOKEN_NOT_HELD', receive(fund))
  await refused(t, 'ERR_ARGS', receive('{"method":"fund","args":{"cid":1}}'))
  await refused(
    t,
    'ERR_UNKNOWN_TOKEN',
    send(f, 'stranger', 'ft_on_transfer', { sender_id: a, amount: '1', msg: fund }),
  )
  t.is((await receive('{"method":"deposit","args":{}}')).json, '0')
  t.is((await receive(fund)).json, '0')
  await f.devnet.close()
})

test('commitments and evaluation: every rule', async (t) => {
  const f = await competitionFixture()
  const { cid } = await openOne(f)
  for (const who of [a, b]) await applyAs(f, cid, who)
  await refused(t, 'ERR_NOT_EVALUATOR', enrolAs(f, cid, ev3))
  await enrolAs(f, cid, ev0)
  await refused(t, 'ERR_ENROLLED', enrolAs(f, cid, ev0))
  await send(f, ev1, 'request_unbond', {})
  await refused(t, 'ERR_STAKE', enrolAs(f, cid, ev1))
  await refused(t, 'ERR_STAKE', send(f, ev0, 'request_unbond', { amount: `${10n * near}` }))
  await refused(t, 'ERR_NO_BOND', send(f, ev1, 'request_unbond', {}))
  await refused(t, 'ERR_NO_BOND', send(f, a, 'unbond', {}))
  await refused(t, 'ERR_UNBOND_EARLY', send(f, ev1, 'unbond', {}))
  await refused(t, 'ERR_BOND', send(f, a, 'register_evaluator', {}))
  await enrolAs(f, cid, ev2)
  await toPhase(f, cid, 'commit')
  await commitAs(f, cid, a)
  await refused(t, 'ERR_ENTRY_STATUS', commitAs(f, cid, a))
  await refused(
    t,
    'ERR_SEED_EARLY',
    toPhase(f, cid, 'reveal').then(() => send(f, a, 'fix_seed', { cid })),
  )
  await refused(t, 'ERR_COMMITMENT', send(f, a, 'reveal', revealArgs(cid, a, artifactOf('other'))))
  await refused(t, 'ERR_ENTRY_STATUS', revealAs(f, cid, b))
  await revealAs(f, cid, a)
  await refused(t, 'ERR_NOT_ENROLLED', revealSaltAs(f, cid, ev1))
  await refused(t, 'ERR_COMMITMENT', send(f, ev0, 'reveal_salt', { cid, salt: hex(9) }))
  await revealSaltAs(f, cid, ev0)
  await refused(t, 'ERR_SALT_REVEALED', revealSaltAs(f, cid, ev0))
  f.devnet.advanceTime(300n * secondNs)
  const scores = [1, 2]
  const late = f.devnet.snapshot()
  await toPhase(f, cid, 'eval_commit')
  await refused(t, 'ERR_SEED_MISSING', commitScoresAs(f, cid, ev0, a, scores))
  f.devnet.revert(late)
  await send(f, 'stranger', 'fix_seed', { cid })
  await refused(t, 'ERR_SEED_FIXED', send(f, 'stranger', 'fix_seed', { cid }))
  await refused(t, 'ERR_SEED_FIXED', revealSaltAs(f, cid, ev2))
  await toPhase(f, cid, 'eval_commit')
  await refused(t, 'ERR_SALT', commitScoresAs(f, cid, ev2, a, scores))
  await refused(t, 'ERR_ENTRY_STATUS', commitScoresAs(f, cid, ev0, b, scores))
  await commitScoresAs(f, cid, ev0, a, scores)
  await toPhase(f, cid, 'eval_reveal')
  await refused(t, 'ERR_SCORE_COUNT', revealScoresAs(f, cid, ev0, a, [1]))
  await refused(t, 'ERR_ARGS', revealScoresAs(f, cid, ev0, a, [1, 1_048_576]))
  await refused(t, 'ERR_COMMITMENT', revealScoresAs(f, cid, ev0, a, [2, 1]))
  await refused(t, 'ERR_SCORES_MISSING', revealScoresAs(f, cid, ev0, b, scores))
  await revealScoresAs(f, cid, ev0, a, scores)
  await refused(t, 'ERR_SCORES_EXIST', revealScoresAs(f, cid, ev0, a, scores))
  await refused(t, 'ERR_PHASE', send(f, a, 'settle_evaluator', { cid, evaluator_id: ev0 }))
  await f.devnet.close()
})

test('results and claims: every rule', async (t) => {
  const f = await competitionFixture()
  const opened = await openOne(f, { prize_weights: [3, 2], min_ranked: 2 })
  const { cid } = opened
  await playRound(f, opened, { scores: { [a]: 800_000, [b]: 700_000, [c]: 1 } })
  for (const account_id of [a, c]) await send(f, 'stranger', 'tally', { cid, account_id })
  await refused(t, 'ERR_ENTRY_STATUS', send(f, 'stranger', 'tally', { cid, account_id: a }))
  await refused(t, 'ERR_PHASE', send(f, 'stranger', 'finalise', { cid }))
  await toPhase(f, cid, 'results')
  await refused(t, 'ERR_TALLY_OPEN', send(f, 'stranger', 'finalise', { cid }))
  await refused(t, 'ERR_TALLY_OPEN', send(f, 'stranger', 'void_competition', { cid }))
  const early = f.devnet.snapshot()
  f.devnet.advanceTime(1001n * secondNs)
  await refused(t, 'ERR_TOO_FEW_RANKED', send(f, 'stranger', 'finalise', { cid }))
  f.devnet.revert(early)
  await send(f, 'stranger', 'tally', { cid, account_id: b })
  await refused(t, 'ERR_NOT_VOID', send(f, 'stranger', 'void_competition', { cid }))
  await send(f, 'stranger', 'finalise', { cid })
  await refused(t, 'ERR_PHASE', send(f, 'organiser', 'cancel', { cid }))
  await refused(t, 'ERR_NOT_WINNER', send(f, a, 'register_winner', { cid, account_id: a }))
  await send(f, a, 'claim', { cid, account_id: a })
  await refused(t, 'ERR_ALREADY_CLAIMED', send(f, a, 'claim', { cid, account_id: a }))
  await send(f, a, 'register_winner', { cid, account_id: a })
  await refused(t, 'ERR_REGISTERED', send(f, a, 'register_winner', { cid, account_id: a }))
  await toPhase(f, cid, 'closed')
  await refused(t, 'ERR_PRIZES_OPEN', send(f, a, 'close_entry', { cid, account_id: a }))
  await refused(t, 'ERR_ENTRY_STATUS', send(f, a, 'close_entry', { cid, account_id: b }))
  await send(f, a, 'claim', { cid, account_id: b })
  const artifact_root = artifactOf(a)
  await refused(t, 'ERR_ARTIFACT_NOT_HELD', send(f, a, 'forget_artifact', { artifact_root }))
  await send(f, a, 'close_entry', { cid, account_id: a })
  await refused(t, 'ERR_ARTIFACT_NOT_HELD', send(f, b, 'forget_artifact', { artifact_root }))
  const again = await openOne(f)
  await applyAs(f, again.cid, a)
  await toPhase(f, again.cid, 'commit')
  await commitAs(f, again.cid, a)
  await toPhase(f, again.cid, 'reveal')
  await revealAs(f, again.cid, a)
  await refused(t, 'ERR_ARTIFACT_IN_USE', send(f, a, 'forget_artifact', { artifact_root }))
  await refused(
    t,
    'ERR_SCORES_MISSING',
    send(f, a, 'clear_scores', { cid, account_id: a, evaluator_id: ev3 }),
  )
  await f.devnet.close()
})

test('init: once, by the contract itself only', async (t) => {
  const f = await competitionFixture()
  const args = { owner_id: a, guardian_id: a, ladder_id: a, licensing_id: a }
  await refused(t, 'ERR_PRIVATE', send(f, a, 'init', args))
  await refused(t, 'ERR_ALREADY_INITIALIZED', send(f, contractId, 'init', args))
  await f.devnet.close()
})
