/**
 * What was signed, kept before it is sent. An application that stops between signing and learning
 * the outcome finds the transaction here and follows it instead of signing another.
 */
export type JournalEntry = {
  /** Names the intention; the same for every transaction signed for it. */
  readonly id: string
  /** Hash of receiver and actions: an id stands for one content only. */
  readonly contentHash: string
  readonly networkId: string
  readonly accountId: string
  readonly publicKey: string
  readonly receiverId: string
  /** Hash of the latest transaction signed for this id. */
  readonly hash: string
  readonly nonce: string
  /** Height of the block the transaction refers to; it expires a validity period later. */
  readonly referenceHeight: string
  readonly signedBase64: string
  /**
   * `pending`: its fate is open. `final`: executed, whatever came of it. `refused`: the chain said
   * no to the only copy sent. `dead`: proven never to be applied.
   */
  readonly state: 'pending' | 'final' | 'refused' | 'dead'
  /** Why it was refused or died. */
  readonly reason?: string
}

export type Journal = {
  /** Replaces the entry of the same id; resolves when it would survive a crash. */
  readonly put: (entry: JournalEntry) => Promise<void>
  readonly get: (id: string) => Promise<JournalEntry | undefined>
  readonly pending: () => Promise<readonly JournalEntry[]>
}

/** Keeps entries while the process lives: enough for `key`, not for crashes. */
export function memoryJournal(): Journal {
  const entries = new Map<string, JournalEntry>()
  return {
    put: async (entry) => {
      entries.set(entry.id, entry)
    },
    get: async (id) => entries.get(id),
    pending: async () => [...entries.values()].filter(({ state }) => state === 'pending'),
  }
}
