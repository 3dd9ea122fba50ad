/** What moves between accounts, escrow and neighbours in the model. */
import type { EntryStatus } from '@research-hub/contracts/competition/interface'
import {
  baseline,
  belowBps,
  bond,
  committee,
  countOf,
  type Entry,
  evaluators,
  feeBps,
  forfeitBps,
  type Model,
  outlierEach,
  penaltyEach,
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

/** What the scores of those drawn come to, in their order; undefined for nothing. */
function verdict(opened: readonly number[]): number | undefined {
  const byValue = (list: readonly number[]): number[] => [...list].sort((x, y) => x - y)
  const first = byValue(opened.slice(0, committee))
  if (first.length >= 3) return first[1]
  const [low = 0, high = 0] = first
  return first.length === 2 && high - low <= tolerance ? low : undefined
}

/** What a tally makes of an entry. */
export function judged(
  model: Model,
  who: number,
  entry: Entry,
  order: readonly number[],
): EntryStatus {
  const opened = order.filter((judge) => entry.scores[judge] !== undefined)
  const score = verdict(opened.map((judge) => entry.scores[judge] ?? 0))
  entry.score = score ?? 0
  entry.flagged = entry.scores.map(
    (each) => score !== undefined && each !== undefined && Math.abs(each - score) > tolerance,
  )
  for (const judge of order) {
    const counts =
      entry.scores[judge] === undefined
        ? model.missed
        : entry.flagged[judge] === true
          ? model.flags
          : score === undefined
            ? undefined
            : model.earned
    if (counts !== undefined) counts[judge] = (counts[judge] ?? 0) + 1
  }
  if (score !== undefined) model.quorate += 1
  const rivals = [...model.entries].filter(
    ([, other]) =>
      other.artifact === entry.artifact &&
      !['applied', 'admitted', 'committed', 'withdrawn'].includes(other.status),
  )
  const first = rivals.sort(([, a], [, b]) => a.sequence - b.sequence)[0]?.[0]
  if (first !== who) return 'duplicate'
  if (score === undefined) return 'unscored'
  return score < baseline ? 'below_baseline' : 'ranked'
}

const part = (amount: bigint, bps: bigint): bigint => (amount * bps) / 10_000n

/** What an evaluator loses once evaluation is over. */
export function penaltyOf(model: Model, judge: number): bigint {
  if (!model.enlisted.has(judge)) return 0n
  const silences = (model.missed[judge] ?? 0) + (model.salted.has(judge) ? 0 : 1)
  const all = BigInt(silences) * penaltyEach + BigInt(model.flags[judge] ?? 0) * outlierEach
  return all < stake ? all : stake
}

export function penalties(model: Model): bigint {
  let sum = 0n
  for (let judge = 0; judge < evaluators; judge++) sum += penaltyOf(model, judge)
  return sum
}

/** Fixes places, forfeits and fees. */
export function fixResults(model: Model): void {
  const idle = countOf(model, 'admitted') + countOf(model, 'committed')
  const forfeited =
    BigInt(idle + model.withdrawn + countOf(model, 'duplicate')) * part(bond, forfeitBps) +
    BigInt(countOf(model, 'below_baseline')) * part(bond, belowBps) +
    penalties(model)
  const order = ranking(model)
  const scores = BigInt(model.earned.reduce((sum, each) => sum + each, 0))
  const pot = part(model.escrow, feeBps)
  const fees = model.earned.map((each) => (scores === 0n ? 0n : (pot * BigInt(each)) / scores))
  model.final = { places: Math.min(order.length, weights.length), forfeited, fees, order }
}

/** What is left of the escrow for the winners. */
export function prizeOf(model: Model): bigint {
  return (model.final?.fees ?? []).reduce((left, fee) => left - fee, model.escrow)
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
  const bondBack = entry.status === 'withdrawn' ? 0n : bond - (lost[entry.status] ?? 0n)
  if (entry.prizeRank === 0) return { prize: 0n, nearYocto: bondBack }
  const at = entry.prizeRank - 1
  return {
    prize: shares(prizeOf(model), places)[at] ?? 0n,
    nearYocto: bondBack + (shares(forfeited, places)[at] ?? 0n),
  }
}

/** What is still held of an entry's bond. */
export function heldOf({ status }: Entry): bigint {
  return status === 'withdrawn' ? part(bond, forfeitBps) : bond
}
