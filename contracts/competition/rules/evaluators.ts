/** What is kept of a competition's evaluators, by their places in its configuration. Pure. */

/** Whether a mask has an evaluator's bit. */
export function isIn(mask: number, index: number): boolean {
  return ((mask >> index) & 1) === 1
}

export function countBits(mask: number): number {
  let count = 0
  for (let i = 0; i < 8; i++) if (isIn(mask, i)) count++
  return count
}

/** A list of counts with one of them changed. */
export function withChange(counts: readonly number[], index: number, change: number): number[] {
  return counts.map((count, i) => (i === index ? count + change : count))
}
