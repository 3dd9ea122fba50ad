/** A round with penalties against the same round without them. */
import type {
  CompetitionView,
  EnrolmentView,
  EntryView,
} from '@research-hub/contracts/competition/interface'
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
import { codeFrom } from '../../support/refused.js'
import { near } from '../../support/units.js'

const judges = evaluators.slice(0, 4)
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
/** Of each entry: what it is worth, and who of the four says otherwise or nothing, so that no draw changes a verdict. */
const column = fc.record({
  worth: fc.oneof(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 2000, max: 900_000 })),
  liar: fc.nat({ max: 7 }),
  silent: fc.nat({ max: 7 }),
})
const plan: fc.Arbitrary<Plan> = fc.record({
  conduct: fc
    .array(conduct, { minLength: 3, maxLength: 3 })
    .map((list): Conduct[] => ['honest', ...list]),
  scores: fc.array(column, { minLength: 4, maxLength: 4 }).map((columns) =>
    judges.map((_, judge) =>
      columns.map(({ worth, liar, silent }, who) => ({
        score: (who === 0 ? 5000 : 0) + worth + (liar === judge ? 100_000 : 0),
        isOpened: silent !== judge,
      })),
    ),
  ),
  saltless: fc.option(fc.constant(2), { nil: undefined }),
})

type Penalties = {
  readonly forfeit_bps: number
  readonly below_baseline_bps: number
  readonly non_reveal_penalty: string
  readonly outlier_penalty: string
}

const penalties: fc.Arbitrary<Penalties> = fc
  .record({
    forfeit_bps: fc.integer({ min: 100, max: 2000 }),
    below_baseline_bps: fc.integer({ min: 0, max: 5000 }),
    silence: fc.bigInt({ min: 1n, max: stakeYocto }),
    outlier: fc.bigInt({ min: 1n, max: stakeYocto }),
  })
  .map(({ silence, outlier, ...parts }) => ({
    ...parts,
    non_reveal_penalty: String(silence > outlier ? silence : outlier),
    outlier_penalty: String(silence > outlier ? outlier : silence),
  }))

const least: Penalties = {
  forfeit_bps: 100,
  below_baseline_bps: 0,
  non_reveal_penalty: '1',
  outlier_penalty: '1',
}

type Outcome = {
  readonly statuses: readonly string[]
  readonly ranks: readonly (number | undefined)[]
  /** What each entrant is credited, and what each evaluator's bond is afterwards. */
  readonly credits: readonly bigint[]
  readonly bonds: readonly bigint[]
  /** Scores owed and not opened, and outliers, of each evaluator. */
  readonly conducts: readonly { readonly missed: number; readonly flagged: number }[]
  readonly forfeited: bigint
}

async function play(
  f: CompetitionFixture,
  { conduct: conducts, scores, saltless }: Plan,
  penalised: Penalties,
): Promise<Outcome | undefined> {
  f.devnet.revert(f.start)
  const { cid } = await openOne(f, { ...penalised, quorum_bps: 5000, resource_credits: '0' })
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
        if (shown[i]) await act(judge, who, [score, score], isOpened)
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
  if ((await codeFrom(f.as('stranger').competition.finalise({ cid }))) !== '') return undefined
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
    credits.push(BigInt(await f.view<string>('credit_of', { account_id, token: 'NEAR' })))
  }
  const conducts: Outcome['conducts'][number][] = []
  for (const evaluator_id of judges) {
    conducts.push(await f.view<EnrolmentView>('enrolment', { cid, evaluator_id }))
    await f.as('stranger').competition.settle_evaluator({ cid, evaluator_id })
    const account_id = evaluator_id
    bonds.push(BigInt((await f.view<{ bond: string }>('evaluator', { account_id })).bond))
  }
  const { forfeited } = await f.view<CompetitionView>('competition', { cid })
  return { statuses, ranks, credits, bonds, conducts, forfeited: BigInt(forfeited) }
}

/** What an evaluator must have lost. */
function lossOf(parts: Penalties, { missed, flagged }: Outcome['conducts'][number], salts: number) {
  const all =
    BigInt(missed + salts) * BigInt(parts.non_reveal_penalty) +
    BigInt(flagged) * BigInt(parts.outlier_penalty)
  return all < stakeYocto ? all : stakeYocto
}

test('INV-114 penalties take the configured part and no more, go to those who did nothing wrong, and move no rank', async (t) => {
  const f = await competitionFixture('penalties')
  let slashed = 0
  let sliced = 0
  await fuzzAsync(
    t,
    fc.asyncProperty(plan, penalties, async (chosen, parts) => {
      const free = await play(f, chosen, least)
      const penalised = await play(f, chosen, parts)
      t.is(penalised === undefined, free === undefined)
      if (free === undefined || penalised === undefined) return
      t.deepEqual(penalised.statuses, free.statuses)
      t.deepEqual(penalised.ranks, free.ranks, 'a penalty moved a rank')
      let taken = 0n
      for (const [i, status] of free.statuses.entries()) {
        const bps =
          status === 'below_baseline'
            ? parts.below_baseline_bps
            : status === 'ranked' || status === 'unscored'
              ? 0
              : parts.forfeit_bps
        const slice = (near * BigInt(bps)) / 10_000n
        taken += slice
        if (status === 'ranked') continue
        t.is(penalised.credits[i], near - slice, `${status} lost another part`)
        t.is(penalised.ranks[i], undefined, 'a penalised entry is ranked')
        if (slice > 0n) sliced++
      }
      for (const [j, bond] of penalised.bonds.entries()) {
        const hidden = (chosen.scores[j] ?? []).filter(
          ({ isOpened }, i) => !isOpened && ['honest', 'copies'].includes(chosen.conduct[i] ?? ''),
        )
        const conduct = penalised.conducts[j] ?? { missed: 0, flagged: 0 }
        t.is(conduct.missed, hidden.length)
        const lost = 10n * near - bond
        t.is(lost, lossOf(parts, conduct, j === chosen.saltless ? 1 : 0))
        taken += lost
        if (lost > 0n) slashed++
      }
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
