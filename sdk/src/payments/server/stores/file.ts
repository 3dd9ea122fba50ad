import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { type FileSystem, nodeFileSystem } from '../../../files/file-system.js'
import { answerFromJson, answerToJson, entryFromJson, entryToJson } from '../ledger/json.js'
import type { LedgerStore } from '../ledger/store.js'
import { openFolder, type RecordFolder } from './record-folder.js'

/**
 * One file a record, written beside, synced and renamed, so that a crash leaves the old record or the
 * new one. For one process at a time; files are readable by their owner only.
 */
export async function fileLedgerStore(
  folder: string,
  fs: FileSystem = nodeFileSystem,
): Promise<LedgerStore> {
  const entries = await openFolder(folder, fs)
  const answers = await openFolder(join(folder, 'answers'), fs)
  return {
    get: (channelId) => read(entries, channelId, entryFromJson),
    put: (entry, version) => entries.put(entry.channelId, entryToJson(entry), version),
    list: async () => entries.texts().map(entryFromJson),
    getAnswer: (channelId, key) => read(answers, answerName(channelId, key), answerFromJson),
    putAnswer: (answer, version) =>
      answers.put(answerName(answer.channelId, answer.key), answerToJson(answer), version),
    dropAnswers: async (startedBeforeMs) => {
      const old = answers
        .texts()
        .map(answerFromJson)
        .filter(({ startedAtMs }) => startedAtMs < startedBeforeMs)
      for (const { channelId, key } of old) await answers.remove(answerName(channelId, key))
      return old.length
    },
    close: async () => undefined,
  }
}

async function read<T>(folder: RecordFolder, name: string, parse: (text: string) => T) {
  const found = folder.get(name)
  return found && { value: parse(found.value), version: found.version }
}

/** Keys are the client's own text; a file name must not be. */
function answerName(channelId: string, key: string): string {
  return createHash('sha256').update(`${channelId}:${key}`).digest('hex')
}
