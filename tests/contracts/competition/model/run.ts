/** Runs commands against the contract and compares code and views with the model after each. */
import type { CompetitionView, EvaluatorView } from '@research-hub/contracts/competition/interface'
import type { ExecutionContext } from 'ava'
import { attempt, codeOf, ownFailure } from '../../../support/calls.js'
import {
  baseConfig,
  type CompetitionFixture,
  competitionFixture,
  contractId,
  evaluators as evaluatorIds,
  tokenAccount,
} from '../../../support/competition-fixture.js'
import { requireExactBooks } from '../../../support/exact-books.js'
import { near, secondNs } from '../../../support/units.js'
import type { Command, Variant } from './commands.js'
import { compare } from './compare.js'
import { carryOut, type Stage } from './send.js'
import {
  baseline,
  feeBps,
  type Model,
  maxEntrants,
  minSeason,
  momentOf,
  newModel,
  outlierEach,
  penaltyEach,
  prize,
  seedAtNs,
  stake,
  tolerance,
  unbondDelayNs,
  weights,
} from './state.js'
import { step } from './step.js'

/** Everybody holds the token, and the funders have some. */
export async function setStage(): Promise<CompetitionFixture> {
  const f = await competitionFixture('competition-model')
  for (const who of ['res0', 'res1', 'res2', 'res3', 'funder', 'donor'])
    await f.as(who).competition.hold_token({ token: tokenAccount })
  for (const who of ['funder', 'donor', 'stranger']) {
    const minted = { account_id: `${who}.hub.near`, amount: String(1000n * near) }
    await f.as(who).token.mint(minted)
  }
  return { ...f, start: f.devnet.snapshot() }
}

async function open(f: CompetitionFixture, variant: Variant): Promise<Stage> {
  f.devnet.revert(f.start)
  const config = {
    ...baseConfig,
    tier: variant.admission === 'seat' ? 1 : 0,
    token: variant.isInTokens ? tokenAccount : 'NEAR',
    prize: String(prize),
    prize_weights: weights,
    min_ranked: variant.minRanked,
    baseline,
    admission: variant.admission,
    max_entrants: maxEntrants,
    min_season: minSeason,
    evaluator_bond: String(stake),
    non_reveal_penalty: String(penaltyEach),
    outlier_penalty: String(outlierEach),
    evaluator_fee_bps: Number(feeBps),
    quorum_bps: variant.quorumBps,
    tolerance,
    keep_s: 86_400,
  }
  const { json } = await f
    .as('organiser')
    .competition.create_series({ config, period_s: 2_592_000 })
  const { json: cid } = await f.as('organiser').competition.roll({ series_id: json })
  const { rolled_at_ns } = await f.view<CompetitionView>('competition', { cid })
  const model = newModel(variant, BigInt(rolled_at_ns))
  return { f, cid: String(cid), model, seenCredits: new Map(), taken: 0, tried: 0 }
}

/** Runs the commands and returns how the competition ended. */
export async function runAgainstModel(
  t: ExecutionContext,
  f: CompetitionFixture,
  variant: Variant,
  commands: readonly Command[],
): Promise<string> {
  const stage = await open(f, variant)
  await compare(t, stage, JSON.stringify(variant))
  for (const command of commands) await runOne(t, stage, command)
  stage.seenCredits.clear()
  await compare(t, stage, 'in the end')
  await requireExactBooks(t, f.devnet, contractId)
  return momentOf(stage.model, nowOf(f)).phase
}

const nowOf = (f: CompetitionFixture): bigint => f.devnet.chain.head().header.timestampNs

async function runOne(t: ExecutionContext, stage: Stage, command: Command): Promise<void> {
  const { f, model } = stage
  // A repetition before anything was sent repeats nothing.
  if ('again' in command && command.again && stage.taken === 0) return
  leaveBoundary(f, model)
  const what = JSON.stringify(command, (_key, value: unknown) =>
    typeof value === 'bigint' ? `${value}` : value,
  )
  const before = { ...model, unbondsAtNs: unbondTimes(model) }
  const recordsBefore = recordsOf(f)
  const fromNs = nowOf(f)
  const result = await attempt(carryOut(stage, command))
  const untilNs = nowOf(f)
  const expected = step(model, command, untilNs, stage.cid)
  // The contract's own answer: what tokens and neighbours say does not count.
  if (result !== undefined)
    t.is(codeOf({ failure: ownFailure(result, contractId) }) ?? '', expected, what)
  const isOfLadder = 'again' in command && command.by === 'ladder'
  if (isOfLadder && expected === '') stage.taken = command.again ? stage.taken : stage.tried
  await learnTimes(t, stage, before, fromNs, untilNs)
  const isUnchanged = recordsOf(f) === recordsBefore
  if (expected !== '') t.true(isUnchanged, `${what}: a refused call changed something`)
  await compare(t, stage, what, isUnchanged)
}

/** All that the contract stores. */
function recordsOf({ devnet }: CompetitionFixture): string {
  const found = devnet.chain.state({ kind: 'head' })?.records(contractId, new Uint8Array(0)) ?? []
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')
  return Array.from(found, ({ key, value }) => `${text(key)}=${text(value)}`).join()
}

/** Jumps over an end that is so near that the call could fall on either side of it. */
function leaveBoundary(f: CompetitionFixture, model: Model): void {
  const now = nowOf(f)
  const ends = [momentOf(model, now).endsAtNs, seedAtNs(model), ...unbondTimes(model)]
  const next = ends.filter((end) => end > now && end <= now + 15n * secondNs)
  const last = next.reduce((latest, end) => (end > latest ? end : latest), 0n)
  if (last === 0n) return
  f.devnet.advanceTime(last - now)
  f.devnet.produceBlocks(1)
}

const unbondTimes = ({ evaluators }: Model): bigint[] =>
  [...evaluators.values()].map(({ unbondAtNs }) => unbondAtNs)

/** Times that the call's block set: known to lie between two blocks, taken from the contract. */
async function learnTimes(
  t: ExecutionContext,
  { f, cid, model }: Stage,
  before: Pick<Model, 'openedAtNs' | 'finalisedAtNs'> & { readonly unbondsAtNs: readonly bigint[] },
  fromNs: bigint,
  untilNs: bigint,
): Promise<void> {
  const isIn = (time: bigint): void => {
    t.true(time > fromNs && time <= untilNs, `${time} is not of that call`)
  }
  if (model.openedAtNs !== before.openedAtNs) {
    const { opened_at_ns } = await f.view<CompetitionView>('competition', { cid })
    isIn(BigInt(opened_at_ns))
    model.openedAtNs = BigInt(opened_at_ns)
  }
  if (model.seed === 'fixed') {
    model.seed = (await f.view<CompetitionView>('competition', { cid })).seed
  }
  if (model.finalisedAtNs !== before.finalisedAtNs) {
    const { finalised_at_ns } = await f.view<CompetitionView>('competition', { cid })
    isIn(BigInt(finalised_at_ns))
    model.finalisedAtNs = BigInt(finalised_at_ns)
  }
  for (const [judge, evaluator] of model.evaluators) {
    const { unbondAtNs } = evaluator
    if (unbondAtNs === 0n || before.unbondsAtNs.includes(unbondAtNs)) continue
    const account_id = evaluatorIds[judge] ?? ''
    const found = BigInt((await f.view<EvaluatorView>('evaluator', { account_id })).unbond_at_ns)
    isIn(found - unbondDelayNs)
    evaluator.unbondAtNs = found
  }
}
