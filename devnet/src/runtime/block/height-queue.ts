/** Things that are kept by height, in order; blocks may be far apart, so no range is ever counted through. */
export type HeightQueue<Item> = {
  readonly push: (item: Item) => void
  /** Removes and gives the items below the limit. */
  readonly takeBelow: (limit: bigint) => readonly Item[]
  /** Removes and gives the items above the limit, the highest first. */
  readonly takeAbove: (limit: bigint) => readonly Item[]
}

/** Removed items at the front are cleared away when this many have come together. */
const mostGone = 1_000

export function createHeightQueue<Item>(heightOf: (item: Item) => bigint): HeightQueue<Item> {
  let items: Item[] = []
  let gone = 0
  return {
    push: (item) => {
      items.push(item)
    },
    takeBelow: (limit) => {
      const start = gone
      for (let next = items[gone]; next !== undefined && heightOf(next) < limit; next = items[gone])
        gone++
      const taken = items.slice(start, gone)
      if (gone > mostGone) {
        items = items.slice(gone)
        gone = 0
      }
      return taken
    },
    takeAbove: (limit) => {
      const taken: Item[] = []
      for (
        let last = items.at(-1);
        last !== undefined && heightOf(last) > limit;
        last = items.at(-1)
      ) {
        if (items.length <= gone) break
        items.pop()
        taken.push(last)
      }
      return taken
    },
  }
}
