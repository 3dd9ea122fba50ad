/** Flattened royalty shares: every ancestor's absolute part of an asset's gross. Pure. */

export type Ancestor = { readonly id: number; readonly ppm: number }

/** Adds a parent with its own ancestors. Lists are in ascending order of ids. */
export function withParent(
  ancestors: readonly Ancestor[],
  parentId: number,
  sharePpm: number,
  parentAncestors: readonly Ancestor[],
): readonly Ancestor[] {
  // A parent is younger than all its ancestors, so this list is in order too.
  const added = [...parentAncestors, { id: parentId, ppm: sharePpm }]
  const merged: Ancestor[] = []
  let i = 0
  for (const item of added) {
    let next = ancestors[i]
    while (next !== undefined && next.id < item.id) {
      merged.push(next)
      next = ancestors[++i]
    }
    if (next?.id === item.id) {
      merged.push({ id: item.id, ppm: item.ppm + next.ppm })
      i++
    } else merged.push(item)
  }
  return [...merged, ...ancestors.slice(i)]
}
