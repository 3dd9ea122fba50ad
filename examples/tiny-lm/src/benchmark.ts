import { createHash } from 'node:crypto'
import { bitsPerByte, type TinyLm } from './model.js'

/** Integer scores run from 0 to this. */
export const maxScore = 1_048_575

/** Cuts held-out text into items of about `bytes` bytes each; what is left at the end is dropped. */
export function itemPool(heldOut: Uint8Array, bytes: number): readonly Uint8Array[] {
  const count = Math.floor(heldOut.length / bytes)
  return Array.from({ length: count }, (_, i) => heldOut.subarray(i * bytes, (i + 1) * bytes))
}

/**
 * `count` different items of a pool, decided by a seed that nobody knew when the models were
 * committed: the items with the smallest SHA-256 of seed and index.
 */
export function drawItems<T>(pool: readonly T[], seed: Uint8Array, count: number): readonly T[] {
  if (count > pool.length) throw new RangeError(`${pool.length} items are fewer than ${count}`)
  return pool
    .map((item, index) => ({ item, ticket: ticketOf(seed, index) }))
    .sort((a, b) => (a.ticket < b.ticket ? -1 : 1))
    .slice(0, count)
    .map(({ item }) => item)
}

function ticketOf(seed: Uint8Array, index: number): string {
  return createHash('sha256').update(seed).update(`/${index}`).digest('hex')
}

/** Mean bits per byte over items, each read without what came before it. */
export function meanBitsPerByte(model: TinyLm, items: readonly Uint8Array[]): number {
  return items.reduce((sum, item) => sum + bitsPerByte(model, item), 0) / items.length
}

/**
 * A raw result as an integer score: `worst` gives 0, `best` gives the most, beyond is clamped. Works in
 * either direction.
 */
export function scaleScore(raw: number, worst: number, best: number): number {
  const share = (raw - worst) / (best - worst)
  return Math.round(Math.min(1, Math.max(0, share)) * maxScore)
}
