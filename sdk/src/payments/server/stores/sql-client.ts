import { loadPeer } from './load-peer.js'

/** A PostgreSQL connection reduced to what the ledger needs. */
export type SqlClient = {
  /** Rows of a query, or of its RETURNING clause. */
  readonly query: (
    text: string,
    values: readonly (string | number | null)[],
  ) => Promise<readonly Readonly<Record<string, unknown>>[]>
  readonly close: () => Promise<void>
}

/** The parts of the two drivers that are used; they are loaded only by who asks for one. */
type EmbeddedDriver = {
  readonly PGlite: new (
    folder?: string,
  ) => {
    readonly query: (
      text: string,
      values: unknown[],
    ) => Promise<{ readonly rows: Record<string, unknown>[] }>
    readonly close: () => Promise<void>
  }
}
type ServerDriver = {
  readonly default: (
    url: string,
    options: { readonly max: number; readonly onnotice: () => void },
  ) => {
    readonly unsafe: (text: string, values: unknown[]) => Promise<Iterable<Record<string, unknown>>>
    readonly end: (options: { readonly timeout: number }) => Promise<void>
  }
}

/** PostgreSQL inside this process (PGlite), in a folder or, without one, in memory. Errors: SDK_MISSING_PEER. */
export async function embeddedSql(folder?: string): Promise<SqlClient> {
  const { PGlite } = await loadPeer<EmbeddedDriver>('@electric-sql/pglite')
  const db = folder === undefined ? new PGlite() : new PGlite(folder)
  return {
    query: async (text, values) => (await db.query(text, [...values])).rows,
    close: () => db.close(),
  }
}

/** A PostgreSQL server, such as `postgres://user:password@host/database`. Errors: SDK_MISSING_PEER. */
export async function connectSql(url: string, connections = 10): Promise<SqlClient> {
  const { default: postgres } = await loadPeer<ServerDriver>('postgres')
  const sql = postgres(url, { max: connections, onnotice: () => undefined })
  return {
    query: async (text, values) => [...(await sql.unsafe(text, [...values]))],
    close: () => sql.end({ timeout: 5 }),
  }
}
