/** What moves between accounts, escrow and neighbours in the model. */
import type { EntryStatus } from '@research-hub/contracts/competition/interface'
import {
  baseline,
  belowBps,
  bond,
  countOf,
  type Entry,
  evaluators,
  forfeitBps,
  type Model,
  penaltyEach,
  quorum,
  ranking,
  stake,
  tolerance,
  weights,
} from './state.js'

export function credit(model: Model, name: string, amount: bigint, isToken = false): void {
  const key = isToken ? `${name} token` : name
  model.credits.set(key, (model.credits.get(key) ?? 0n) + amount)
}

/** Sends a notification; it waits when the neighbour fails. */
export function notify(model: Model, to: 'ladder' | 'licensing', amount = 0n): void {
  model.lastOutboxId += 1
  deliver(model, model.lastOutboxId, to, amount)
}

export function deliver(
  model: Model,
  id: number,
  to: 'ladder' | 'licensing',
  amount: bigint,
): void {
  if (model.neighbours === 'failing') {
    model.waiting.set(id, { to, amount })
    return
  }
  model.waiting.delete(id)
  model.delivered[to] += 1
  if (to === 'ladder') model.delivered.toLadder += amount
}

export function combined(score: number): number {
  return Math.floor((score * 7000 + secondScore(score) * 3000) / 10_000)
}

/** The score on the second benchmark that goes with one on the first. */
export function secondScore(score: number): number {
  return (score * 7919) % 1_048_576
}

/** What a tally makes of an entry. */
export function judged(model: Model, who: number, entry: Entry): EntryStatus {
  const given = entry.scores.filter((score) => score !== undefined).sort((a, b) => a - b)
  const isQuorate = given.length >= quorum
  entry.score = isQuorate ? (given[Math.ceil(given.length / 2) - 1] ?? 0) : 0
  entry.flagged = entry.scores.map(
    (score) => isQuorate && score !== undefined && Math.abs(score - entry.score) > tolerance,
  )
  const rivals = [...model.entries].filter(
    ([, other]) =>
      other.artifact === entry.artifact &&
      !['applied', 'admitted', 'committed'].includes(other.status),
  )
  const first = rivals.sort(([, a], [, b]) => a.sequence - b.sequence)[0]?.[0]
  if (first !== who) return 'duplicate'
  if (!isQuorate) return 'unscored'
  return entry.score < baseline ? 'below_baseline' : 'ranked'
}

const part = (amount: bigint, bps: bigint): bigint => (amount * bps) / 10_000n

export function penaltyOf(model: Model, judge: number): bigint {
  const all = BigInt(model.pending[judge] ?? 0) * penaltyEach
  return all < stake ? all : stake
}

/** Fixes places and forfeits. */
export function fixResults(model: Model): void {
  const idle = countOf(model, 'admitted') + countOf(model, 'committed')
  const forfeits =
    BigInt(idle + countOf(model, 'duplicate')) * part(bond, forfeitBps) +
    BigInt(countOf(model, 'below_baseline')) * part(bond, belowBps)
  let forfeited = forfeits
  for (let judge = 0; judge < evaluators; judge++) forfeited += penaltyOf(model, judge)
  const order = ranking(model)
  model.final = { places: Math.min(order.length, weights.length), forfeited, order }
}

/** Each place's part of an amount; the first has what the floors leave. */
export function shares(amount: bigint, places: number): bigint[] {
  const used = weights.slice(0, places).map(BigInt)
  const all = used.reduce((sum, weight) => sum + weight, 0n)
  const parts = used.map((weight) => (amount * weight) / all)
  const rest = parts.reduce((left, each) => left - each, amount)
  return parts.map((each, i) => (i === 0 ? each + rest : each))
}

/** What an entry is due: of the prize, and in NEAR besides. */
export function dueTo(
  model: Model,
  entry: Entry,
): { readonly prize: bigint; readonly nearYocto: bigint } {
  const { places, forfeited } = model.final ?? { places: 0, forfeited: 0n }
  const lost: Partial<Record<EntryStatus, bigint>> = {
    admitted: part(bond, forfeitBps),
    committed: part(bond, forfeitBps),
    duplicate: part(bond, forfeitBps),
    below_baseline: part(bond, belowBps),
  }
  const bondBack = bond - (lost[entry.status] ?? 0n)
  if (entry.prizeRank === 0) return { prize: 0n, nearYocto: bondBack }
  const at = entry.prizeRank - 1
  return {
    prize: shares(model.escrow, places)[at] ?? 0n,
    nearYocto: bondBack + (shares(forfeited, places)[at] ?? 0n),
  }
}
