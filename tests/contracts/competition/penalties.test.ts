/** A round with penalties against the same round without them. */
import type { CompetitionView, EntryView } from '@research-hub/contracts/competition/interface'
import test from 'ava'
import fc from 'fast-check'
import {
  type CompetitionFixture,
  competitionFixture,
  evaluators,
  researchers,
} from '../../support/competition-fixture.js'
import {
  applyAs,
  artifactOf,
  commitAs,
  commitScoresAs,
  enrolAs,
  openOne,
  revealAs,
  revealSaltAs,
  revealScoresAs,
  toPhase,
} from '../../support/competition-round.js'
import { fuzzAsync } from '../../support/fuzz.js'
import { near } from '../../support/units.js'

const judges = evaluators.slice(0, 3)
const entrants = researchers.slice(0, 4)
const stakeYocto = near

type Conduct = 'honest' | 'copies' | 'hides' | 'idles'
type Plan = {
  /** What each entrant does; the first is always honest, so that there is somebody to copy. */
  readonly conduct: readonly Conduct[]
  /** By evaluator and entrant: the score, and whether it is opened. */
  readonly scores: readonly (readonly { readonly score: number; readonly isOpened: boolean }[])[]
  readonly saltless: number | undefined
}

const conduct = fc.constantFrom<Conduct>('honest', 'honest', 'copies', 'hides', 'idles')
const cell = fc.record({
  score: fc.oneof(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 2000, max: 1_048_575 })),
  isOpened: fc.constantFrom(true, true, true, false),
})
const row = fc.array(cell, { minLength: 4, maxLength: 4 })
const plan: fc.Arbitrary<Plan> = fc.record({
  conduct: fc
    .array(conduct, { minLength: 3, maxLength: 3 })
    .map((list): Conduct[] => ['honest', ...list]),
  // Two scores open the first entry's quorum, so that the round has results.
  scores: fc
    .array(row, { minLength: 3, maxLength: 3 })
    .map((rows) =>
      rows.map((cells, judge) =>
        cells.map((each, who) =>
          who === 0 && judge < 2 ? { score: each.score + 1000, isOpened: true } : each,
        ),
      ),
    )
    .map((rows) =>
      rows.map((cells) =>
        cells.map((each) => ({ ...each, score: Math.min(each.score, 1_048_575) })),
      ),
    ),
  saltless: fc.option(fc.constant(2), { nil: undefined }),
})

const penalties = fc.record({
  forfeit_bps: fc.integer({ min: 0, max: 2000 }),
  below_baseline_bps: fc.integer({ min: 0, max: 5000 }),
  non_reveal_penalty: fc.bigInt({ min: 0n, max: 2n * stakeYocto }),
})

type Outcome = {
  readonly statuses: readonly string[]
  readonly ranks: readonly (number | undefined)[]
  /** What each entrant is credited, and what each evaluator's bond is afterwards. */
  readonly credits: readonly bigint[]
  readonly bonds: readonly bigint[]
  readonly forfeited: bigint
}

async function play(
  f: CompetitionFixture,
  { conduct: conducts, scores, saltless }: Plan,
  penalised: { forfeit_bps: number; below_baseline_bps: number; non_reveal_penalty: string },
): Promise<Outcome> {
  f.devnet.revert(f.start)
  const { cid } = await openOne(f, { ...penalised, quorum_bps: 1, resource_credits: '0' })
  for (const who of entrants) await applyAs(f, cid, who)
  for (const judge of judges) await enrolAs(f, cid, judge)
  await toPhase(f, cid, 'commit')
  const rootOf = (index: number): string =>
    artifactOf(conducts[index] === 'copies' ? (entrants[0] ?? '') : (entrants[index] ?? ''))
  for (const [i, who] of entrants.entries())
    if (conducts[i] !== 'idles') await commitAs(f, cid, who, rootOf(i))
  await toPhase(f, cid, 'reveal')
  const shown = entrants.map((_, i) => conducts[i] === 'honest' || conducts[i] === 'copies')
  for (const [i, who] of entrants.entries()) if (shown[i]) await revealAs(f, cid, who, rootOf(i))
  for (const [i, judge] of judges.entries()) if (i !== saltless) await revealSaltAs(f, cid, judge)
  await toPhase(f, cid, 'eval_commit')
  await f.as('stranger').competition.fix_seed({ cid })
  const eachScore = async (
    act: (judge: string, who: string, list: number[], isOpened: boolean) => Promise<unknown>,
  ): Promise<void> => {
    for (const [j, judge] of judges.entries())
      for (const [i, who] of entrants.entries()) {
        const { score = 0, isOpened = false } = scores[j]?.[i] ?? {}
        if (j !== saltless && shown[i]) await act(judge, who, [score, score], isOpened)
      }
  }
  await eachScore((judge, who, list) => commitScoresAs(f, cid, judge, who, list))
  await toPhase(f, cid, 'eval_reveal')
  await eachScore(async (judge, who, list, isOpened) => {
    if (isOpened) await revealScoresAs(f, cid, judge, who, list)
  })
  await toPhase(f, cid, 'challenge')
  for (const [i, account_id] of entrants.entries())
    if (shown[i]) await f.as('stranger').competition.tally({ cid, account_id })
  await toPhase(f, cid, 'results')
  await f.as('stranger').competition.finalise({ cid })
  return outcome(f, cid)
}

async function outcome(f: CompetitionFixture, cid: string): Promise<Outcome> {
  const statuses: string[] = []
  const ranks: (number | undefined)[] = []
  const credits: bigint[] = []
  const bonds: bigint[] = []
  for (const account_id of entrants) {
    statuses.push((await f.view<EntryView>('entry', { cid, account_id })).status)
    ranks.push((await f.view<{ rank: number } | null>('rank', { cid, account_id }))?.rank)
    await f.as('stranger').competition.claim({ cid, account_id })
    credits.push(BigInt(await f.view<string>('credit_of', { account_id, token: 'near' })))
  }
  for (const evaluator_id of judges) {
    await f.as('stranger').competition.settle_evaluator({ cid, evaluator_id })
    const account_id = evaluator_id
    bonds.push(BigInt((await f.view<{ bond: string }>('evaluator', { account_id })).bond))
  }
  const { forfeited } = await f.view<CompetitionView>('competition', { cid })
  return { statuses, ranks, credits, bonds, forfeited: BigInt(forfeited) }
}

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b)

test('INV-114 penalties take the configured part and no more, go to those who did nothing wrong, and move no rank', async (t) => {
  const f = await competitionFixture('penalties')
  let slashed = 0
  let sliced = 0
  await fuzzAsync(
    t,
    fc.asyncProperty(plan, penalties, async (chosen, parts) => {
      const { forfeit_bps, below_baseline_bps, non_reveal_penalty } = parts
      const free = await play(f, chosen, {
        forfeit_bps: 0,
        below_baseline_bps: 0,
        non_reveal_penalty: '0',
      })
      const penalised = await play(f, chosen, {
        forfeit_bps,
        below_baseline_bps,
        non_reveal_penalty: String(non_reveal_penalty),
      })
      t.deepEqual(penalised.statuses, free.statuses)
      t.deepEqual(penalised.ranks, free.ranks, 'a penalty moved a rank')
      let taken = 0n
      for (const [i, status] of free.statuses.entries()) {
        const bps =
          status === 'below_baseline'
            ? below_baseline_bps
            : status === 'ranked' || status === 'unscored'
              ? 0
              : forfeit_bps
        const slice = (near * BigInt(bps)) / 10_000n
        taken += slice
        const change = (penalised.credits[i] ?? 0n) - (free.credits[i] ?? 0n)
        if (status === 'ranked') t.true(change >= 0n)
        else {
          t.is(change, -slice, `${status} lost another part`)
          t.is(penalised.ranks[i], undefined, 'a penalised entry is ranked')
        }
        if (slice > 0n) sliced++
      }
      for (const [j, bond] of penalised.bonds.entries()) {
        const hidden = (chosen.scores[j] ?? []).filter(
          ({ isOpened }, i) =>
            j !== chosen.saltless &&
            !isOpened &&
            ['honest', 'copies'].includes(chosen.conduct[i] ?? ''),
        )
        const lost = (free.bonds[j] ?? 0n) - bond
        t.is(lost, least(BigInt(hidden.length) * non_reveal_penalty, stakeYocto))
        taken += lost
        if (lost > 0n) slashed++
      }
      t.is(free.forfeited, 0n)
      t.is(penalised.forfeited, taken)
      const sum = (list: readonly bigint[]): bigint => list.reduce((all, each) => all + each, 0n)
      // All of it goes to the winners; nothing stays here or comes from nowhere.
      t.is(sum(penalised.credits) + sum(penalised.bonds), sum(free.credits) + sum(free.bonds))
    }),
    7,
  )
  t.log(`${slashed} evaluators and ${sliced} entrants penalised`)
  t.true(slashed > 2 && sliced > 2)
  await f.devnet.close()
})
