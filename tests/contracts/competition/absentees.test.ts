/** What happens when some are silent, some lie, and others call everything at the first instant. */
import type {
  CompetitionView,
  EnrolmentView,
  EntryView,
  EvaluatorView,
  ProofView,
  RankView,
} from '@research-hub/contracts/competition/interface'
import { parseEvents, rankedEntries } from '@research-hub/sdk'
import { leaderboard } from '@research-hub/sdk/codecs'
import test, { type ExecutionContext } from 'ava'
import {
  type CompetitionFixture,
  competitionFixture,
  contractId,
  evaluators,
  researchers,
} from '../../support/competition-fixture.js'
import {
  applyAs,
  artifactOf,
  commitAs,
  commitScoresAs,
  enrolAs,
  finishRound,
  type Opened,
  openOne,
  playRound,
  revealAs,
  revealSaltAs,
  revealScoresAs,
  toPhase,
} from '../../support/competition-round.js'
import { requireExactBooks } from '../../support/exact-books.js'
import { refused } from '../../support/refused.js'
import { near, secondNs } from '../../support/units.js'

const [ann = '', bob = '', cat = '', dan = ''] = researchers
const [ev0 = '', ev1 = '', ev2 = '', ev3 = ''] = evaluators
const judges = [ev0, ev1, ev2, ev3]

/** What a judge says of an entrant; undefined where it seals nothing. */
type Says = (judge: string, entrant: string) => number | undefined

/** From registration to the challenge window; `hides` seals and does not open. */
async function judged(
  f: CompetitionFixture,
  { cid }: Opened,
  entrants: readonly string[],
  says: Says,
  { saltless = [], hides = [] }: { saltless?: readonly string[]; hides?: readonly string[] } = {},
): Promise<void> {
  for (const who of entrants) await applyAs(f, cid, who)
  for (const judge of judges) await enrolAs(f, cid, judge)
  await toPhase(f, cid, 'commit')
  for (const who of entrants) await commitAs(f, cid, who)
  await toPhase(f, cid, 'reveal')
  for (const who of entrants) await revealAs(f, cid, who)
  for (const judge of judges) if (!saltless.includes(judge)) await revealSaltAs(f, cid, judge)
  await toPhase(f, cid, 'eval_commit')
  await f.as('stranger').competition.fix_seed({ cid })
  for (const judge of judges)
    for (const who of entrants) {
      const score = says(judge, who)
      if (score !== undefined) await commitScoresAs(f, cid, judge, who, [score, score])
    }
  await toPhase(f, cid, 'eval_reveal')
  for (const judge of judges)
    for (const who of entrants) {
      const score = says(judge, who)
      if (score === undefined || hides.includes(judge)) continue
      await revealScoresAs(f, cid, judge, who, [score, score])
    }
  await toPhase(f, cid, 'challenge')
}

async function bondsAfter(f: CompetitionFixture, cid: string): Promise<bigint[]> {
  const bonds: bigint[] = []
  for (const evaluator_id of judges) {
    await f.as('stranger').competition.settle_evaluator({ cid, evaluator_id })
    const { bond } = await f.view<EvaluatorView>('evaluator', { account_id: evaluator_id })
    bonds.push(BigInt(bond))
  }
  return bonds
}

const credit = async (f: CompetitionFixture, account_id: string): Promise<bigint> =>
  BigInt(await f.view<string>('credit_of', { account_id, token: 'NEAR' }))
const rankingOf = async (f: CompetitionFixture, cid: string): Promise<string[]> =>
  (await f.view<RankView[]>('page', { cid, from_rank: 1 })).map(({ account_id }) => account_id)
const now = (f: CompetitionFixture): bigint => f.devnet.chain.head().header.timestampNs

/** Silence, salts and outliers cost a quarter, a quarter and an eighth of NEAR each. */
const silence = near / 4n
const outlier = near / 8n

test('INV-115 INV-128 seed lockout: fix_seed at the first instant shuts nobody out; a salt not shown costs its owner, not the round', async (t) => {
  const f = await competitionFixture()
  const opened = await openOne(f)
  const { cid } = opened
  const truth: Says = (_judge, who) => (who === ann ? 900_000 : 400_000)
  await judged(f, opened, [ann, bob], truth, { saltless: [ev2] })
  await finishRound(f, cid, [ann, bob])
  t.deepEqual(await rankingOf(f, cid), [ann, bob])
  t.deepEqual(
    await bondsAfter(f, cid),
    [0n, 0n, silence, 0n].map((loss) => 10n * near - loss),
  )
  await requireExactBooks(t, f.devnet, contractId)
  await f.devnet.close()
})

test('INV-115 the guaranteed window: salts are taken until one nanosecond before the seed may be fixed', async (t) => {
  const f = await competitionFixture()
  const { cid } = await openOne(f)
  await applyAs(f, cid, ann)
  for (const judge of judges) await enrolAs(f, cid, judge)
  await toPhase(f, cid, 'commit')
  await commitAs(f, cid, ann)
  await toPhase(f, cid, 'reveal')
  await revealAs(f, cid, ann)
  const { seed_at_ns } = await f.view<CompetitionView>('competition', { cid })
  // A call's block comes within seconds of the one before; both sides of the end are tried.
  f.devnet.advanceTime(BigInt(seed_at_ns) - 20n * secondNs - now(f))
  await refused(t, 'ERR_SEED_EARLY', f.as('stranger').competition.fix_seed({ cid }))
  await revealSaltAs(f, cid, ev0)
  t.true(now(f) < BigInt(seed_at_ns))
  f.devnet.advanceTime(BigInt(seed_at_ns) - now(f))
  await refused(t, 'ERR_PHASE', revealSaltAs(f, cid, ev1))
  await f.as('stranger').competition.fix_seed({ cid })
  await f.devnet.close()
})

test('INV-128 lazy evaluators: who holds back can seal nothing once anything is opened, and loses its stake though the round is void', async (t) => {
  const f = await competitionFixture()
  const opened = await openOne(f)
  const { cid } = opened
  // One honest evaluator opens; two wait for its scores, one has sealed nonsense and hides it.
  const says: Says = (judge, who) =>
    judge === ev0 ? (who === ann ? 900_000 : 400_000) : judge === ev3 ? 1 : undefined
  await judged(f, opened, [ann, bob, cat], says, { hides: [ev3] })
  for (let step = 0; step < 3; step++) {
    for (const lazy of [ev1, ev2, ev3]) {
      await refused(t, 'ERR_PHASE', commitScoresAs(f, cid, lazy, ann, [900_000, 900_000]))
      await refused(t, 'ERR_PHASE', revealScoresAs(f, cid, lazy, ann, [1, 1]))
    }
    for (const account_id of step === 0 ? [ann, bob, cat] : [])
      await f.as('stranger').competition.tally({ cid, account_id })
    if (step === 1) await toPhase(f, cid, 'results')
    if (step === 2) f.devnet.advanceTime(1001n * secondNs)
  }
  await refused(t, 'ERR_TOO_FEW_RANKED', f.as('stranger').competition.finalise({ cid }))
  const before = [await credit(f, ann), await credit(f, bob), await credit(f, cat)]
  await f.as('stranger').competition.void_competition({ cid })
  // Three scores each, a quarter of NEAR for each of them: those who showed something share it.
  t.deepEqual(
    await bondsAfter(f, cid),
    [0n, 3n, 3n, 3n].map((scores) => 10n * near - scores * silence),
  )
  for (const account_id of [ann, bob, cat])
    await f.as('stranger').competition.close_entry({ cid, account_id })
  const after = [await credit(f, ann), await credit(f, bob), await credit(f, cat)]
  const gained = after.map((each, i) => each - (before[i] ?? 0n))
  t.is(
    gained.reduce((sum, each) => sum + each, 0n),
    3n * near + 9n * silence,
  )
  for (const each of gained) t.true(each >= near + 3n * silence && each <= near + 3n * silence + 2n)
  await f.as('stranger').competition.refund({ cid, account_id: 'funder.hub.near' })
  t.is(await credit(f, 'funder.hub.near'), 10n * near)
  await requireExactBooks(t, f.devnet, contractId)
  await f.devnet.close()
})

test('INV-111 INV-128 minority sinks: one liar and one absentee of three change nothing, and both pay', async (t) => {
  const f = await competitionFixture()
  const opened = await openOne(f, { evaluator_fee_bps: 1000 })
  const { cid } = opened
  const says: Says = (judge, who) =>
    judge === ev1 ? undefined : who === bob ? 400_000 : judge === ev2 ? 0 : 900_000
  await judged(f, opened, [ann, bob], says)
  await finishRound(f, cid, [ann, bob])
  const entry = await f.view<EntryView>('entry', { cid, account_id: ann })
  t.like(entry, { status: 'ranked', score: 900_000 })
  t.deepEqual(entry.flagged.slice(0, 4), [false, false, true, false])
  t.deepEqual(await rankingOf(f, cid), [ann, bob])
  const final = await f.view<CompetitionView>('competition', { cid })
  const seen = await f.view<EnrolmentView>('enrolment', { cid, evaluator_id: ev2 })
  t.like(seen, { missed: 0, flagged: 1, earned: 1 })
  t.deepEqual(
    await bondsAfter(f, cid),
    [0n, 2n * silence, outlier, 0n].map((loss) => 10n * near - loss),
  )
  // Five scores earned something: a tenth of the prize, to the yocto what left the escrow.
  const fees = [
    await credit(f, ev0),
    await credit(f, ev1),
    await credit(f, ev2),
    await credit(f, ev3),
  ]
  const part = near / 5n
  t.deepEqual(fees, [2n * part, 0n, part, 2n * part])
  t.is(BigInt(final.fees), near)
  for (const account_id of [ann, bob]) await f.as('stranger').competition.claim({ cid, account_id })
  t.is((await credit(f, ann)) + (await credit(f, bob)), 11n * near + 2n * silence + outlier)
  await requireExactBooks(t, f.devnet, contractId)
  await f.devnet.close()
})

test('INV-129 instant finalise: who tallies himself alone ends nothing, and gets nothing', async (t) => {
  const f = await competitionFixture()
  const opened = await openOne(f, { quorum_bps: 5000 })
  const { cid } = opened
  await playRound(f, opened, { scores: { [ann]: 900_000, [bob]: 800_000, [cat]: 5000 } })
  await f.as(cat).competition.tally({ cid, account_id: cat })
  await refused(t, 'ERR_PHASE', f.as(cat).competition.finalise({ cid }))
  await toPhase(f, cid, 'results')
  await refused(t, 'ERR_TALLY_OPEN', f.as(cat).competition.finalise({ cid }))
  const open = f.devnet.snapshot()
  f.devnet.advanceTime(1001n * secondNs)
  await refused(t, 'ERR_TOO_FEW_RANKED', f.as(cat).competition.finalise({ cid }))
  f.devnet.revert(open)
  for (const account_id of [ann, bob]) await f.as('stranger').competition.tally({ cid, account_id })
  await f.as(cat).competition.finalise({ cid })
  t.deepEqual(await rankingOf(f, cid), [ann, bob, cat])
  await f.devnet.close()
})

test('INV-130 registration siege: places left late cost the forfeit, and a newcomer who waited has one', async (t) => {
  const f = await competitionFixture()
  const opened = await openOne(f, { max_entrants: 3 })
  const { cid } = opened
  const before = await credit(f, ann)
  for (const who of [ann, bob, cat, dan]) await applyAs(f, cid, who)
  t.like(await f.view<EntryView>('entry', { cid, account_id: dan }), { status: 'applied' })
  // Left during registration, a place costs nothing and is free at once.
  await f.as(cat).competition.withdraw_entry({ cid })
  t.is(await credit(f, cat), near)
  await f.as(dan).competition.take_place({ cid })
  await applyAs(f, cid, cat)
  await refused(t, 'ERR_FULL', f.as(cat).competition.take_place({ cid }))
  for (const judge of judges) await enrolAs(f, cid, judge)
  await toPhase(f, cid, 'commit')
  const forfeit = (near * 1500n) / 10_000n
  for (const who of [ann, bob]) {
    await f.as(who).competition.withdraw_entry({ cid })
    t.is(await credit(f, who), near - forfeit)
    await refused(t, 'ERR_ENTRY_STATUS', f.as(who).competition.withdraw_entry({ cid }))
    await refused(t, 'ERR_ENTRY_STATUS', commitAs(f, cid, who))
    await refused(t, 'ERR_ENTRY_STATUS', f.as(who).competition.take_place({ cid }))
  }
  await f.as(cat).competition.take_place({ cid })
  for (const who of [cat, dan]) await commitAs(f, cid, who)
  await toPhase(f, cid, 'reveal')
  await refused(t, 'ERR_PHASE', f.as(cat).competition.withdraw_entry({ cid }))
  for (const who of [cat, dan]) await revealAs(f, cid, who)
  const off = f.devnet.snapshot()
  await finishFrom(f, opened, { [cat]: 700_000, [dan]: 600_000 })
  const final = await f.view<CompetitionView>('competition', { cid })
  t.is(BigInt(final.forfeited), 2n * forfeit + 4n * silence, 'two places and four salts')
  // Nobody shows anything more: the forfeits go back with everything else.
  f.devnet.revert(off)
  await toPhase(f, cid, 'results')
  f.devnet.advanceTime(1001n * secondNs)
  await f.as('stranger').competition.void_competition({ cid })
  await f.as('stranger').competition.close_entry({ cid, account_id: ann })
  t.is(await credit(f, ann), before + near)
  await requireExactBooks(t, f.devnet, contractId)
  await f.devnet.close()
})

/** From reveals on to final, without salts. */
async function finishFrom(
  f: CompetitionFixture,
  { cid }: Opened,
  scores: Readonly<Record<string, number>>,
): Promise<void> {
  await toPhase(f, cid, 'eval_commit')
  await f.as('stranger').competition.fix_seed({ cid })
  for (const judge of judges)
    for (const [who, score] of Object.entries(scores))
      await commitScoresAs(f, cid, judge, who, [score, score])
  await toPhase(f, cid, 'eval_reveal')
  for (const judge of judges)
    for (const [who, score] of Object.entries(scores))
      await revealScoresAs(f, cid, judge, who, [score, score])
  await toPhase(f, cid, 'challenge')
  await finishRound(f, cid, Object.keys(scores))
}

test('INV-131 credit farm: entering and leaving ten times grants nothing; credits come once, with a place that costs something, and go back with it', async (t) => {
  const f = await competitionFixture()
  const { cid } = await openOne(f, { resource_credits: '1000' })
  const told = async () =>
    (await f.devnet.view('ladder.hub.near', 'received')) as { count: number; method: string }
  for (let i = 0; i < 10; i++) {
    await applyAs(f, cid, ann)
    const mine = { cid, account_id: ann }
    await refused(t, 'ERR_PHASE', f.as('stranger').competition.request_credits(mine))
    await f.as(ann).competition.withdraw_entry({ cid })
  }
  t.is((await told()).count, 0)
  await applyAs(f, cid, ann)
  await toPhase(f, cid, 'commit')
  const mine = { cid, account_id: ann }
  await f.as(ann).competition.request_credits(mine)
  t.like(await told(), { count: 1, method: 'grant_credits' })
  await refused(t, 'ERR_NO_CREDITS', f.as(ann).competition.request_credits(mine))
  await f.as(ann).competition.withdraw_entry({ cid })
  t.like(await told(), { count: 2, method: 'return_credits' })
  await refused(t, 'ERR_NO_CREDITS', f.as(ann).competition.request_credits(mine))
  await refused(t, 'ERR_PHASE', applyAs(f, cid, ann))
  await f.devnet.close()
})

test('INV-109 overlapping competitions: an artefact is ranked in one of them, also for its own account, and not again next month', async (t) => {
  const f = await competitionFixture()
  const first = await openOne(f)
  const second = await openOne(f)
  const root = artifactOf(ann)
  for (const { cid } of [first, second]) {
    await applyAs(f, cid, ann)
    for (const judge of judges) await enrolAs(f, cid, judge)
  }
  await toPhase(f, second.cid, 'commit')
  // Committed to the second one first.
  for (const { cid } of [second, first]) await commitAs(f, cid, ann)
  await toPhase(f, first.cid, 'reveal')
  await revealAs(f, first.cid, ann)
  await toPhase(f, second.cid, 'reveal')
  await revealAs(f, second.cid, ann, root)
  const scores = { [ann]: 700_000 }
  const judgeAll = async (cid: string) => {
    await f.as('stranger').competition.fix_seed({ cid })
    for (const judge of judges) await commitScoresAs(f, cid, judge, ann, [700_000, 700_000])
  }
  await toPhase(f, second.cid, 'eval_commit')
  for (const { cid } of [first, second]) await judgeAll(cid)
  await toPhase(f, second.cid, 'eval_reveal')
  for (const { cid } of [first, second])
    for (const judge of judges) await revealScoresAs(f, cid, judge, ann, [700_000, 700_000])
  await toPhase(f, second.cid, 'challenge')
  const statuses: string[] = []
  for (const { cid } of [first, second]) {
    await f.as('stranger').competition.tally({ cid, account_id: ann })
    statuses.push((await f.view<EntryView>('entry', { cid, account_id: ann })).status)
  }
  t.deepEqual(statuses, ['duplicate', 'ranked'])
  await toPhase(f, second.cid, 'results')
  await f.as('stranger').competition.finalise({ cid: second.cid })
  await f.as('stranger').competition.claim({ cid: second.cid, account_id: ann })
  await toPhase(f, second.cid, 'closed')
  await f.as('stranger').competition.close_entry({ cid: second.cid, account_id: ann })
  const later = await openOne(f)
  await playRound(f, later, { scores })
  await f.as('stranger').competition.tally({ cid: later.cid, account_id: ann })
  const again = await f.view<EntryView>('entry', { cid: later.cid, account_id: ann })
  t.is(again.status, 'duplicate')
  await f.devnet.close()
})

test('INV-132 the record of an evaluator is not wiped by unbonding, and goes a year after its last round', async (t) => {
  const f = await competitionFixture()
  const opened = await openOne(f)
  const { cid } = opened
  const says: Says = (judge) => (judge === ev1 ? undefined : judge === ev2 ? 0 : 900_000)
  await judged(f, opened, [ann], says)
  await finishRound(f, cid, [ann])
  await bondsAfter(f, cid)
  const settledNs = now(f)
  for (const who of [ev1, ev2]) await f.as(who).competition.request_unbond()
  f.devnet.advanceTime(1_209_600n * secondNs)
  for (const who of [ev1, ev2]) await f.as(who).competition.unbond()
  await keeps(t, f, ev1, { bond: '0', rounds: 1, missed: 1, flagged: 0 })
  await keeps(t, f, ev2, { bond: '0', rounds: 1, missed: 0, flagged: 1 })
  await refused(t, 'ERR_NO_BOND', f.as(ev1).competition.unbond())
  await f.as(ev1).competition.register_evaluator({}, near)
  await keeps(t, f, ev1, { bond: `${near}`, missed: 1 })
  const yearNs = 31_536_000n * secondNs
  f.devnet.advanceTime(settledNs + yearNs - 200n * secondNs - now(f))
  await refused(t, 'ERR_NO_BOND', f.as(ev2).competition.unbond())
  f.devnet.advanceTime(settledNs + yearNs - now(f))
  await f.as(ev2).competition.unbond()
  t.is(await f.view('evaluator', { account_id: ev2 }), null)
  await requireExactBooks(t, f.devnet, contractId)
  await f.devnet.close()
})

async function keeps(
  t: ExecutionContext,
  f: CompetitionFixture,
  account_id: string,
  wanted: Partial<EvaluatorView>,
): Promise<void> {
  t.like(await f.view<EvaluatorView>('evaluator', { account_id }), wanted)
}

test('INV-107 INV-133 proofs do not die: entries closed by strangers leave no proof of another root, and everybody rebuilds those of the published one', async (t) => {
  const f = await competitionFixture()
  const opened = await openOne(f)
  const { cid } = opened
  const scores = { [ann]: 900_000, [bob]: 800_000, [cat]: 700_000, [dan]: 600_000 }
  await playRound(f, opened, { scores })
  const logs: string[] = []
  for (const account_id of Object.keys(scores)) {
    const { receipts } = await f.as('stranger').competition.tally({ cid, account_id })
    for (const receipt of receipts) logs.push(...receipt.logs)
  }
  await toPhase(f, cid, 'results')
  await f.as('stranger').competition.finalise({ cid })
  const { results_root } = await f.view<CompetitionView>('competition', { cid })
  const proofOf = (account_id: string) => f.view<ProofView | null>('proof', { cid, account_id })
  const proofs = new Map<string, string>()
  for (const account_id of Object.keys(scores)) {
    const shown = await proofOf(account_id)
    t.is(shown?.root, results_root)
    proofs.set(account_id, shown?.proof ?? '')
    await f.as('stranger').competition.claim({ cid, account_id })
    await refused(t, 'ERR_PHASE', f.as('stranger').competition.close_entry({ cid, account_id }))
  }
  await toPhase(f, cid, 'closed')
  await f.as('stranger').competition.close_entry({ cid, account_id: ann })
  for (const account_id of [ann, bob, cat, dan]) t.is(await proofOf(account_id), null)
  const rebuilt = leaderboard(rankedEntries(BigInt(cid), parseEvents(logs)))
  t.is(rebuilt.root, results_root)
  for (const [account, proof] of proofs) t.is(rebuilt.proofOf(account), proof)
  await f.devnet.close()
})

test('INV-109 a competition that comes to nothing frees no artefact for a copier: it stays its account to enter again', async (t) => {
  const f = await competitionFixture()
  const first = await openOne(f)
  await applyAs(f, first.cid, ann)
  for (const judge of judges) await enrolAs(f, first.cid, judge)
  await toPhase(f, first.cid, 'commit')
  await commitAs(f, first.cid, ann)
  await toPhase(f, first.cid, 'reveal')
  await revealAs(f, first.cid, ann)
  // Nobody judges it. A copier clears the entry that is in its way, and enters what it saw.
  await toPhase(f, first.cid, 'results')
  f.devnet.advanceTime(1000n * secondNs)
  await f.as(bob).competition.void_competition({ cid: first.cid })
  await f.as(bob).competition.close_entry({ cid: first.cid, account_id: ann })
  const third = await openOne(f)
  await playRound(f, third, {
    scores: { [bob]: 800_000, [ann]: 700_000 },
    roots: { [bob]: artifactOf(ann) },
  })
  for (const account_id of [bob, ann])
    await f.as('stranger').competition.tally({ cid: third.cid, account_id })
  const statuses = []
  for (const account_id of [bob, ann])
    statuses.push((await f.view<EntryView>('entry', { cid: third.cid, account_id })).status)
  t.deepEqual(statuses, ['duplicate', 'ranked'])
  await requireExactBooks(t, f.devnet, contractId)
  await f.devnet.close()
})

test('INV-130 an organiser gives places in registration only: one that comes too late would cost its entrant the forfeit', async (t) => {
  const f = await competitionFixture()
  const { cid } = await openOne(f, { admission: 'list' })
  for (const who of [ann, bob]) await applyAs(f, cid, who)
  await f.as('organiser').competition.admit({ cid, account_ids: [ann] })
  await toPhase(f, cid, 'commit')
  await refused(t, 'ERR_PHASE', f.as('organiser').competition.admit({ cid, account_ids: [bob] }))
  await f.as(bob).competition.withdraw_entry({ cid })
  t.is(await credit(f, bob), near)
  await f.devnet.close()
})
