/** What a payee remembers of one channel. Amounts are cumulative over the channel's life. */
export type LedgerEntry = {
  /** Hex. */
  readonly channelId: string
  /** Highest amount the payer signed. */
  readonly acceptedYocto: bigint
  /** What was delivered. */
  readonly spentYocto: bigint
  /** The best voucher and its signature, ready to settle; base64. */
  readonly voucher: string
  readonly signature: string
}

type Stored = { readonly entry: LedgerEntry; readonly version: number }

/**
 * Where entries live. `put` succeeds only when nobody else wrote since `version` was read, and is
 * durable when it resolves.
 */
export type LedgerStore = {
  readonly get: (channelId: string) => Promise<Stored | undefined>
  readonly put: (entry: LedgerEntry, version: number) => Promise<boolean>
  readonly list: () => Promise<readonly LedgerEntry[]>
}

export type PayeeLedger = {
  readonly entry: (channelId: string) => Promise<LedgerEntry | undefined>
  readonly entries: () => Promise<readonly LedgerEntry[]>
  /**
   * Takes in a checked voucher; a lower one than the best changes nothing and is still fine. On a
   * channel not in the ledger, what the chain has settled counts as delivered.
   */
  readonly accept: (
    channelId: string,
    cumulativeYocto: bigint,
    voucher: string,
    signature: string,
    settledYocto: bigint,
  ) => Promise<LedgerEntry>
  /** Adds `amountYocto` to what is spent, unless that would leave more than `creditYocto` unpaid. */
  readonly charge: (
    channelId: string,
    amountYocto: bigint,
    creditYocto: bigint,
  ) => Promise<ChargeResult>
}

export type ChargeResult =
  | { readonly ok: true; readonly entry: LedgerEntry }
  | { readonly ok: false; readonly entry: LedgerEntry; readonly requiredYocto: bigint }

/** A ledger over a store. Every change is one compare-and-set; nothing is locked across other work. */
export function createPayeeLedger(store: LedgerStore): PayeeLedger {
  const update = async (
    channelId: string,
    change: (entry: LedgerEntry | undefined) => LedgerEntry | undefined,
  ): Promise<LedgerEntry | undefined> => {
    for (;;) {
      const stored = await store.get(channelId)
      const next = change(stored?.entry)
      if (next === undefined || next === stored?.entry) return stored?.entry
      if (await store.put(next, stored?.version ?? 0)) return next
    }
  }
  return {
    entry: async (channelId) => (await store.get(channelId))?.entry,
    entries: () => store.list(),
    accept: async (channelId, cumulativeYocto, voucher, signature, settledYocto) => {
      const fresh = {
        channelId,
        acceptedYocto: cumulativeYocto,
        spentYocto: settledYocto,
        voucher,
        signature,
      }
      const entry = await update(channelId, (now) => {
        if (now === undefined) return fresh
        if (cumulativeYocto <= now.acceptedYocto) return now
        return { ...now, acceptedYocto: cumulativeYocto, voucher, signature }
      })
      return entry ?? fresh
    },
    charge: async (channelId, amountYocto, creditYocto) => {
      let requiredYocto = 0n
      const entry = await update(channelId, (now) => {
        requiredYocto = 0n
        if (now === undefined) return undefined
        const spentYocto = now.spentYocto + amountYocto
        if (spentYocto <= now.acceptedYocto + creditYocto) return { ...now, spentYocto }
        requiredYocto = spentYocto - creditYocto
        return now
      })
      if (entry === undefined)
        throw new Error(`no voucher was ever accepted on channel ${channelId}`)
      return requiredYocto === 0n ? { ok: true, entry } : { ok: false, entry, requiredYocto }
    },
  }
}

/** A store that forgets when the process ends: for tests and trials. */
export function memoryLedgerStore(): LedgerStore {
  const rows = new Map<string, Stored>()
  return {
    get: async (channelId) => rows.get(channelId),
    put: async (entry, version) => {
      if ((rows.get(entry.channelId)?.version ?? 0) !== version) return false
      rows.set(entry.channelId, { entry, version: version + 1 })
      return true
    },
    list: async () => [...rows.values()].map(({ entry }) => entry),
  }
}
