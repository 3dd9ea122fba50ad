import { mkdir, open, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Journal, JournalEntry } from './journal.js'

export type FileJournal = Journal & { readonly close: () => Promise<void> }

/**
 * A journal in one file, readable by its owner only: a JSON line an entry, flushed to disk before
 * `put` resolves. A line cut off by a crash belongs to a `put` that never resolved, so nothing was
 * sent for it, and it is passed over. One process at a time.
 */
export async function fileJournal(path: string): Promise<FileJournal> {
  await mkdir(dirname(path), { recursive: true })
  const entries = parse(await readFile(path, 'utf8').catch(absent))
  const text = [...entries.values()].map((entry) => `${JSON.stringify(entry)}\n`).join('')
  await writeFile(`${path}.new`, text, { mode: 0o600, flush: true })
  await rename(`${path}.new`, path)
  const file = await open(path, 'a', 0o600)
  let tail: Promise<unknown> = Promise.resolve()
  return {
    put: (entry) => {
      const written = tail.then(async () => {
        await file.appendFile(`${JSON.stringify(entry)}\n`)
        await file.datasync()
        entries.set(entry.id, entry)
      })
      tail = written.catch(() => undefined)
      return written
    },
    get: async (id) => entries.get(id),
    pending: async () => [...entries.values()].filter(({ state }) => state === 'pending'),
    close: async () => {
      await tail
      await file.close()
    },
  }
}

function parse(text: string): Map<string, JournalEntry> {
  const entries = new Map<string, JournalEntry>()
  const lines = text.split('\n')
  for (const [i, line] of lines.entries()) {
    if (line === '') continue
    try {
      const entry = JSON.parse(line) as JournalEntry
      entries.set(entry.id, entry)
    } catch (cause) {
      if (i === lines.length - 1) break
      throw new Error(`line ${i + 1} of the journal is damaged`, { cause })
    }
  }
  return entries
}

function absent(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
  throw error
}
