import type { Faults } from './ledger-stores.js'

export class Crash extends Error {}

/** Crashes at the n-th operation on the medium, before it is done or after it was. */
export function crashAt(
  n: number,
  when: 'before' | 'after',
): Faults & { readonly fired: () => boolean } {
  let count = 0
  let fired = false
  const strike = (now: 'before' | 'after') => () => {
    if (now === 'before') count++
    if (fired || (now === when && count === n)) {
      fired = true
      throw new Crash()
    }
  }
  return { before: strike('before'), after: strike('after'), fired: () => fired }
}
