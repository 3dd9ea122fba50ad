import type { LedgerEntry } from '../ledger/entry.js'
import type { Answer, LedgerStore, Versioned } from '../ledger/store.js'

/** A store that forgets when the process ends: for tests and trials. */
export function memoryLedgerStore(): LedgerStore {
  const entries = new Map<string, Versioned<LedgerEntry>>()
  const answers = new Map<string, Versioned<Answer>>()
  const put = <T>(
    rows: Map<string, Versioned<T>>,
    key: string,
    value: T,
    version: number,
  ): boolean => {
    if ((rows.get(key)?.version ?? 0) !== version) return false
    rows.set(key, { value, version: version + 1 })
    return true
  }
  return {
    get: async (channelId) => entries.get(channelId),
    put: async (entry, version) => put(entries, entry.channelId, entry, version),
    list: async () => [...entries.values()].map(({ value }) => value),
    getAnswer: async (channelId, key) => answers.get(`${channelId}:${key}`),
    putAnswer: async (answer, version) =>
      put(answers, `${answer.channelId}:${answer.key}`, answer, version),
    dropAnswers: async (startedBeforeMs) => {
      const old = [...answers].filter(([, { value }]) => value.startedAtMs < startedBeforeMs)
      for (const [key] of old) answers.delete(key)
      return old.length
    },
    close: async () => undefined,
  }
}
