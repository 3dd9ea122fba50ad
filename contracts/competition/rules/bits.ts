/** Masks with a bit for each of a few things: evaluators in the configuration's order, flags. Pure. */

export function hasBit(mask: number, index: number): boolean {
  return ((mask >> index) & 1) === 1
}

export function withBit(mask: number, index: number): number {
  return mask | (1 << index)
}

export function countBits(mask: number): number {
  let count = 0
  for (let left = mask; left > 0; left >>= 1) count += left & 1
  return count
}
