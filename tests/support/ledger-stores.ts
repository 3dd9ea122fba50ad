import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type Claim,
  connectSql,
  embeddedSql,
  type FileSystem,
  fileLedgerStore,
  type LedgerStore,
  type Movement,
  memoryLedgerStore,
  nodeFileSystem,
  type SqlClient,
  sqlLedgerStore,
  type VoucherProof,
} from '@research-hub/sdk/payments/server'

export const ledgerId = 'ab'.repeat(32)

/** Calls `before` ahead of every operation that a store does on its medium, `after` behind it. */
export type Faults = {
  readonly before: () => void
  readonly after: () => void
}

const noFaults: Faults = { before: () => undefined, after: () => undefined }

/** Records that outlive the store objects opened on them, as a disk outlives a process. */
export type Backing = {
  readonly open: (faults?: Faults) => Promise<LedgerStore>
  /** A new store on the same records, as after a restart. */
  readonly reopen: () => Promise<LedgerStore>
  readonly dispose: () => Promise<void>
}

export type StoreKind = {
  readonly name: string
  readonly slow: boolean
  /** Why the kind cannot be tested here. */
  readonly skip?: string
  readonly make: () => Promise<Backing>
}

const databaseUrl = process.env.DATABASE_URL

/** Every store behind the one interface. */
export const storeKinds: readonly StoreKind[] = [
  { name: 'memory', slow: false, make: memoryBacking },
  { name: 'file', slow: false, make: fileBacking },
  { name: 'PGlite', slow: true, make: embeddedBacking },
  {
    name: 'PostgreSQL',
    slow: true,
    make: serverBacking,
    ...(databaseUrl === undefined ? { skip: 'DATABASE_URL is not set' } : {}),
  },
]

async function memoryBacking(): Promise<Backing> {
  const store = memoryLedgerStore()
  return {
    open: async (faults = noFaults) => ({
      ...store,
      get: (channelId) => faulty(faults, () => store.get(channelId)),
      put: (entry, version) => faulty(faults, () => store.put(entry, version)),
      getAnswer: (channelId, key) => faulty(faults, () => store.getAnswer(channelId, key)),
      putAnswer: (answer, version) => faulty(faults, () => store.putAnswer(answer, version)),
    }),
    reopen: async () => store,
    dispose: async () => undefined,
  }
}

async function fileBacking(): Promise<Backing> {
  const folder = await mkdtemp(join(tmpdir(), 'ledger-'))
  const open = async (faults = noFaults) => fileLedgerStore(folder, faultyFiles(faults))
  return {
    open,
    reopen: () => open(),
    dispose: () => rm(folder, { recursive: true }),
  }
}

/** A fault in the middle of a write leaves half of it. */
export function faultyFiles(faults: Faults): FileSystem {
  const wrap = <A extends readonly string[], T>(work: (...args: A) => Promise<T>) => {
    return (...args: A): Promise<T> => faulty(faults, () => work(...args))
  }
  const torn = (work: (path: string, text: string) => Promise<void>) => {
    return async (path: string, text: string): Promise<void> => {
      try {
        faults.before()
      } catch (error) {
        await work(path, text.slice(0, text.length >> 1))
        throw error
      }
      await work(path, text)
      faults.after()
    }
  }
  return {
    makeFolder: nodeFileSystem.makeFolder,
    names: nodeFileSystem.names,
    read: nodeFileSystem.read,
    write: torn(nodeFileSystem.write),
    append: torn(nodeFileSystem.append),
    rename: wrap(nodeFileSystem.rename),
    remove: wrap(nodeFileSystem.remove),
    syncFolder: wrap(nodeFileSystem.syncFolder),
  }
}

/** PGlite takes seconds to start, so one database serves all tests of a file. */
let embedded: Promise<SqlClient> | undefined

async function embeddedBacking(): Promise<Backing> {
  embedded ??= embeddedSql()
  return sqlBacking(await embedded)
}

let server: Promise<SqlClient> | undefined

async function serverBacking(): Promise<Backing> {
  server ??= connectApart(databaseUrl ?? '')
  return sqlBacking(await server)
}

/** Ends what the stores of a test file kept open. */
export async function closeStores(): Promise<void> {
  await (await embedded)?.close()
  await (await server)?.close()
}

/** A schema of this test file's own: files run side by side, in one process. */
async function connectApart(url: string): Promise<SqlClient> {
  const schema = `hub_test_${randomBytes(6).toString('hex')}`
  const first = await connectSql(url, 1)
  await first.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`, [])
  await first.close()
  const client = await connectSql(`${url}${url.includes('?') ? '&' : '?'}search_path=${schema}`)
  const close = async (): Promise<void> => {
    await client.query(`DROP SCHEMA ${schema} CASCADE`, [])
    await client.close()
  }
  return { ...client, close }
}

async function sqlBacking(client: SqlClient): Promise<Backing> {
  const open = (faults = noFaults): Promise<LedgerStore> =>
    sqlLedgerStore({
      query: (text, values) =>
        text.startsWith('CREATE')
          ? client.query(text, values)
          : faulty(faults, () => client.query(text, values)),
      close: async () => undefined,
    })
  await open()
  await client.query('TRUNCATE paych_channels, paych_answers', [])
  return { open, reopen: () => open(), dispose: async () => undefined }
}

async function faulty<T>(faults: Faults, work: () => Promise<T>): Promise<T> {
  faults.before()
  const result = await work()
  faults.after()
  return result
}

export function claim(
  cumulativeYocto: bigint,
  lane = 0,
  voucher: VoucherProof = { message: Uint8Array.of(1, 2), signature: Uint8Array.of(3) },
): Claim {
  return { channelId: ledgerId, lane, cumulativeYocto, evidence: { voucher } }
}

/** All or nothing of an amount. */
export function holdOf(yocto: bigint, creditYocto: bigint): NonNullable<Movement['hold']> {
  return { atLeastYocto: yocto, atMostYocto: yocto, unitYocto: 0n, creditYocto }
}
