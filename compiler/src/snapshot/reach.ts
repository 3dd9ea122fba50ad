/** Which functions and constants of the engine a snapshot can still reach. */
import type { References } from '../engine/references.js'

export type Reach = {
  /** Table slots whose function may be called. */
  readonly slots: ReadonlySet<number>
  /** Address ranges of constants that nothing refers to. */
  readonly deadData: readonly { readonly start: number; readonly end: number }[]
}

/**
 * Follows references from the entry function, from the slots that the heap holds, and from every
 * heap word that could be the address of a constant. A number that merely looks like one keeps a
 * constant alive for nothing, never the other way round; the functions in such a constant are not
 * followed, because the engine lists every function pointer that the heap can reach. Cut functions
 * are not followed either.
 */
export function findReach(
  references: References,
  entry: string,
  heapSlots: Iterable<number>,
  heapWords: Uint32Array,
  cuts: ReadonlySet<string>,
): Reach {
  const { functions, data, slots } = references
  const liveFunctions = new Set<number>()
  const liveData = new Set<number>()
  const guessedData = new Set<number>()
  const pendingFunctions: number[] = []
  const pendingData: number[] = []
  const addFunction = (index: number | undefined): void => {
    if (index === undefined || liveFunctions.has(index)) return
    if (cuts.has(functions[index]?.name ?? '')) return
    liveFunctions.add(index)
    pendingFunctions.push(index)
  }
  const addData = (index: number): void => {
    if (liveData.has(index)) return
    liveData.add(index)
    pendingData.push(index)
  }
  for (const [index, { name }] of Object.entries(functions)) {
    if (name === entry) addFunction(Number(index))
  }
  for (const slot of heapSlots) addFunction(slots[slot])
  const addGuess = (index: number): void => {
    if (guessedData.has(index)) return
    guessedData.add(index)
    for (const next of data[index]?.data ?? []) addGuess(next)
  }
  for (const index of constantsNamedBy(references, heapWords)) addGuess(index)
  while (pendingFunctions.length > 0 || pendingData.length > 0) {
    const called = pendingFunctions.pop()
    const constant = pendingData.pop()
    const nodes = [
      called === undefined ? undefined : functions[called],
      constant === undefined ? undefined : data[constant],
    ]
    for (const node of nodes) {
      for (const index of node?.functions ?? []) addFunction(index)
      for (const index of node?.data ?? []) addData(index)
    }
  }
  return {
    slots: new Set(
      Object.entries(slots)
        .filter(([, index]) => liveFunctions.has(index))
        .map(([slot]) => Number(slot)),
    ),
    deadData: deadRanges(data, new Set([...liveData, ...guessedData])),
  }
}

/**
 * Size of QuickJS's entry in a list of properties. The heap points at such entries or at the start of a
 * constant, never into either; so most numbers that only look like an address are seen through.
 */
const listEntryBytes = 16

function constantsNamedBy({ data }: References, words: Uint32Array): Set<number> {
  const byStart = data
    .map(({ start, end }, index) => ({ start, end, index }))
    .sort((a, b) => a.start - b.start)
  const first = byStart[0]?.start ?? 0
  const last = byStart.reduce((max, { end }) => Math.max(max, end), 0)
  const found = new Set<number>()
  for (const word of new Set(words)) {
    if (word < first || word > last) continue
    // Aliases may share a start, so every constant around the word counts.
    for (const { start, end, index } of byStart) {
      if (start > word) break
      if (word <= end && (word - start) % listEntryBytes === 0) found.add(index)
    }
  }
  return found
}

/** Ranges of dead constants, cut down where a live one overlaps (the linker merges equal texts). */
function deadRanges(
  data: References['data'],
  live: ReadonlySet<number>,
): { start: number; end: number }[] {
  const kept = data.filter((_, index) => live.has(index)).sort((a, b) => a.start - b.start)
  return data.flatMap(({ start, end }, index) => {
    if (live.has(index) || end === start) return []
    return kept.some((other) => other.start < end && other.end > start) ? [] : [{ start, end }]
  })
}
