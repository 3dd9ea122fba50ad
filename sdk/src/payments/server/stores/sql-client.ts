/** A PostgreSQL connection reduced to what the ledger needs. */
export type SqlClient = {
  /** Rows of a query, or of its RETURNING clause. */
  readonly query: (
    text: string,
    values: readonly (string | number | null)[],
  ) => Promise<readonly Readonly<Record<string, unknown>>[]>
  readonly close: () => Promise<void>
}

/** PostgreSQL inside this process (PGlite), in a folder or, without one, in memory. */
export async function embeddedSql(folder?: string): Promise<SqlClient> {
  const { PGlite } = await import('@electric-sql/pglite')
  const db = folder === undefined ? new PGlite() : new PGlite(folder)
  return {
    query: async (text, values) =>
      (await db.query<Record<string, unknown>>(text, [...values])).rows,
    close: () => db.close(),
  }
}

/** A PostgreSQL server, such as `postgres://user:password@host/database`. */
export async function connectSql(url: string, connections = 10): Promise<SqlClient> {
  const { default: postgres } = await import('postgres')
  const sql = postgres(url, { max: connections, onnotice: () => undefined })
  return {
    query: async (text, values) => [...(await sql.unsafe(text, [...values]))],
    close: () => sql.end({ timeout: 5 }),
  }
}
