/** Resource credits: two parts at most, by the season they were granted in. Pure. */
import { creditSeasons } from '../limits.js'

export type CreditPart = { readonly season: number; readonly amount: bigint }

/** Parts that may still be spent, older first. */
export function liveParts(parts: readonly CreditPart[], season: number): CreditPart[] {
  return parts.filter((part) => part.amount > 0n && part.season + creditSeasons >= season)
}

export function sumOf(parts: readonly CreditPart[]): bigint {
  return parts.reduce((sum, { amount }) => sum + amount, 0n)
}

export function granted(
  parts: readonly CreditPart[],
  season: number,
  amount: bigint,
): readonly CreditPart[] {
  const live = liveParts(parts, season)
  const last = live[live.length - 1]
  if (last?.season !== season) return [...live, { season, amount }]
  return [...live.slice(0, -1), { season, amount: last.amount + amount }]
}

/** Takes what was given with a place back, as far as it is there: the newer part first. */
export function takenBack(
  parts: readonly CreditPart[],
  season: number,
  amount: bigint,
): readonly CreditPart[] {
  let rest = amount
  const left: CreditPart[] = []
  for (const part of [...liveParts(parts, season)].reverse()) {
    const taken = rest < part.amount ? rest : part.amount
    rest -= taken
    if (taken < part.amount) left.unshift({ ...part, amount: part.amount - taken })
  }
  return left
}

/** Takes the older part first; undefined when there is less than `amount`. */
export function spent(
  parts: readonly CreditPart[],
  season: number,
  amount: bigint,
): readonly CreditPart[] | undefined {
  let rest = amount
  const left: CreditPart[] = []
  for (const part of liveParts(parts, season)) {
    const taken = rest < part.amount ? rest : part.amount
    rest -= taken
    if (taken < part.amount) left.push({ ...part, amount: part.amount - taken })
  }
  return rest === 0n ? left : undefined
}
