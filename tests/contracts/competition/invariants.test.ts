import type { CompetitionView, EntryView } from '@research-hub/contracts/competition/interface'
import test, { type ExecutionContext } from 'ava'
import fc from 'fast-check'
import { CallError } from '../../support/calls.js'
import {
  baseConfig,
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
import { fuzzAsync } from '../../support/fuzz.js'
import { near } from '../../support/units.js'

const [a = '', b = '', c = ''] = researchers
const judges = evaluators.slice(0, 4)
const people = [
  ...researchers,
  ...evaluators,
  'organiser.hub.near',
  'funder.hub.near',
  'donor.hub.near',
]

type Command = {
  readonly kind: string
  readonly who: number
  readonly judge: number
  readonly value: number
}

const kinds = [
  ...['fund', 'donate', 'apply', 'withdraw', 'commit', 'copy', 'reveal', 'enrol', 'salt', 'seed'],
  ...['seal', 'seal', 'open', 'open', 'tally', 'finalise', 'void', 'cancel', 'claim', 'close'],
  ...['refund', 'settle', 'wait', 'wait', 'wait', 'hostile', 'neighbour'],
]
const command: fc.Arbitrary<Command> = fc.record({
  kind: fc.constantFrom(...kinds),
  who: fc.nat({ max: 2 }),
  judge: fc.nat({ max: 3 }),
  value: fc.nat({ max: 1_048_575 }),
})

const step = (kind: string, who = 0, judge = 0): Command => ({ kind, who, judge, value: 1 })
const everyone = (kind: string): Command[] => [0, 1, 2].map((who) => step(kind, who))
const everyJudge = (kind: string): Command[] => [0, 1, 2, 3].map((judge) => step(kind, 0, judge))
const everyPair = (kind: string): Command[] =>
  [0, 1, 2].flatMap((who) => [0, 1, 2, 3].map((judge) => step(kind, who, judge)))

/** A round as it should go; one entrant copies another. */
const script: readonly Command[] = [
  ...[step('apply', 2), ...everyJudge('enrol'), step('wait')],
  ...[step('commit', 0), step('copy', 1), step('commit', 2), step('wait')],
  ...[...everyone('reveal'), ...everyJudge('salt'), step('wait'), step('wait'), step('seed')],
  ...[...everyPair('seal'), step('wait'), ...everyPair('open'), step('wait')],
  ...[...everyone('tally'), step('wait'), step('finalise'), ...everyone('claim')],
]

/** The round with steps missing and others thrown in. */
const disturbed: fc.Arbitrary<Command[]> = fc
  .tuple(
    fc.array(fc.nat({ max: 19 }), { minLength: script.length, maxLength: script.length }),
    fc.array(fc.tuple(fc.nat({ max: script.length }), command), { maxLength: 6 }),
  )
  .map(([luck, extras]) =>
    script.flatMap((each, i) => [
      ...extras.filter(([at, { kind }]) => at === i && kind !== 'wait').map(([, extra]) => extra),
      ...(luck[i] === 0 && each.kind !== 'wait' ? [] : [each]),
    ]),
  )

test('INV-112 INV-116 INV-118 a round with mishaps pays prizes, slices and penalties to the yocto', async (t) => {
  const f = await competitionFixture()
  let finals = 0
  await fuzzAsync(
    t,
    fc.asyncProperty(disturbed, async (commands) => {
      f.devnet.revert(f.start)
      if (await runAll(t, f, commands)) finals++
    }),
    3,
  )
  t.true(finals > 0, 'some round becomes final')
  await f.devnet.close()
})

test('INV-112 INV-113 INV-116 INV-117 INV-118 INV-119 any interleaving, hostile calls and a failing ladder included, ends by calls of anyone with every yocto and byte returned', async (t) => {
  const f = await competitionFixture()
  await fuzzAsync(
    t,
    fc.asyncProperty(fc.array(command, { minLength: 20, maxLength: 35 }), async (commands) => {
      f.devnet.revert(f.start)
      await runAll(t, f, commands)
    }),
    3,
  )
  await f.devnet.close()
})

async function runAll(
  t: ExecutionContext,
  f: CompetitionFixture,
  commands: readonly Command[],
): Promise<boolean> {
  const config = { ...baseConfig, prize: `${3n * near}`, keep_s: 86_400, evaluator_fee_bps: 700 }
  const series = await f.as('organiser').competition.create_series({ config, period_s: 2_592_000 })
  const before = await wealth(f)
  const { json } = await f.as('organiser').competition.roll({ series_id: series.json })
  const opened: Opened = { cid: String(json), config }
  const { cid } = opened
  // Every run has some of what it takes; the rest is chance.
  for (const who of ['funder', 'funder']) await f.as(who).competition.fund({ cid }, 2n * near)
  for (const who of [a, b]) await applyAs(f, cid, who)
  let putIn = 6n * near
  for (const each of commands) {
    if (await isTaken(t, each.kind, runOne(f, opened, each))) putIn += depositOf(each)
    await checkMoney(t, f, opened)
  }
  const isFinal = await endByAnyone(t, f, opened)
  const after = await wealth(f)
  t.is((await totals(f)).locked, after.bonds, 'only the evaluators bonds stay')
  t.is(after.credits + after.bonds, before.credits + before.bonds + putIn, 'to the yocto')
  t.is(after.bytes, before.bytes + after.kept, 'to the byte')
  return isFinal
}

/** A call may be refused with a code of ours; nothing else may happen to it. */
async function isTaken(
  t: ExecutionContext,
  what: string,
  call: Promise<unknown>,
): Promise<boolean> {
  try {
    await call
    return true
  } catch (error) {
    if (!(error instanceof CallError) || !error.code.startsWith('ERR_')) throw error
    t.not(error.code, 'ERR_INVARIANT', what)
    return false
  }
}

async function runOne(f: CompetitionFixture, { cid }: Opened, command: Command): Promise<unknown> {
  const who = researchers[command.who] ?? a
  const judge = judges[command.judge] ?? ''
  const scores = [command.value, command.value]
  const account = { cid, account_id: who }
  switch (command.kind) {
    case 'fund':
      return f.as('funder').competition.fund({ cid }, BigInt(command.value) + 1n)
    case 'donate':
      return f.as('donor').competition.fund({ cid }, near / 3n)
    case 'apply':
      return applyAs(f, cid, who)
    case 'withdraw':
      return f.as(who).competition.withdraw_entry({ cid })
    case 'commit':
      return commitAs(f, cid, who)
    case 'copy':
      return commitAs(f, cid, who, artifactOf(a))
    case 'reveal':
      return revealAs(f, cid, who).catch(() => revealAs(f, cid, who, artifactOf(a)))
    case 'enrol':
      return enrolAs(f, cid, judge)
    case 'salt':
      return revealSaltAs(f, cid, judge)
    case 'seed':
      return f.as('stranger').competition.fix_seed({ cid })
    case 'seal':
      return commitScoresAs(f, cid, judge, who, [10_000, 10_000 + command.who])
    case 'open':
      return revealScoresAs(f, cid, judge, who, [10_000, 10_000 + command.who])
    case 'wait': {
      const { ends_at_ns } = await f.view<{ ends_at_ns: string }>('phase', { cid })
      const left = BigInt(ends_at_ns) - f.devnet.chain.head().header.timestampNs
      f.devnet.advanceTime(left > 0n ? left : 1n)
      f.devnet.produceBlocks(1)
      return undefined
    }
    case 'hostile':
      return f
        .as('stranger')
        .competition.admit_seat({
          tier: 1,
          account_id: who,
          season: 9,
          entries: 4,
          outbox_id: '1',
        })
        .catch(() => f.as('stranger').competition.cancel({ cid }))
        .catch(() =>
          f.as('stranger').competition.reveal_scores({ ...account, scores, salt: artifactOf('') }),
        )
    case 'neighbour':
      return f.as('ladder').ladder.set_mode({
        mode: command.value % 2 === 0 ? 'failing' : 'accepting',
      })
    case 'settle':
      return f.as('stranger').competition.settle_evaluator({ cid, evaluator_id: judge })
    case 'cancel':
      // Seldom, or most runs would end here.
      return command.value % 5 === 0 ? f.as('organiser').competition.cancel({ cid }) : undefined
    case 'refund':
      return f.as('stranger').competition.refund({ cid, account_id: 'funder.hub.near' })
    default: {
      const { tally, finalise, void_competition, claim, close_entry } = f.as('stranger').competition
      const calls: Readonly<Record<string, () => Promise<unknown>>> = {
        tally: () => tally(account),
        finalise: () => finalise({ cid }),
        void: () => void_competition({ cid }),
        claim: () => claim(account),
        close: () => close_entry(account),
      }
      return calls[command.kind]?.()
    }
  }
}

function depositOf({ kind, value }: Command): bigint {
  if (kind === 'fund') return BigInt(value) + 1n
  return kind === 'donate' ? near / 3n : kind === 'apply' ? near : 0n
}

type Totals = { readonly locked: bigint; readonly solvent: boolean }

async function totals(f: CompetitionFixture): Promise<Totals> {
  const { locked, solvent } = await f.view<{ locked: string; solvent: boolean }>('solvency', {
    token: 'NEAR',
  })
  return { locked: BigInt(locked), solvent }
}

/** What is locked is escrow, bonds of entries and bonds of evaluators, while nothing is paid yet. */
async function checkMoney(t: ExecutionContext, f: CompetitionFixture, { cid }: Opened) {
  const { locked, solvent } = await totals(f)
  t.true(solvent)
  await requireExactBooks(t, f.devnet, contractId)
  const now = await f.view<CompetitionView>('competition', { cid })
  if (now.finalised_at_ns !== '0') return
  // Of a place given up late, only the forfeit is still here.
  const late = BigInt(now.withdrawn) * ((near * 8500n) / 10_000n)
  const expected = BigInt(now.prize_escrow) + BigInt(now.entries) * near + 90n * near - late
  t.is(locked, expected)
}

/** Nobody but a stranger calls, nothing but time passes. */
async function endByAnyone(
  t: ExecutionContext,
  f: CompetitionFixture,
  opened: Opened,
): Promise<boolean> {
  const { cid } = opened
  const entrants = researchers.slice(0, 3)
  for (let round = 0; round < 16; round++) {
    const { phase } = await f.view<CompetitionView>('competition', { cid })
    if (phase === 'cancelled' || phase === 'void' || phase === 'closed') break
    if (phase === 'challenge' || phase === 'results')
      for (const account_id of entrants)
        await isTaken(t, 'tally', f.as('stranger').competition.tally({ cid, account_id }))
    await isTaken(t, 'finalise', f.as('stranger').competition.finalise({ cid }))
    await isTaken(t, 'void', f.as('stranger').competition.void_competition({ cid }))
    for (const account_id of entrants)
      await isTaken(t, 'claim', f.as('stranger').competition.claim({ cid, account_id }))
    await runOne(f, opened, { kind: 'wait', who: 0, judge: 0, value: 0 })
  }
  await checkShares(t, f, cid, entrants)
  const { finalised_at_ns } = await f.view<CompetitionView>('competition', { cid })
  for (const account_id of entrants)
    await isTaken(t, 'close', f.as('stranger').competition.close_entry({ cid, account_id }))
  for (const evaluator_id of judges) {
    await isTaken(t, 'settle', f.as('stranger').competition.settle_evaluator({ cid, evaluator_id }))
    for (const account_id of entrants) {
      const slot = { cid, account_id, evaluator_id }
      await isTaken(t, 'clear', f.as('stranger').competition.clear_scores(slot))
    }
  }
  for (const account_id of ['funder.hub.near', 'donor.hub.near'])
    await isTaken(t, 'refund', f.as('stranger').competition.refund({ cid, account_id }))
  await t.notThrowsAsync(f.as('stranger').competition.purge({ cid }))
  return finalised_at_ns !== '0'
}

/** In the end ranks are 1 to n, and no artefact root is ranked twice. */
async function checkShares(
  t: ExecutionContext,
  f: CompetitionFixture,
  cid: string,
  entrants: readonly string[],
) {
  const roots: string[] = []
  const ranks: number[] = []
  for (const account_id of entrants) {
    const entry = await f.view<EntryView | null>('entry', { cid, account_id })
    if (entry?.status !== 'ranked') continue
    roots.push(entry.artifact_root ?? '')
    ranks.push((await f.view<{ rank: number }>('rank', { cid, account_id })).rank)
  }
  t.is(new Set(roots).size, roots.length)
  t.deepEqual(
    ranks.sort((x, y) => x - y),
    ranks.map((_rank, i) => i + 1),
  )
}

/** Credits, bonds and held bytes of everybody; bytes that protect artefact roots. */
async function wealth(f: CompetitionFixture) {
  let credits = 0n
  let bonds = 0n
  let bytes = 0n
  for (const account_id of people) {
    credits += BigInt(await f.view<string>('credit_of', { account_id, token: 'NEAR' }))
    const evaluator = await f.view<{ bond: string } | null>('evaluator', { account_id })
    bonds += BigInt(evaluator?.bond ?? '0')
    const held = await f.view<{ total: string; available: string }>('storage_balance_of', {
      account_id,
    })
    bytes += (BigInt(held.total) - BigInt(held.available)) / 10n ** 19n
  }
  return { credits, bonds, bytes, kept: await keptBytes(f) }
}

async function keptBytes(f: CompetitionFixture): Promise<bigint> {
  let bytes = 0n
  for (const name of researchers) {
    const found = await f.view<{ account_id: string } | null>('artifact', {
      artifact_root: artifactOf(name),
    })
    if (found !== null) bytes += BigInt(101 + found.account_id.length)
  }
  return bytes
}

test('INV-102 INV-105 INV-108 order of commitment decides ties; entries of others change a rank by one at most and no score', async (t) => {
  const f = await competitionFixture()
  const opened = await openOne(f)
  const { cid } = opened
  await playRound(f, opened, { scores: { [a]: 500_000, [b]: 500_000, [c]: 400_000 } })
  const rankOf = (account_id: string) =>
    f.view<{ rank: number; score: number } | null>('rank', { cid, account_id })
  await f.as('stranger').competition.tally({ cid, account_id: b })
  t.like(await rankOf(b), { rank: 1, score: 500_000 })
  await f.as('stranger').competition.tally({ cid, account_id: c })
  t.like(await rankOf(b), { rank: 1, score: 500_000 })
  await f.as('stranger').competition.tally({ cid, account_id: a })
  t.like(await rankOf(a), { rank: 1, score: 500_000 })
  t.like(await rankOf(b), { rank: 2, score: 500_000 })
  t.like(await rankOf(c), { rank: 3, score: 400_000 })
  await f.devnet.close()
})

test('INV-109 INV-110 a copied artefact is not ranked, and a commitment opens for its account only', async (t) => {
  const f = await competitionFixture()
  const opened = await openOne(f)
  const { cid } = opened
  for (const who of [a, b]) await applyAs(f, cid, who)
  for (const judge of judges) await enrolAs(f, cid, judge)
  await toPhase(f, cid, 'commit')
  await commitAs(f, cid, a)
  await commitAs(f, cid, b, artifactOf(a))
  await toPhase(f, cid, 'reveal')
  await t.throwsAsync(
    f.as(b).competition.reveal({
      cid,
      artifact_root: artifactOf(a),
      manifest_root: artifactOf('m'),
      salt: artifactOf('s'),
    }),
    { message: /ERR_COMMITMENT/ },
  )
  // The later commitment is revealed first, and loses the root again.
  await revealAs(f, cid, b, artifactOf(a))
  await revealAs(f, cid, a)
  for (const judge of judges) await revealSaltAs(f, cid, judge)
  await toPhase(f, cid, 'eval_commit')
  await f.as('stranger').competition.fix_seed({ cid })
  for (const judge of judges)
    for (const who of [a, b]) await commitScoresAs(f, cid, judge, who, [9000, 9000])
  await toPhase(f, cid, 'eval_reveal')
  for (const judge of judges)
    for (const who of [a, b]) await revealScoresAs(f, cid, judge, who, [9000, 9000])
  await toPhase(f, cid, 'challenge')
  await finishRound(f, cid, [a, b])
  t.is((await f.view<EntryView>('entry', { cid, account_id: a })).status, 'ranked')
  t.is((await f.view<EntryView>('entry', { cid, account_id: b })).status, 'duplicate')
  const slice = (near * 1500n) / 10_000n
  for (const account_id of [a, b]) await f.as('stranger').competition.claim({ cid, account_id })
  const credit = async (account_id: string) =>
    BigInt(await f.view<string>('credit_of', { account_id, token: 'NEAR' }))
  t.is(await credit(b), near - slice)
  t.is(await credit(a), 11n * near + slice)
  await f.devnet.close()
})
