/** Masks with a bit for each of a few things: evaluators in the configuration's order, flags. Pure. */

export function hasBit(mask: number, index: number): boolean {
  return ((mask >> index) & 1) === 1
}

export function withBit(mask: number, index: number): number {
  return mask | (1 << index)
}

export function countBits(mask: number): number {
  let count = 0
  for (let i = 0; i < 8; i++) if (hasBit(mask, i)) count++
  return count
}
