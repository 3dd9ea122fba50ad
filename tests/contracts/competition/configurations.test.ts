/** Configurations at their bounds from one table, and at random, judged by what comes of them. */
import type {
  CompetitionConfig,
  CompetitionView,
  RankView,
} from '@research-hub/contracts/competition/interface'
import { durations, maxRoundS, minPeriodS } from '@research-hub/contracts/competition/limits'
import test, { type ExecutionContext } from 'ava'
import fc from 'fast-check'
import {
  baseConfig,
  type CompetitionFixture,
  competitionFixture,
  contractId,
  evaluators,
  researchers,
} from '../../support/competition-fixture.js'
import {
  commitAs,
  commitScoresAs,
  enrolAs,
  revealAs,
  revealSaltAs,
  revealScoresAs,
} from '../../support/competition-round.js'
import { requireExactBooks } from '../../support/exact-books.js'
import { fuzzAsync } from '../../support/fuzz.js'
import { codeFrom } from '../../support/refused.js'
import { near, secondNs } from '../../support/units.js'

type Numbers = Partial<Record<keyof CompetitionConfig, number>>

/** Fields with a least and a greatest value. Durations are of a round that is short otherwise. */
const bounds: readonly (readonly [keyof CompetitionConfig, least: number, most: number])[] = [
  ...Object.entries(durations).map(
    ([name, [least, most]]) => [name as keyof CompetitionConfig, least, most] as const,
  ),
  ['forfeit_bps', 100, 2000],
  ['below_baseline_bps', 0, 5000],
  ['evaluator_fee_bps', 0, 2000],
  ['quorum_bps', 5000, 10_000],
  ['tolerance', 1, 131_071],
  ['baseline', 0, 1_048_575],
  ['reserves', 1, 6],
  ['committee', 3, 7],
  ['min_ranked', 1, 1000],
  ['tier', 0, 6],
]

const short = Object.fromEntries(
  Object.entries(durations).map(([name, [least]]) => [name, least]),
) as unknown as Partial<CompetitionConfig>

function configOf(change: Partial<CompetitionConfig> | Numbers): CompetitionConfig {
  const config = { ...baseConfig, ...short, evaluators, reserves: 1, ...change }
  const admission = config.tier > 0 ? 'seat' : config.admission
  return { ...config, admission } as CompetitionConfig
}

/** The code that a configuration is refused with; empty when it is taken. Changes nothing. */
async function codeOf(f: CompetitionFixture, config: unknown, period_s = minPeriodS) {
  const code = await codeFrom(f.as('organiser').competition.create_series({ config, period_s }))
  f.devnet.revert(f.start)
  return code
}

test('INV-134 each bound of a configuration, one below, at, and one above', async (t) => {
  const f = await competitionFixture()
  for (const [name, least, most] of bounds) {
    for (const [value, isIn] of [
      [least - 1, false],
      [least, true],
      [least + 1, true],
      [most - 1, true],
      [most, true],
      [most + 1, false],
    ] as const) {
      // Even committees are none; more seats than evaluators are refused otherwise.
      const isEven = name === 'committee' && value % 2 === 0
      const code = await codeOf(f, configOf({ [name]: value }))
      t.is(code === '', isIn && !isEven, `${name} ${value}: ${code}`)
      if (code !== '') t.regex(code, /^ERR_(ARGS|CONFIG)$/)
    }
  }
  const roundS = Object.entries(short).reduce(
    (sum, [name, value]) => sum + (name === 'keep_s' ? 0 : Number(value)),
    0,
  )
  // Two durations that together bring a round to its limit.
  const most = durations.draft_s[1]
  for (const over of [-1, 0, 1]) {
    const commit_s = maxRoundS - roundS - most + 2 * 600 + over
    const code = await codeOf(f, configOf({ draft_s: most, commit_s }))
    t.is(code, over > 0 ? 'ERR_CONFIG' : '', `a round ${over} s over`)
  }
  for (const [period, code] of [
    [minPeriodS - 1, 'ERR_ARGS'],
    [minPeriodS, ''],
    [minPeriodS + 1, ''],
  ] as const)
    t.is(await codeOf(f, configOf({}), period), code)
  await f.devnet.close()
})

const [benchmark] = baseConfig.benchmarks

test('INV-134 configurations that give the prize away are refused, each for its own reason', async (t) => {
  const f = await competitionFixture()
  if (benchmark === undefined) throw new Error('no benchmark')
  const one = { ...benchmark, weight_bps: 10_000 }
  const bad: Readonly<Record<string, object>> = {
    'no challenge': { challenge_s: 0 },
    'no time to tally': { tally_s: 0 },
    'no time to prove': { keep_s: 0 },
    'no window for salts': { seed_delay_s: 0 },
    'a tier the ladder has not': { tier: 7, admission: 'seat' },
    'low is high': { benchmarks: [{ ...one, low: 5, high: 5 }] },
    'low above high': { benchmarks: [{ ...one, low: 6, high: 5 }] },
    'bounds in words': { benchmarks: [{ ...one, low: '8', high: '0' }] },
    'bounds in words that are not': { benchmarks: [{ ...one, low: 'worst', high: 'best' }] },
    'bounds beyond 32 bits': { benchmarks: [{ ...one, high: 2 ** 32 }] },
    'a bound that is no integer': { benchmarks: [{ ...one, high: 0.5 }] },
    'fewer places than winners need': { max_entrants: 2, min_ranked: 3 },
    'a quorum of one in ten thousand': { quorum_bps: 1 },
    'one evaluator decides': { committee: 1 },
    'no reserve': { reserves: 0 },
    'more seats than evaluators': { committee: 7, reserves: 3 },
    'nothing is ever an outlier': { tolerance: 1_048_575 },
    'silence costs nothing': { non_reveal_penalty: '0' },
    'silence is cheaper than a wrong score': { non_reveal_penalty: '1', outlier_penalty: '2' },
    'outliers cost nothing': { outlier_penalty: '0' },
    'penalties beyond the stake': { evaluator_bond: '1' },
    'places are free': { bond: '0' },
    'leaving costs nothing': { forfeit_bps: 0 },
    'the evaluators take it all': { evaluator_fee_bps: 10_000 },
  }
  for (const [what, change] of Object.entries(bad)) {
    const code = await codeOf(f, { ...configOf({}), ...change })
    t.regex(code, /^ERR_(ARGS|CONFIG)$/, what)
  }
  t.is(await codeOf(f, configOf({})), '')
  await f.devnet.close()
})

const [ann = '', bob = '', mal = '', newcomer = ''] = researchers

/** Anything that a configuration may say, and now and then something that it may not. */
const anyConfig: fc.Arbitrary<CompetitionConfig> = fc
  .record({
    committee: fc.constantFrom(3, 3, 5, 7),
    reserves: fc.integer({ min: 1, max: 3 }),
    quorum_bps: fc.integer({ min: 5000, max: 10_000 }),
    tolerance: fc.integer({ min: 1, max: 131_071 }),
    min_ranked: fc.integer({ min: 1, max: 3 }),
    max_entrants: fc.integer({ min: 2, max: 5 }),
    forfeit_bps: fc.integer({ min: 100, max: 2000 }),
    below_baseline_bps: fc.integer({ min: 0, max: 5000 }),
    evaluator_fee_bps: fc.integer({ min: 0, max: 2000 }),
    baseline: fc.integer({ min: 0, max: 600_000 }),
    prize: fc.bigInt({ min: 0n, max: 5n * near }).map(String),
    prize_weights: fc.constantFrom([1], [5, 3, 1], [2, 2]),
    direction: fc.constantFrom('higher' as const, 'lower' as const),
    low: fc.nat({ max: 1_000_000 }),
    span: fc.nat({ max: 3_000_000 }),
    times: fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 10, maxLength: 10 }),
  })
  .map(({ direction, low, span, times, ...rest }) => ({
    ...configOf(rest),
    ...Object.fromEntries(
      Object.entries(durations).map(([name, [least]], i) => [name, least + (times[i] ?? 0)]),
    ),
    benchmarks: [{ id: 'one', weight_bps: 10_000, direction, low, high: low + span }],
  }))

type Scene = {
  readonly f: CompetitionFixture
  readonly cid: string
  readonly config: CompetitionConfig
  readonly liar: string
}

const phaseOf = (f: CompetitionFixture, cid: string) =>
  f.view<{ phase: string; ends_at_ns: string }>('phase', { cid })

/** On to the last minutes of a phase: whoever is honest is late. */
async function late({ f, cid }: Scene, wanted: string): Promise<void> {
  for (let i = 0; i < 12; i++) {
    const { phase, ends_at_ns } = await phaseOf(f, cid)
    // Anybody may have made all results final at the first instant: no harm when all are tallied.
    if (phase === 'final' || phase === 'void') return
    const left = BigInt(ends_at_ns) - f.devnet.chain.head().header.timestampNs
    const wait = phase === wanted ? left - 300n * secondNs : left
    if (wait > 0n) f.devnet.advanceTime(wait)
    f.devnet.produceBlocks(1)
    if (phase === wanted) return
    await hostile({ f, cid } as Scene)
  }
  throw new Error(`never ${wanted}`)
}

/** All that a stranger may call, at the first instant of each phase, for himself alone. */
async function hostile({ f, cid }: Pick<Scene, 'f' | 'cid'>): Promise<void> {
  const { competition } = f.as(mal)
  const mine = { cid, account_id: mal }
  const others = { cid, account_id: ann }
  const calls = [
    () => competition.fix_seed({ cid }),
    () => competition.tally(mine),
    () => competition.finalise({ cid }),
    () => competition.void_competition({ cid }),
    () => competition.cancel({ cid }),
    () => competition.close_entry(others),
    () => competition.purge({ cid }),
    () => competition.refund({ cid, account_id: 'funder.hub.near' }),
  ]
  for (const call of calls) await codeFrom(call())
}

/** Everybody honest acts late, one evaluator lies, one entrant calls what it can as early as it can. */
async function play(scene: Scene): Promise<void> {
  const { f, cid, config, liar } = scene
  const bond = BigInt(config.bond)
  // The hostile one fills places first; the honest come when the phase is nearly over.
  await f.as(mal).competition.apply({ cid }, bond)
  await late(scene, 'registration')
  for (const who of [ann, bob, newcomer]) await f.as(who).competition.apply({ cid }, bond)
  for (const judge of config.evaluators) await enrolAs(f, cid, judge)
  await late(scene, 'commit')
  for (const who of [mal, ann, bob]) await codeFrom(commitAs(f, cid, who))
  await late(scene, 'reveal')
  for (const who of [mal, ann, bob]) await codeFrom(revealAs(f, cid, who))
  await late(scene, 'seed')
  for (const judge of config.evaluators) await revealSaltAs(f, cid, judge)
  await late(scene, 'eval_commit')
  const [{ direction, low, high } = { direction: 'higher', low: 0, high: 1 }] = config.benchmarks
  const [best, worst] = direction === 'higher' ? [high, low] : [low, high]
  const honest: Readonly<Record<string, number>> = {
    [ann]: best,
    [bob]: Math.round((best * 2 + worst) / 3),
    [mal]: worst,
  }
  const pairs: (readonly [string, string, number])[] = []
  for (const judge of config.evaluators)
    for (const who of [ann, bob, mal]) {
      const lie = who === mal ? best : worst
      const result = judge === liar ? lie : (honest[who] ?? worst)
      if ((await codeFrom(commitScoresAs(f, cid, judge, who, [result]))) === '')
        pairs.push([judge, who, result])
    }
  await late(scene, 'eval_reveal')
  for (const [judge, who, result] of pairs) await revealScoresAs(f, cid, judge, who, [result])
  await late(scene, 'challenge')
  for (const account_id of [ann, bob])
    await codeFrom(f.as('stranger').competition.tally({ cid, account_id }))
  await late(scene, 'results')
  await codeFrom(f.as('stranger').competition.finalise({ cid }))
  await codeFrom(f.as('stranger').competition.void_competition({ cid }))
}

test('INV-134 configurations at random: those that are taken let no party end a round, take the prize, or shut anybody out', async (t) => {
  const f = await competitionFixture()
  const ends: Record<string, number> = {}
  await fuzzAsync(
    t,
    fc.asyncProperty(anyConfig, fc.nat({ max: 8 }), async (config, liarAt) => {
      f.devnet.revert(f.start)
      const args = { config, period_s: minPeriodS }
      const code = await codeFrom(f.as('organiser').competition.create_series(args))
      if (code !== '') {
        t.is(code, 'ERR_CONFIG')
        ends.refused = (ends.refused ?? 0) + 1
        return
      }
      const { json } = await f.as('organiser').competition.roll({ series_id: '1' })
      const cid = String(json)
      if (BigInt(config.prize) > 0n)
        await f.as('funder').competition.fund({ cid }, BigInt(config.prize))
      const liar = config.evaluators[liarAt % config.evaluators.length] ?? ''
      await play({ f, cid, config, liar })
      const { phase } = await phaseOf(f, cid)
      ends[phase] = (ends[phase] ?? 0) + 1
      await judgeOutcome(t, { f, cid, config, liar }, phase)
    }),
    10,
  )
  t.log(JSON.stringify(ends))
  t.true((ends.final ?? 0) > 0)
  await f.devnet.close()
})

/** The best is first, the hostile one is not above anybody honest, and everybody's money comes back. */
async function judgeOutcome(t: ExecutionContext, scene: Scene, phase: string): Promise<void> {
  const { f, cid, config } = scene
  t.true(phase === 'final' || phase === 'void', phase)
  const { competition } = f.as('stranger')
  const ranking = (await f.view<RankView[]>('page', { cid, from_rank: 1 })).map(
    ({ account_id }) => account_id,
  )
  if (ranking.includes(ann)) t.is(ranking[0], ann)
  if (ranking.includes(bob) && ranking.includes(mal))
    t.true(ranking.indexOf(bob) < ranking.indexOf(mal))
  // With a place, the best entrant is ranked whenever anybody is.
  if (phase === 'final') t.is(ranking[0], ann)
  else {
    const { ranked } = await f.view<CompetitionView>('competition', { cid })
    t.true(ranked < config.min_ranked, 'void for no reason')
  }
  for (const account_id of [ann, bob, mal, newcomer])
    await codeFrom(competition.claim({ cid, account_id }))
  if (phase === 'final') f.devnet.advanceTime(BigInt(config.keep_s) * secondNs)
  for (const account_id of [ann, bob, mal, newcomer])
    await codeFrom(competition.close_entry({ cid, account_id }))
  for (const evaluator_id of config.evaluators) {
    await competition.settle_evaluator({ cid, evaluator_id })
    for (const account_id of [ann, bob, mal])
      await codeFrom(competition.clear_scores({ cid, account_id, evaluator_id }))
  }
  await codeFrom(competition.refund({ cid, account_id: 'funder.hub.near' }))
  t.is(await codeFrom(competition.purge({ cid })), '', 'something is left')
  let credits = 0n
  let bonds = 0n
  for (const account_id of [ann, bob, mal, newcomer, 'funder.hub.near', ...evaluators]) {
    const token = config.token
    credits += BigInt(await f.view<string>('credit_of', { account_id, token }))
  }
  for (const account_id of evaluators)
    bonds += BigInt((await f.view<{ bond: string }>('evaluator', { account_id })).bond)
  const paidIn = BigInt(config.prize) + 4n * BigInt(config.bond) + 90n * near
  t.is(credits + bonds, paidIn, 'to the yocto')
  await requireExactBooks(t, f.devnet, contractId)
}
