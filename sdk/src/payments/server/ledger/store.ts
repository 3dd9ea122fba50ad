import type { LedgerEntry } from './entry.js'

export type Versioned<T> = { readonly value: T; readonly version: number }

/** The answer to a request that carried an `Idempotency-Key`, kept so that a repeat costs nothing. */
export type Answer = {
  readonly channelId: string
  readonly key: string
  /** Hex SHA-256 of method, path and body. */
  readonly requestDigest: string
  readonly state: 'running' | 'done'
  /** Ledger instance that works on it. */
  readonly instance: string
  readonly startedAtMs: number
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** Undefined while running, and for good when it was too long to keep. */
  readonly body: Uint8Array | undefined
}

/**
 * Where a payee's records live. A `put` succeeds only when nobody else wrote since `version` was
 * read (0 for a record that does not exist), and is durable when it resolves true.
 */
export type LedgerStore = {
  readonly get: (channelId: string) => Promise<Versioned<LedgerEntry> | undefined>
  readonly put: (entry: LedgerEntry, version: number) => Promise<boolean>
  readonly list: () => Promise<readonly LedgerEntry[]>
  readonly getAnswer: (channelId: string, key: string) => Promise<Versioned<Answer> | undefined>
  readonly putAnswer: (answer: Answer, version: number) => Promise<boolean>
  /** Forgets answers that began before a time; returns how many. */
  readonly dropAnswers: (startedBeforeMs: number) => Promise<number>
  readonly close: () => Promise<void>
}
