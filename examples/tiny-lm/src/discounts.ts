import type { ContextTable } from './counts.js'

/** Absolute discounts for n-grams seen once, twice, and three or more times. */
export type Discounts = readonly [once: number, twice: number, more: number]

/**
 * Discounts of modified Kneser-Ney smoothing, estimated from counts of counts
 * (Chen and Goodman 1998, equation 17). Falls back to 0.5 where the sample is too small.
 */
export function estimateDiscounts(table: ContextTable): Discounts {
  const seen = [0, 0, 0, 0, 0]
  for (const { counts } of table.values()) {
    for (const count of counts.values()) {
      if (count <= 4) seen[count] = (seen[count] ?? 0) + 1
    }
  }
  const [, n1 = 0, n2 = 0, n3 = 0, n4 = 0] = seen
  const y = n1 / (n1 + 2 * n2)
  return [
    clamp(1 - 2 * y * (n2 / n1), 1),
    clamp(2 - 3 * y * (n3 / n2), 2),
    clamp(3 - 4 * y * (n4 / n3), 3),
  ]
}

export function discountOf(discounts: Discounts, count: number): number {
  return discounts[Math.min(count, 3) - 1] ?? 0
}

function clamp(value: number, limit: number): number {
  return Number.isFinite(value) && value > 0 && value < limit ? value : 0.5
}
