import { join } from 'node:path'
import type { FileSystem } from '../../../files/file-system.js'
import type { Versioned } from '../ledger/store.js'

/** Versioned texts, one file each, all in memory as well. */
export type RecordFolder = {
  readonly get: (name: string) => Versioned<string> | undefined
  readonly put: (name: string, text: string, version: number) => Promise<boolean>
  readonly remove: (name: string) => Promise<void>
  readonly texts: () => readonly string[]
}

/** The first line of a file is its version, the rest its text. */
export async function openFolder(folder: string, fs: FileSystem): Promise<RecordFolder> {
  await fs.makeFolder(folder)
  const rows = new Map<string, Versioned<string>>()
  for (const file of await fs.names(folder)) {
    if (!file.endsWith('.json')) continue
    const text = await fs.read(join(folder, file))
    const end = text.indexOf('\n')
    rows.set(file.slice(0, -5), { version: Number(text.slice(0, end)), value: text.slice(end + 1) })
  }
  // Writes of one record follow one another; memory changes only after the file has.
  const tails = new Map<string, Promise<unknown>>()
  const inTurn = <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const done = (tails.get(name) ?? Promise.resolve()).then(work)
    const tail = done.catch(() => undefined)
    tails.set(name, tail)
    void tail.then(() => {
      if (tails.get(name) === tail) tails.delete(name)
    })
    return done
  }
  return {
    get: (name) => rows.get(name),
    texts: () => [...rows.values()].map(({ value }) => value),
    put: (name, value, version) =>
      inTurn(name, async () => {
        if ((rows.get(name)?.version ?? 0) !== version) return false
        const path = join(folder, `${name}.json`)
        await fs.write(`${path}.new`, `${version + 1}\n${value}`)
        await fs.rename(`${path}.new`, path)
        await fs.syncFolder(folder)
        rows.set(name, { value, version: version + 1 })
        return true
      }),
    remove: (name) =>
      inTurn(name, async () => {
        await fs.remove(join(folder, `${name}.json`))
        await fs.syncFolder(folder)
        rows.delete(name)
      }),
  }
}
