import { readFileSync } from 'node:fs'
import type { Fee, ProfileName, ProtocolConfig } from './types/config.js'

type Table = { readonly [key: string]: unknown }

/** The tables of each profile: each one's differences are laid over those before. */
const tablesOf: Readonly<Record<ProfileName, readonly string[]>> = {
  classic: ['86', 'classic'],
  '86': ['86'],
  '87': ['86', '87'],
  '88': ['86', '87', '88'],
}

/** Reads a profile's tables. */
export function loadProfile(name: ProfileName): ProtocolConfig {
  const tables = tablesOf[name].map(readTable)
  const merged: Table = {
    ...Object.assign({}, ...tables),
    fees: Object.assign({}, ...tables.map(({ fees }) => fees)),
    ext: Object.assign({}, ...tables.map(({ ext }) => ext)),
    limits: Object.assign({}, ...tables.map(({ limits }) => limits)),
  }
  return {
    name,
    ...Object.fromEntries(
      Object.entries(merged).map(([key, value]) => [
        key,
        keepNumber.has(key) ? value : widen(value),
      ]),
    ),
    fees: mapValues(merged.fees as Table, toFee),
    ext: mapValues(merged.ext as Table, widen),
    compute: mapValues(merged.compute as Table, widen),
    limits: merged.limits,
  } as ProtocolConfig
}

const keepNumber: ReadonlySet<string> = new Set([
  'protocolVersion',
  'minAllowedTopLevelAccountLength',
  'mainStorageProofSizeSoftLimit',
  'registrarAccountId',
])

function readTable(name: string): Table {
  return JSON.parse(readFileSync(new URL(`../../config/${name}.json`, import.meta.url), 'utf8'))
}

/** Numbers and decimal strings of the tables become bigints. */
function widen(value: unknown): unknown {
  if (typeof value === 'number' || typeof value === 'string') return BigInt(value)
  return Array.isArray(value) ? value.map(widen) : value
}

function toFee(value: unknown): Fee {
  const [sendSir = 0n, sendNotSir = 0n, execution = 0n] = widen(value) as bigint[]
  return { sendSir, sendNotSir, execution }
}

function mapValues<T>(table: Table, map: (value: unknown) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(table).map(([key, value]) => [key, map(value)]))
}
