/** The heights that are kept, in order; blocks may be far apart, so no range is ever counted through. */
export type HeightQueue = {
  readonly push: (height: bigint) => void
  /** Removes and gives the heights below the limit. */
  readonly takeBelow: (limit: bigint) => readonly bigint[]
  /** Removes and gives the heights above the limit, the highest first. */
  readonly takeAbove: (limit: bigint) => readonly bigint[]
}

/** Removed heights at the front are cleared away when this many have come together. */
const mostGone = 1_000

export function createHeightQueue(): HeightQueue {
  let heights: bigint[] = []
  let gone = 0
  return {
    push: (height) => {
      heights.push(height)
    },
    takeBelow: (limit) => {
      const start = gone
      for (let next = heights[gone]; next !== undefined && next < limit; next = heights[gone])
        gone++
      const taken = heights.slice(start, gone)
      if (gone > mostGone) {
        heights = heights.slice(gone)
        gone = 0
      }
      return taken
    },
    takeAbove: (limit) => {
      const taken: bigint[] = []
      for (let last = heights.at(-1); last !== undefined && last > limit; last = heights.at(-1)) {
        if (heights.length <= gone) break
        heights.pop()
        taken.push(last)
      }
      return taken
    },
  }
}
