import { answerFromJson, answerToJson, entryFromJson, entryToJson } from '../ledger/json.js'
import type { LedgerStore, Versioned } from '../ledger/store.js'
import { embeddedSql, type SqlClient } from './sql-client.js'

const schema = [
  `CREATE TABLE IF NOT EXISTS paych_channels (
    channel_id text PRIMARY KEY,
    version bigint NOT NULL CHECK (version > 0),
    accepted numeric(39) NOT NULL CHECK (accepted >= 0),
    spent numeric(39) NOT NULL CHECK (spent >= 0),
    entry text NOT NULL
  )`,
  `CREATE TABLE IF NOT EXISTS paych_answers (
    channel_id text NOT NULL,
    key text NOT NULL,
    version bigint NOT NULL CHECK (version > 0),
    started_at_ms bigint NOT NULL,
    answer text NOT NULL,
    PRIMARY KEY (channel_id, key)
  )`,
]

/**
 * A ledger store in PostgreSQL, the embedded one unless a client of a server is given; several
 * processes may share a server. Each change is one statement, durable when it returns.
 */
export async function sqlLedgerStore(client?: SqlClient): Promise<LedgerStore> {
  const sql = client ?? (await embeddedSql())
  for (const statement of schema) await sql.query(statement, [])
  return {
    get: async (channelId) =>
      parse(
        await sql.query('SELECT version, entry AS text FROM paych_channels WHERE channel_id = $1', [
          channelId,
        ]),
        entryFromJson,
      ),
    put: async (entry, version) => {
      const values = [entry.channelId, `${entry.acceptedYocto}`, `${entry.spentYocto}`]
      const rows = await sql.query(
        version === 0
          ? `INSERT INTO paych_channels (channel_id, accepted, spent, entry, version)
             VALUES ($1, $2, $3, $4, $5::bigint + 1) ON CONFLICT DO NOTHING RETURNING version`
          : `UPDATE paych_channels SET accepted = $2, spent = $3, entry = $4, version = version + 1
             WHERE channel_id = $1 AND version = $5 RETURNING version`,
        [...values, entryToJson(entry), version],
      )
      return rows.length === 1
    },
    list: async () =>
      (await sql.query('SELECT entry FROM paych_channels ORDER BY channel_id', [])).map(
        ({ entry }) => entryFromJson(String(entry)),
      ),
    getAnswer: async (channelId, key) =>
      parse(
        await sql.query(
          'SELECT version, answer AS text FROM paych_answers WHERE channel_id = $1 AND key = $2',
          [channelId, key],
        ),
        answerFromJson,
      ),
    putAnswer: async (answer, version) => {
      const rows = await sql.query(
        version === 0
          ? `INSERT INTO paych_answers (channel_id, key, started_at_ms, answer, version)
             VALUES ($1, $2, $3, $4, $5::bigint + 1) ON CONFLICT DO NOTHING RETURNING version`
          : `UPDATE paych_answers SET started_at_ms = $3, answer = $4, version = version + 1
             WHERE channel_id = $1 AND key = $2 AND version = $5 RETURNING version`,
        [answer.channelId, answer.key, answer.startedAtMs, answerToJson(answer), version],
      )
      return rows.length === 1
    },
    dropAnswers: async (startedBeforeMs) =>
      (
        await sql.query('DELETE FROM paych_answers WHERE started_at_ms < $1 RETURNING key', [
          startedBeforeMs,
        ])
      ).length,
    close: () => sql.close(),
  }
}

function parse<T>(
  rows: readonly Readonly<Record<string, unknown>>[],
  read: (text: string) => T,
): Versioned<T> | undefined {
  const row = rows[0]
  return row && { value: read(String(row.text)), version: Number(row.version) }
}
