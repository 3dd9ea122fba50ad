/** Every view of the contract against the model. */
import type {
  CompetitionView,
  EntryView,
  EvaluatorView,
} from '@research-hub/contracts/competition/interface'
import type { ExecutionContext } from 'ava'
import {
  evaluators as evaluatorIds,
  ladderId,
  licensingId,
  tokenAccount,
} from '../../../support/competition-fixture.js'
import { artifactOf } from '../../../support/competition-round.js'
import { nameOf } from './entries.js'
import { prizeOf, shares } from './money.js'
import type { Stage } from './send.js'
import { countOf, type Entry, type Model, momentOf, ranking } from './state.js'

const noHash = '00'.repeat(32)
const people = [
  ...[0, 1, 2, 3].map(nameOf),
  ...evaluatorIds.slice(0, 5),
  'funder.hub.near',
  'donor.hub.near',
]

/** All views; or, when the contract's storage is as it was, those that time alone can change. */
export async function compare(
  t: ExecutionContext,
  stage: Stage,
  what: string,
  isUnchanged = false,
): Promise<void> {
  const { model } = stage
  if (!model.isPurged) await compareCompetition(t, stage, what)
  if (isUnchanged) return
  if (!model.isPurged) await compareEntries(t, stage, what)
  await compareEvaluators(t, stage, what)
  await compareMoney(t, stage, what)
}

async function compareCompetition(
  t: ExecutionContext,
  { f, cid, model }: Stage,
  what: string,
): Promise<void> {
  const found = await f.view<CompetitionView>('competition', { cid })
  const { phase, endsAtNs } = momentOf(model, f.devnet.chain.head().header.timestampNs)
  const { final } = model
  const residualOf = (amount: bigint): bigint => {
    if (final === undefined) return 0n
    const [first = 0n] = shares(amount, final.places)
    const plain = (amount * 7n) / sumOf(final.places)
    return first - plain
  }
  t.like(
    found,
    {
      phase,
      phase_ends_at_ns: String(endsAtNs),
      opened_at_ns: String(model.openedAtNs),
      finalised_at_ns: String(model.finalisedAtNs),
      prize_escrow: String(model.escrow),
      entries: model.entries.size,
      admitted: model.admitted,
      committed: model.commits,
      revealed: model.revealed,
      withdrawn: model.withdrawn,
      quorate: model.quorate,
      tallied: model.tallied,
      funders: model.given.size,
      evaluators_enrolled: model.enrolled.size,
      places: final?.places ?? 0,
      forfeited: String(final?.forfeited ?? model.undecided?.forfeited ?? 0n),
      residual_prize: String(residualOf(prizeOf(model))),
      residual_forfeited: String(residualOf(final?.forfeited ?? 0n)),
    },
    what,
  )
  t.is(found.seed !== noHash, model.seed !== '', what)
  t.is(found.results_root !== noHash, final !== undefined && final.order.length > 0, what)
  // Entries that are closed are counted still.
  if (phase !== 'closed' && phase !== 'cancelled' && phase !== 'void') {
    t.is(found.ranked, countOf(model, 'ranked'), what)
    t.is(found.below_baseline, countOf(model, 'below_baseline'), what)
    t.is(found.duplicates, countOf(model, 'duplicate'), what)
  }
}

function sumOf(places: number): bigint {
  return [7n, 5n, 3n].slice(0, places).reduce((sum, weight) => sum + weight, 0n)
}

async function compareEntries(
  t: ExecutionContext,
  { f, cid, model }: Stage,
  what: string,
): Promise<void> {
  const order = ranking(model)
  for (const who of [0, 1, 2, 3]) {
    const account_id = nameOf(who)
    const found = await f.view<EntryView | null>('entry', { cid, account_id })
    const entry = model.entries.get(who)
    if (entry === undefined) {
      t.is(found, null, what)
      continue
    }
    t.like(found, entryView(entry), `${what}: ${account_id}`)
    if (entry.status !== 'ranked') continue
    const place = await f.view<{ rank: number }>('rank', { cid, account_id })
    t.is(place.rank, order.indexOf(who) + 1, what)
  }
}

function entryView(entry: Entry): Partial<EntryView> {
  const isRevealed = !['applied', 'admitted', 'committed', 'withdrawn'].includes(entry.status)
  const isTallied = isRevealed && entry.status !== 'revealed'
  const none = Array.from({ length: 11 })
  return {
    entry_id: String(entry.id),
    status: entry.status,
    sequence: entry.sequence,
    artifact_root: isRevealed ? artifactOf(nameOf(entry.artifact)) : null,
    scores: [...entry.scores.map((score) => score ?? -1), ...none.map(() => -1)],
    score: isTallied && entry.status !== 'unscored' ? entry.score : -1,
    flagged: [...entry.flagged, ...none.map(() => false)],
    prize_rank: entry.prizeRank,
    is_paid: entry.isPaid,
    is_registered: entry.isRegistered,
  }
}

async function compareEvaluators(
  t: ExecutionContext,
  { f, model }: Stage,
  what: string,
): Promise<void> {
  for (const judge of [0, 1, 2, 3, 4]) {
    const account_id = evaluatorIds[judge] ?? ''
    const found = await f.view<EvaluatorView | null>('evaluator', { account_id })
    const evaluator = model.evaluators.get(judge)
    if (evaluator === undefined) t.is(found, null, what)
    else
      t.like(
        found,
        {
          account_id,
          bond: String(evaluator.bond),
          staked: String(evaluator.staked),
          unbonding: String(evaluator.unbonding),
          unbond_at_ns: String(evaluator.unbondAtNs),
          rounds: evaluator.rounds,
          missed: evaluator.missed,
          flagged: evaluator.flagged,
        },
        what,
      )
  }
}

/** Sums in full; of the credits themselves those that were not compared before. */
async function compareMoney(
  t: ExecutionContext,
  { f, model, seenCredits }: Stage,
  what: string,
): Promise<void> {
  for (const [token, suffix] of [
    ['NEAR', ''],
    [tokenAccount, ' token'],
  ] as const) {
    let credits = 0n
    for (const account_id of people) {
      const expected = model.credits.get(account_id + suffix) ?? 0n
      credits += expected
      if (seenCredits.get(account_id + suffix) === expected) continue
      seenCredits.set(account_id + suffix, expected)
      t.is(await f.view('credit_of', { account_id, token }), String(expected), what)
    }
    const isNear = token === 'NEAR'
    const waiting = [...model.waiting.values()].reduce((sum, { amount }) => sum + amount, 0n)
    t.like(
      await f.view<Record<string, string>>('solvency', { token }),
      {
        locked: String(isNear ? model.locked.near : model.locked.token),
        credits: String(credits),
        outbox: String(isNear ? waiting : 0n),
        in_flight: '0',
      },
      what,
    )
  }
  await compareNeighbours(t, f.devnet, model, what)
}

async function compareNeighbours(
  t: ExecutionContext,
  devnet: Stage['f']['devnet'],
  { delivered }: Model,
  what: string,
): Promise<void> {
  const ladder = (await devnet.view(ladderId, 'received')) as { count: number; amount: string }
  t.is(ladder.count, delivered.ladder, what)
  t.is(ladder.amount, String(delivered.toLadder), what)
  const licensing = (await devnet.view(licensingId, 'received')) as { count: number }
  t.is(licensing.count, delivered.licensing, what)
}
