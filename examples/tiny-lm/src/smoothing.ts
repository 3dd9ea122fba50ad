import type { ContextTable, Continuations, Counting } from './counts.js'
import { discountOf, estimateDiscounts } from './discounts.js'

/**
 * How a model shares probability between what a context has seen and what shorter contexts say:
 * modified Kneser-Ney (Chen and Goodman 1998), Witten-Bell (method C of 1991), or a constant added to
 * every count.
 */
export type Smoothing = 'kneser-ney' | 'witten-bell' | 'additive'

/** What one context keeps for the bytes it has seen, and the share it leaves to shorter ones. */
export type Level = {
  readonly reserved: (entry: Continuations) => number
  readonly kept: (entry: Continuations, count: number) => number
}

/** Weight of the shorter context for `additive`: as if it had been seen that often. */
const additiveWeight = 4

export const countingOf: Readonly<Record<Smoothing, Counting>> = {
  'kneser-ney': 'extensions',
  'witten-bell': 'frequencies',
  additive: 'frequencies',
}

/** The rule of one table of contexts. Reserved and kept shares of any entry add up to one. */
export function levelOf(smoothing: Smoothing, table: ContextTable): Level {
  if (smoothing === 'witten-bell') {
    return {
      reserved: ({ counts, total }) => counts.size / (total + counts.size),
      kept: ({ counts, total }, count) => count / (total + counts.size),
    }
  }
  if (smoothing === 'additive') {
    return {
      reserved: ({ total }) => additiveWeight / (total + additiveWeight),
      kept: ({ total }, count) => count / (total + additiveWeight),
    }
  }
  const discounts = estimateDiscounts(table)
  return {
    reserved: ({ counts, total }) => {
      let sum = 0
      for (const count of counts.values()) sum += discountOf(discounts, count)
      return sum / total
    },
    kept: ({ total }, count) => (count - discountOf(discounts, count)) / total,
  }
}
