/** Liars and absentees at random over whole competitions on chain, against a model of what each is owed. */
import type {
  CompetitionView,
  EnrolmentView,
  EntryView,
  EvaluatorView,
} from '@research-hub/contracts/competition/interface'
import test, { type ExecutionContext } from 'ava'
import fc from 'fast-check'
import {
  type CompetitionFixture,
  competitionFixture,
  contractId,
  evaluators,
} from '../../support/competition-fixture.js'
import {
  applyAs,
  commitAs,
  commitScoresAs,
  enrolAs,
  openOne,
  revealAs,
  revealSaltAs,
  revealScoresAs,
  toPhase,
} from '../../support/competition-round.js'
import { requireExactBooks } from '../../support/exact-books.js'
import { fuzzAsync } from '../../support/fuzz.js'
import { codeFrom } from '../../support/refused.js'
import { near } from '../../support/units.js'
import { drawOrder } from './model/draw.js'

type Conduct = 'honest' | 'low' | 'high' | 'hides' | 'absent'

const entrants = Array.from({ length: 8 }, (_, i) => `ent${i}.hub.near`)
const tolerance = 100
const truth = 500_000

const conduct = fc.constantFrom<Conduct>(
  ...(['honest', 'honest', 'honest', 'honest', 'low', 'high', 'hides', 'absent'] as const),
)
/** By entrant and evaluator. */
const patterns = fc.array(
  fc.array(conduct, { minLength: evaluators.length, maxLength: evaluators.length }),
  { minLength: entrants.length, maxLength: entrants.length },
)

/** What an evaluator measures: nobody has quite the same. */
function resultOf(each: Conduct | undefined, judge: number): number | undefined {
  if (each === undefined || each === 'absent') return undefined
  return each === 'low' ? judge : each === 'high' ? 1_000_000 + judge : truth + judge
}

/** The score that those opened come to, in the words of the documentation; undefined for none. */
function verdictOf(opened: readonly number[], committee: number): number | undefined {
  const counted = opened.slice(0, committee)
  if (counted.length * 2 <= committee) return undefined
  const middle = (list: readonly number[]): readonly [number, number] => {
    const sorted = [...list].sort((x, y) => x - y)
    const half = sorted.length / 2
    return [sorted[Math.ceil(half) - 1] ?? 0, sorted[Math.floor(half)] ?? 0]
  }
  const [low, high] = middle(counted)
  if (counted.length % 2 === 1 || high - low <= tolerance) return low
  const odd = counted.slice(0, -1)
  return odd.length * 2 <= committee ? undefined : middle(odd)[0]
}

type Round = {
  readonly f: CompetitionFixture
  readonly cid: string
  readonly committee: number
  readonly seats: number
  readonly plan: readonly (readonly Conduct[])[]
}

async function play(round: Round): Promise<void> {
  const { f, cid, plan } = round
  for (const who of entrants) await applyAs(f, cid, who)
  for (const judge of evaluators) await enrolAs(f, cid, judge)
  await toPhase(f, cid, 'commit')
  for (const who of entrants) await commitAs(f, cid, who)
  await toPhase(f, cid, 'reveal')
  for (const who of entrants) await revealAs(f, cid, who)
  for (const judge of evaluators) await revealSaltAs(f, cid, judge)
  await toPhase(f, cid, 'eval_commit')
  await f.as('stranger').competition.fix_seed({ cid })
  const each = async (
    act: (judge: string, who: string, result: number, how: Conduct) => Promise<unknown>,
  ): Promise<void> => {
    for (const [w, who] of entrants.entries())
      for (const judge of await drawnFor(round, who)) {
        const how = plan[w]?.[judge] ?? 'absent'
        const result = resultOf(how, judge)
        if (result !== undefined) await act(evaluators[judge] ?? '', who, result, how)
      }
  }
  await each((judge, who, result) => commitScoresAs(f, cid, judge, who, [result, result]))
  await toPhase(f, cid, 'eval_reveal')
  await each(async (judge, who, result, how) => {
    if (how !== 'hides') await revealScoresAs(f, cid, judge, who, [result, result])
  })
  await toPhase(f, cid, 'challenge')
  for (const account_id of entrants) await f.as('stranger').competition.tally({ cid, account_id })
  await toPhase(f, cid, 'results')
}

async function drawnFor({ f, cid, seats }: Round, who: string): Promise<number[]> {
  const { seed } = await f.view<CompetitionView>('competition', { cid })
  return drawOrder(
    seed,
    cid,
    who,
    evaluators.map((_, i) => i),
    seats,
  )
}

/** Every entry and every evaluator against the model; returns how many entries have a verdict. */
async function check(t: ExecutionContext, round: Round): Promise<number> {
  const { f, cid, committee, plan } = round
  const counts = evaluators.map(() => ({ missed: 0, flagged: 0, earned: 0 }))
  let judged = 0
  for (const [w, who] of entrants.entries()) {
    const order = await drawnFor(round, who)
    const conducts = order.map((judge) => plan[w]?.[judge] ?? 'absent')
    const isOpened = (judge: number): boolean =>
      !['hides', 'absent'].includes(plan[w]?.[judge] ?? 'absent')
    const opened = order.filter(isOpened).map((judge) => resultOf(plan[w]?.[judge], judge) ?? 0)
    const verdict = verdictOf(opened, committee)
    const entry = await f.view<EntryView>('entry', { cid, account_id: who })
    t.is(entry.score, verdict ?? -1, `${who}: ${conducts.join()}`)
    const honest = conducts.slice(0, committee).filter((each) => each === 'honest').length
    if (honest * 2 > committee) t.true(Math.abs(entry.score - truth) < evaluators.length, 'owed')
    if (verdict !== undefined) judged++
    for (const judge of order) {
      const count = counts[judge]
      if (count === undefined) continue
      const result = resultOf(plan[w]?.[judge], judge) ?? 0
      if (!isOpened(judge)) count.missed++
      else if (verdict !== undefined)
        count[Math.abs(result - verdict) > tolerance ? 'flagged' : 'earned']++
    }
  }
  for (const [judge, evaluator_id] of evaluators.entries())
    t.like(await f.view<EnrolmentView>('enrolment', { cid, evaluator_id }), counts[judge] ?? {})
  return judged
}

/** Ends it and sees that nobody's money is lost or made. */
async function settle(t: ExecutionContext, { f, cid }: Round, judged: number): Promise<string> {
  const { competition } = f.as('stranger')
  const before = await money(f)
  const code = await codeFrom(competition.finalise({ cid }))
  t.is(code, judged * 10_000 >= entrants.length * 5000 ? '' : 'ERR_TOO_FEW_RANKED')
  if (code !== '') await competition.void_competition({ cid })
  for (const evaluator_id of evaluators) await competition.settle_evaluator({ cid, evaluator_id })
  if (code === '') {
    for (const account_id of entrants) await competition.claim({ cid, account_id })
  } else {
    for (const account_id of entrants) await competition.close_entry({ cid, account_id })
    await competition.refund({ cid, account_id: 'funder.hub.near' })
  }
  const after = await money(f)
  t.is(after, before + 10n * near + BigInt(entrants.length) * near, 'to the yocto')
  await requireExactBooks(t, f.devnet, contractId)
  return code === '' ? 'final' : 'void'
}

async function money(f: CompetitionFixture): Promise<bigint> {
  let sum = 0n
  for (const account_id of [...entrants, ...evaluators, 'funder.hub.near'])
    sum += BigInt(await f.view<string>('credit_of', { account_id, token: 'NEAR' }))
  for (const account_id of evaluators)
    sum += BigInt((await f.view<EvaluatorView>('evaluator', { account_id })).bond)
  return sum
}

test('INV-111 INV-118 INV-128 committees of 3, 5 and 7 with liars and absentees at random come to what a majority of honest ones is owed', async (t) => {
  const f = await competitionFixture('patterns')
  for (const who of entrants) {
    await f.devnet.createAccount(who, 10n * near)
    await f.as(who).competition.storage_deposit({}, near / 10n)
  }
  const start = f.devnet.snapshot()
  const ends: string[] = []
  const sizes = fc.constantFrom([3, 1] as const, [5, 2] as const, [7, 1] as const, [3, 5] as const)
  await fuzzAsync(
    t,
    fc.asyncProperty(sizes, patterns, async ([committee, reserves], plan) => {
      f.devnet.revert(start)
      const change = { evaluators, committee, reserves, tolerance, evaluator_fee_bps: 900 }
      const { cid } = await openOne(f, { ...change, baseline: 0, resource_credits: '0' })
      const round: Round = { f, cid, committee, seats: committee + reserves, plan }
      await play(round)
      ends.push(await settle(t, round, await check(t, round)))
    }),
    5,
  )
  t.log(ends.join())
  t.true(ends.includes('final'))
  await f.devnet.close()
})
