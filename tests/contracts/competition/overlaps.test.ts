/** Rounds of several series that overlap at random, with the same people in them, until nothing is left. */
import type {
  CompetitionView,
  EntryView,
  EvaluatorView,
} from '@research-hub/contracts/competition/interface'
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
  artifactOf,
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

const entrants = researchers.slice(0, 3)
const judges = evaluators.slice(0, 4)
const config = {
  ...baseConfig,
  prize: `${near}`,
  bond: `${near / 10n}`,
  evaluator_fee_bps: 500,
  keep_s: 86_400,
}

/** Perhaps a new round; in each one, with luck, what its phase allows; and then time. */
const turn = fc.record({
  rolls: fc.constantFrom(true, false, false),
  luck: fc.integer({ min: 0, max: 2 ** 24 - 1 }),
  waitS: fc.constantFrom(250, 400, 600, 800),
})
const plan = fc.record({
  /** How many artefacts there are for how many people: several enter the same. */
  artifacts: fc.integer({ min: 1, max: 3 }),
  turns: fc.array(turn, { minLength: 18, maxLength: 26 }),
})

const phaseOf = async (f: CompetitionFixture, cid: string) =>
  (await f.view<{ phase: string }>('phase', { cid })).phase

async function refusedAtMost(t: ExecutionContext, calling: Promise<unknown>): Promise<string> {
  const code = await codeFrom(calling)
  t.regex(code, /^(ERR_[A-Z_]+)?$/)
  t.not(code, 'ERR_INVARIANT')
  return code
}

/** Everything that the phase of a competition is for, some of it left out. */
async function act(
  t: ExecutionContext,
  f: CompetitionFixture,
  cid: string,
  artifacts: number,
  luck: number,
): Promise<void> {
  let bits = luck
  const lucky = (): boolean => {
    bits = (bits * 1_103_515_245 + 12_345) % 2 ** 31
    return (bits >> 8) % 8 !== 0
  }
  const sometimes = async (call: () => Promise<unknown>): Promise<void> => {
    if (lucky()) await refusedAtMost(t, call())
  }
  const rootOf = (i: number): string => artifactOf(`shared ${i % artifacts}`)
  const { competition } = f.as('stranger')
  switch (await phaseOf(f, cid)) {
    case 'registration':
      for (const who of entrants)
        await sometimes(() => f.as(who).competition.apply({ cid }, near / 10n))
      for (const judge of judges) await sometimes(() => enrolAs(f, cid, judge))
      return
    case 'commit':
      for (const [i, who] of entrants.entries()) {
        await sometimes(() => commitAs(f, cid, who, rootOf(i)))
        if (!lucky()) await refusedAtMost(t, f.as(who).competition.withdraw_entry({ cid }))
      }
      for (const judge of judges) await sometimes(() => enrolAs(f, cid, judge))
      return
    case 'reveal':
      for (const [i, who] of entrants.entries())
        await sometimes(() => revealAs(f, cid, who, rootOf(i)))
      for (const judge of judges) await sometimes(() => revealSaltAs(f, cid, judge))
      return
    case 'seed':
      for (const judge of judges) await sometimes(() => revealSaltAs(f, cid, judge))
      return
    case 'eval_commit':
      await refusedAtMost(t, competition.fix_seed({ cid }))
      for (const judge of judges)
        for (const [i, who] of entrants.entries())
          await sometimes(() => commitScoresAs(f, cid, judge, who, [9000 * (i + 1), 9000]))
      return
    case 'eval_reveal':
      for (const judge of judges)
        for (const [i, who] of entrants.entries())
          await sometimes(() => revealScoresAs(f, cid, judge, who, [9000 * (i + 1), 9000]))
      return
    case 'challenge':
    case 'results':
      for (const account_id of entrants)
        await sometimes(() => competition.tally({ cid, account_id }))
      await sometimes(() => competition.finalise({ cid }))
      return
    case 'final':
      for (const account_id of entrants)
        await sometimes(() => competition.claim({ cid, account_id }))
      for (const evaluator_id of judges)
        await sometimes(() => competition.settle_evaluator({ cid, evaluator_id }))
  }
}

/** Strangers end what is left; returns the artefact roots that were ranked in final results. */
async function end(t: ExecutionContext, f: CompetitionFixture, cid: string): Promise<string[]> {
  const { competition } = f.as('stranger')
  for (let i = 0; i < 14; i++) {
    const { phase, ends_at_ns } = await f.view<{ phase: string; ends_at_ns: string }>('phase', {
      cid,
    })
    if (phase === 'closed' || phase === 'void' || phase === 'cancelled') break
    await refusedAtMost(t, competition.fix_seed({ cid }))
    for (const account_id of entrants)
      await refusedAtMost(t, competition.tally({ cid, account_id }))
    await refusedAtMost(t, competition.finalise({ cid }))
    await refusedAtMost(t, competition.void_competition({ cid }))
    for (const account_id of entrants)
      await refusedAtMost(t, competition.claim({ cid, account_id }))
    const left = BigInt(ends_at_ns) - f.devnet.chain.head().header.timestampNs
    if (left > 0n) f.devnet.advanceTime(left)
    f.devnet.produceBlocks(1)
  }
  const ranked: string[] = []
  const { finalised_at_ns } = await f.view<CompetitionView>('competition', { cid })
  for (const account_id of entrants) {
    const entry = await f.view<EntryView | null>('entry', { cid, account_id })
    if (finalised_at_ns !== '0' && entry?.status === 'ranked')
      ranked.push(entry.artifact_root ?? '')
    if (entry !== null)
      t.is(await refusedAtMost(t, competition.close_entry({ cid, account_id })), '')
  }
  for (const evaluator_id of judges) {
    await refusedAtMost(t, competition.settle_evaluator({ cid, evaluator_id }))
    for (const account_id of entrants)
      await refusedAtMost(t, competition.clear_scores({ cid, account_id, evaluator_id }))
  }
  await refusedAtMost(t, competition.refund({ cid, account_id: 'funder.hub.near' }))
  t.is(await refusedAtMost(t, competition.purge({ cid })), '', 'something is left')
  return ranked
}

async function wealth(f: CompetitionFixture): Promise<{ all: bigint; bonds: bigint }> {
  let credits = 0n
  let bonds = 0n
  for (const account_id of [...entrants, ...evaluators, 'funder.hub.near', 'organiser.hub.near'])
    credits += BigInt(await f.view<string>('credit_of', { account_id, token: 'NEAR' }))
  for (const account_id of evaluators)
    bonds += BigInt((await f.view<EvaluatorView>('evaluator', { account_id })).bond)
  return { all: credits + bonds, bonds }
}

const lockedIn = async (f: CompetitionFixture): Promise<bigint> =>
  BigInt((await f.view<{ locked: string }>('solvency', { token: 'NEAR' })).locked)

test('INV-109 INV-113 INV-116 INV-118 rounds of several series that overlap at random: no artefact is ranked twice, stakes add up, and nothing is left behind', async (t) => {
  const f = await competitionFixture('overlaps')
  let finals = 0
  await fuzzAsync(
    t,
    fc.asyncProperty(plan, async ({ artifacts, turns }) => {
      f.devnet.revert(f.start)
      const cids: string[] = []
      const args = { config, period_s: 86_400 }
      const before = await wealth(f)
      let paidIn = 0n
      for (const { rolls, luck, waitS } of turns) {
        if (rolls && cids.length < 4) {
          const { json: series_id } = await f.as('organiser').competition.create_series(args)
          const { json: cid } = await f.as('organiser').competition.roll({ series_id })
          cids.push(String(cid))
          await f.as('funder').competition.fund({ cid }, near)
          paidIn += near
        }
        for (const [i, cid] of cids.entries()) await act(t, f, cid, artifacts, luck + i)
        f.devnet.advanceTime(BigInt(waitS) * secondNs)
        await requireExactBooks(t, f.devnet, contractId)
        const { bonds } = await wealth(f)
        t.true((await lockedIn(f)) >= bonds)
        for (const account_id of judges) {
          const { bond, staked } = await f.view<EvaluatorView>('evaluator', { account_id })
          t.true(BigInt(staked) <= BigInt(bond))
        }
      }
      const ranked: string[] = []
      for (const cid of cids) ranked.push(...(await end(t, f, cid)))
      t.is(new Set(ranked).size, ranked.length, 'an artefact was ranked twice')
      if (ranked.length > 0) finals++
      const after = await wealth(f)
      t.is(await lockedIn(f), after.bonds)
      for (const account_id of judges)
        t.is((await f.view<EvaluatorView>('evaluator', { account_id })).staked, '0')
      // Bonds came from outside as deposits, so did prizes.
      t.true(after.all >= before.all + paidIn)
      t.is((after.all - before.all - paidIn) % (near / 10n), 0n, 'to the yocto')
    }),
    3,
  )
  t.log(`${finals} with results`)
  t.true(finals > 0)
  await f.devnet.close()
})
