/** How often each byte followed one context, and the totals that smoothing needs. */
export type Continuations = {
  readonly counts: Map<number, number>
  total: number
}

/** Contexts of one length, keyed by their bytes as a Latin-1 string. */
export type ContextTable = Map<string, Continuations>

/** What a shorter context counts: how often a byte came, or after how many longer contexts. */
export type Counting = 'frequencies' | 'extensions'

function addCount(table: ContextTable, context: string, byte: number): boolean {
  let entry = table.get(context)
  if (entry === undefined) {
    entry = { counts: new Map(), total: 0 }
    table.set(context, entry)
  }
  const before = entry.counts.get(byte) ?? 0
  entry.counts.set(byte, before + 1)
  entry.total++
  return before === 0
}

/**
 * Counts for contexts of length `order - 1` down to 0. With `extensions` (Kneser-Ney) the longest
 * contexts keep true frequencies; a shorter one counts distinct left extensions instead, so that a
 * byte that follows many different contexts is preferred over one that is frequent after a single
 * context.
 */
export function countContexts(
  text: Uint8Array,
  order: number,
  counting: Counting = 'extensions',
): readonly ContextTable[] {
  const tables: ContextTable[] = Array.from({ length: order }, () => new Map())
  const latin1 = Buffer.from(text).toString('latin1')
  for (let end = 0; end < text.length; end++) {
    const byte = text[end] ?? 0
    for (let length = Math.min(order - 1, end); length >= 0; length--) {
      const table = tables[length]
      if (table === undefined) continue
      const isNew = addCount(table, latin1.slice(end - length, end), byte)
      // An n-gram seen before adds no new left extension to any of its suffixes.
      if (!isNew && counting === 'extensions') break
    }
  }
  return tables
}
