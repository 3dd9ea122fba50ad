/** Who judges an entry: drawn by the seed from those enrolled. Pure. */
import { hasBit } from './bits.js'

/**
 * The evaluators drawn for an entry, by their places in the configuration: the committee first, then the reserves.
 * `digest` is the hash of the seed and the entry's account; two bytes of it choose each.
 */
export function drawn(
  digest: Uint8Array,
  enrolledMask: number,
  evaluators: number,
  wanted: number,
): number[] {
  const pool: number[] = []
  for (let i = 0; i < evaluators; i++) if (hasBit(enrolledMask, i)) pool.push(i)
  const count = wanted < pool.length ? wanted : pool.length
  for (let i = 0; i < count; i++) {
    const number = (digest[2 * i] ?? 0) * 256 + (digest[2 * i + 1] ?? 0)
    const at = i + (number % (pool.length - i))
    const chosen = pool[at] ?? 0
    pool[at] = pool[i] ?? 0
    pool[i] = chosen
  }
  return pool.slice(0, count)
}
