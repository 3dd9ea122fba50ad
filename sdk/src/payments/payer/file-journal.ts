import { createHash } from 'node:crypto'
import { dirname, join } from 'node:path'
import { type FileSystem, nodeFileSystem } from '../../files/file-system.js'
import { lockFolder } from '../../files/lock-folder.js'
import {
  compactRecords,
  type JournalRecord,
  type PayerJournal,
  parseRecords,
  renderRecords,
} from './journal.js'

/** The journal holds a line that is neither whole nor the torn last one: it was tampered with or lost. */
export class JournalCorruptError extends Error {
  override readonly name = 'JournalCorruptError'
}

/**
 * A payer's journal in a folder: one checked line a record, synced before the signature leaves. A line
 * torn by a crash is dropped on loading, and nothing was signed for it. One process at a time.
 */
export async function fileJournal(
  folder: string,
  fs: FileSystem = nodeFileSystem,
): Promise<PayerJournal & { readonly close: () => Promise<void> }> {
  await fs.makeFolder(folder)
  const unlock = await lockFolder(folder)
  const path = join(folder, 'journal')
  return {
    load: async () => {
      const exists = (await fs.names(folder)).includes('journal')
      const records = exists ? parseLines(await fs.read(path)) : []
      const compact = compactRecords(records)
      // Rewritten in one step, so that the file never grows for ever and never holds half a line.
      await fs.write(`${path}.new`, compact.map(line).join(''))
      await fs.rename(`${path}.new`, path)
      await fs.syncFolder(dirname(path))
      return compact
    },
    append: (record) => fs.append(path, line(record)),
    close: unlock,
  }
}

function line(record: JournalRecord): string {
  const text = renderRecords([record])
  return `${checksum(text)} ${text}\n`
}

function parseLines(text: string): JournalRecord[] {
  const lines = text.split('\n')
  return lines.flatMap((row, i) => {
    if (row === '') return []
    const [sum, json] = [row.slice(0, 16), row.slice(17)]
    if (checksum(json) === sum) return parseRecords(json)
    // A crash tears the end of the file, nothing else.
    if (i === lines.length - 1) return []
    throw new JournalCorruptError(`line ${i + 1} of the payment journal is damaged`)
  })
}

function checksum(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}
