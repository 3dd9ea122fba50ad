/** What a payer wrote down before a signature left. */
export type JournalRecord = {
  /** Hex. */
  readonly channelId: string
  readonly payeeId: string
  readonly lane: number
  /** The lane's amount that may now be signed. */
  readonly cumulativeYocto: bigint
  /** How much of it is new. */
  readonly addedYocto: bigint
  readonly atMs: number
  /** The amount may be signed in a conditional voucher only. */
  readonly conditional?: boolean
}

/** Remembers what was signed, so that a restarted payer never signs less or forgets a debt. */
export type PayerJournal = {
  /** Everything recorded so far; called once. */
  readonly load: () => Promise<readonly JournalRecord[]>
  /** Must be durable when it resolves. */
  readonly append: (record: JournalRecord) => Promise<void>
}

/** A journal that forgets when the page or process ends. */
export function memoryJournal(records: JournalRecord[] = []): PayerJournal {
  return {
    load: async () => [...records],
    append: async (record) => {
      records.push(record)
    },
  }
}

/** The part of the browser's `localStorage` that a journal needs. */
export type KeyValueStorage = {
  readonly getItem: (key: string) => string | null
  readonly setItem: (key: string, value: string) => void
}

/**
 * A journal in the browser's storage, one row a lane and day. Signing from two tabs at once would lose
 * amounts: hold a Web Lock of the same name while a session lives.
 */
export function storageJournal(storage: KeyValueStorage, name = 'near-paych'): PayerJournal {
  const rows = new Map<string, JournalRecord>()
  return {
    load: async () => {
      const text = storage.getItem(name)
      const found = text === null ? [] : parseRecords(text)
      for (const record of found) rows.set(rowOf(record), record)
      return found
    },
    append: async (record) => {
      rows.set(rowOf(record), mergeRecords(rows.get(rowOf(record)), record))
      storage.setItem(name, renderRecords([...rows.values()]))
    },
  }
}

/** One row for each lane and UTC day: enough for amounts and budgets. */
export function compactRecords(records: readonly JournalRecord[]): readonly JournalRecord[] {
  const rows = new Map<string, JournalRecord>()
  for (const record of records)
    rows.set(rowOf(record), mergeRecords(rows.get(rowOf(record)), record))
  return [...rows.values()]
}

export function renderRecords(records: readonly JournalRecord[]): string {
  return JSON.stringify(records, (_, value: unknown) =>
    typeof value === 'bigint' ? `${value}` : value,
  )
}

type Row = Readonly<Record<Exclude<keyof JournalRecord, 'conditional'>, string>> &
  Pick<JournalRecord, 'conditional'>

/** Throws when the text is not what {@link renderRecords} writes. */
export function parseRecords(text: string): JournalRecord[] {
  const rows = JSON.parse(text) as Row[]
  return rows.map((row) => ({
    channelId: row.channelId,
    payeeId: row.payeeId,
    lane: Number(row.lane),
    cumulativeYocto: BigInt(row.cumulativeYocto),
    addedYocto: BigInt(row.addedYocto),
    atMs: Number(row.atMs),
    ...(row.conditional && { conditional: true }),
  }))
}

export function dayOf(atMs: number): number {
  return Math.floor(atMs / 86_400_000)
}

function rowOf({ channelId, lane, atMs, conditional }: JournalRecord): string {
  return `${channelId}:${lane}:${dayOf(atMs)}:${conditional}`
}

function mergeRecords(old: JournalRecord | undefined, next: JournalRecord): JournalRecord {
  return old === undefined ? next : { ...next, addedYocto: old.addedYocto + next.addedYocto }
}
