import { mkdir, open, readdir, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { LedgerEntry, LedgerStore } from '../ledger.js'

/**
 * One file a channel, written beside and renamed after fsync, so that a crash leaves the old entry
 * or the new one. For one process at a time; files are readable by their owner only.
 */
export async function fileLedgerStore(folder: string): Promise<LedgerStore> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const rows = new Map<string, { entry: LedgerEntry; version: number }>()
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.json')) continue
    const entry = parseEntry(await readFile(join(folder, name), 'utf8'))
    rows.set(entry.channelId, { entry, version: 1 })
  }
  // Writes of one channel follow one another; the map changes only after the file has.
  const tails = new Map<string, Promise<unknown>>()
  const put = async (entry: LedgerEntry, version: number): Promise<boolean> => {
    if ((rows.get(entry.channelId)?.version ?? 0) !== version) return false
    const path = join(folder, `${entry.channelId}.json`)
    const file = await open(`${path}.new`, 'w', 0o600)
    try {
      await file.writeFile(renderEntry(entry))
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(`${path}.new`, path)
    rows.set(entry.channelId, { entry, version: version + 1 })
    return true
  }
  return {
    get: async (channelId) => rows.get(channelId),
    put: (entry, version) => {
      const done = (tails.get(entry.channelId) ?? Promise.resolve()).then(() => put(entry, version))
      tails.set(
        entry.channelId,
        done.catch(() => undefined),
      )
      return done
    },
    list: async () => [...rows.values()].map(({ entry }) => entry),
  }
}

function renderEntry(entry: LedgerEntry): string {
  return JSON.stringify({
    ...entry,
    acceptedYocto: `${entry.acceptedYocto}`,
    spentYocto: `${entry.spentYocto}`,
  })
}

function parseEntry(text: string): LedgerEntry {
  const row = JSON.parse(text) as Record<keyof LedgerEntry, string>
  return { ...row, acceptedYocto: BigInt(row.acceptedYocto), spentYocto: BigInt(row.spentYocto) }
}
