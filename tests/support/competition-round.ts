/** Taking a competition through its phases. */
import { createHash } from 'node:crypto'
import type { CompetitionConfig } from '@research-hub/contracts/competition/interface'
import {
  type Context,
  entryPreimage,
  saltPreimage,
  scoresPreimage,
} from '@research-hub/contracts/competition/rules/hashes'
import { baseConfig, type CompetitionFixture, contractId, hex } from './competition-fixture.js'
import { near, secondNs } from './units.js'

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'))

export function contextOf(f: CompetitionFixture): Context {
  return { chainId: f.devnet.chain.options.chainId, contractId }
}

export type Opened = { readonly cid: string; readonly config: CompetitionConfig }

export async function rollOne(
  f: CompetitionFixture,
  change: Partial<CompetitionConfig> = {},
): Promise<Opened> {
  const config = { ...baseConfig, ...change }
  const args = { config, period_s: 2_592_000 }
  const { json: seriesId } = await f.as('organiser').competition.create_series(args)
  const { json: cid } = await f.as('organiser').competition.roll({ series_id: seriesId })
  return { cid: String(cid), config }
}

/** Rolled and funded in NEAR by the funder. */
export async function openOne(
  f: CompetitionFixture,
  change: Partial<CompetitionConfig> = {},
): Promise<Opened> {
  const opened = await rollOne(f, change)
  await f.as('funder').competition.fund({ cid: opened.cid }, BigInt(opened.config.prize))
  return opened
}

/** Lets time pass until the phase is there; fails when it never comes. */
export async function toPhase(f: CompetitionFixture, cid: string, wanted: string): Promise<void> {
  for (let step = 0; step < 12; step++) {
    const { phase, ends_at_ns } = await f.view<{ phase: string; ends_at_ns: string }>('phase', {
      cid,
    })
    if (phase === wanted) return
    const left = BigInt(ends_at_ns) - f.devnet.chain.head().header.timestampNs
    if (BigInt(ends_at_ns) === 0n)
      throw new Error(`${phase} does not end by time, wanted ${wanted}`)
    f.devnet.advanceTime(left > 0n ? left : secondNs)
    f.devnet.produceBlocks(1)
  }
  throw new Error(`phase ${wanted} never came`)
}

export const artifactOf = (name: string): string => digest(new Uint8Array(Buffer.from(`a${name}`)))
const manifestOf = (name: string): string => digest(new Uint8Array(Buffer.from(`m${name}`)))
export const saltOf = (name: string): string => digest(new Uint8Array(Buffer.from(`s${name}`)))

export function entryCommitment(
  f: CompetitionFixture,
  cid: string,
  accountId: string,
  artifactRoot = artifactOf(accountId),
): string {
  const values = [artifactRoot, manifestOf(accountId), saltOf(accountId)].map(bytesOf)
  const [artifact, manifest, salt] = values as [Uint8Array, Uint8Array, Uint8Array]
  return digest(entryPreimage(contextOf(f), cid, accountId, artifact, manifest, salt))
}

export function revealArgs(cid: string, accountId: string, artifactRoot = artifactOf(accountId)) {
  return {
    cid,
    artifact_root: artifactRoot,
    manifest_root: manifestOf(accountId),
    salt: saltOf(accountId),
  }
}

export async function applyAs(f: CompetitionFixture, cid: string, who: string): Promise<void> {
  await f.as(who).competition.apply({ cid }, near)
}

export async function commitAs(f: CompetitionFixture, cid: string, who: string, root?: string) {
  const commitment = entryCommitment(f, cid, who, root)
  await f.as(who).competition.commit({ cid, commitment })
}

export async function revealAs(f: CompetitionFixture, cid: string, who: string, root?: string) {
  await f.as(who).competition.reveal(revealArgs(cid, who, root))
}

export function saltHash(f: CompetitionFixture, cid: string, evaluator: string): string {
  return digest(saltPreimage(contextOf(f), cid, evaluator, bytesOf(saltOf(evaluator))))
}

export async function enrolAs(f: CompetitionFixture, cid: string, who: string): Promise<void> {
  await f.as(who).competition.enrol({ cid, salt_hash: saltHash(f, cid, who) })
}

export async function revealSaltAs(f: CompetitionFixture, cid: string, who: string) {
  await f.as(who).competition.reveal_salt({ cid, salt: saltOf(who) })
}

async function seedOf(f: CompetitionFixture, cid: string): Promise<string> {
  return (await f.view<{ seed: string }>('competition', { cid })).seed
}

/** Zeros stand for the seed of a competition that is gone. */
export async function scoreCommitment(
  f: CompetitionFixture,
  cid: string,
  evaluator: string,
  entrant: string,
  scores: readonly number[],
): Promise<string> {
  const seed = bytesOf(await seedOf(f, cid).catch(() => hex(0)))
  const salt = bytesOf(saltOf(evaluator + entrant))
  return digest(scoresPreimage(contextOf(f), cid, entrant, evaluator, seed, scores, salt))
}

export async function commitScoresAs(
  f: CompetitionFixture,
  cid: string,
  evaluator: string,
  entrant: string,
  scores: readonly number[],
) {
  const commitment = await scoreCommitment(f, cid, evaluator, entrant, scores)
  return f.as(evaluator).competition.commit_scores({ cid, account_id: entrant, commitment })
}

export async function revealScoresAs(
  f: CompetitionFixture,
  cid: string,
  evaluator: string,
  entrant: string,
  scores: readonly number[],
) {
  const salt = saltOf(evaluator + entrant)
  return f.as(evaluator).competition.reveal_scores({ cid, account_id: entrant, scores, salt })
}

export type Field = {
  /** Entrants and what every evaluator gives them on each benchmark. */
  readonly scores: Readonly<Record<string, number>>
  readonly judges?: readonly string[]
  /** What entrants enter that is not their own. */
  readonly roots?: Readonly<Record<string, string>>
}

/** From registration to the challenge window: all entrants enter, all judges score everybody alike. */
export async function playRound(f: CompetitionFixture, { cid, config }: Opened, field: Field) {
  const entrants = Object.keys(field.scores)
  const judges = field.judges ?? config.evaluators
  for (const who of entrants) await applyAs(f, cid, who)
  for (const judge of judges) await enrolAs(f, cid, judge)
  await toPhase(f, cid, 'commit')
  for (const who of entrants) await commitAs(f, cid, who, field.roots?.[who])
  await toPhase(f, cid, 'reveal')
  for (const who of entrants) await revealAs(f, cid, who, field.roots?.[who])
  for (const judge of judges) await revealSaltAs(f, cid, judge)
  await toPhase(f, cid, 'eval_commit')
  await f.as('stranger').competition.fix_seed({ cid })
  const vector = (who: string) => config.benchmarks.map(() => field.scores[who] ?? 0)
  for (const judge of judges)
    for (const who of entrants) await commitScoresAs(f, cid, judge, who, vector(who))
  await toPhase(f, cid, 'eval_reveal')
  for (const judge of judges)
    for (const who of entrants) await revealScoresAs(f, cid, judge, who, vector(who))
  await toPhase(f, cid, 'challenge')
}

/** On to final, everybody tallied. */
export async function finishRound(f: CompetitionFixture, cid: string, entrants: readonly string[]) {
  for (const account_id of entrants) await f.as('stranger').competition.tally({ cid, account_id })
  await toPhase(f, cid, 'results')
  await f.as('stranger').competition.finalise({ cid })
}
