/** Where the siblings of a leaf stand in a Merkle tree of any number of leaves. Pure. */

export type Side = 'left' | 'right'

/** For each sibling from the leaf up, its side; undefined when there is no such leaf. */
export function pathSides(index: number, count: number): readonly Side[] | undefined {
  if (index < 0 || index >= count) return undefined
  const sides: Side[] = []
  let at = index
  for (let width = count; width > 1; width = (width + 1) >>> 1) {
    if ((at & 1) === 1) sides.push('left')
    else if (at + 1 < width) sides.push('right')
    at >>>= 1
  }
  return sides
}
