/** Scores: weighted combination, median, flags. Integers only. Pure. */

/** The weighted mean of scores, weights in basis points that sum to 10 000, rounded down. */
export function combineDown(scores: readonly number[], weightsBps: readonly number[]): number {
  let sum = 0
  scores.forEach((score, i) => {
    sum += score * (weightsBps[i] ?? 0)
  })
  return (sum - (sum % 10_000)) / 10_000
}

/** The median; of an even number of scores, the lower of the middle two. -1 of none. */
export function medianDown(scores: readonly number[]): number {
  const sorted: number[] = []
  for (const score of scores) {
    let at = sorted.length
    while (at > 0 && (sorted[at - 1] ?? 0) > score) {
      sorted[at] = sorted[at - 1] ?? 0
      at--
    }
    sorted[at] = score
  }
  return sorted[(sorted.length - 1) >> 1] ?? -1
}

export function isOutside(score: number, median: number, tolerance: number): boolean {
  return score - median > tolerance || median - score > tolerance
}

/** Two thirds of the evaluators, rounded up. */
export function leastQuorum(evaluators: number): number {
  return evaluators - ((evaluators / 3) | 0)
}
