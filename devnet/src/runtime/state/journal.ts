/** Which records a block wrote, and for whose sake, as nearcore keeps them for `changes`. */
import { bytesOfKey } from '../../primitives/hash.js'
import type { Commit, StateChangeCause } from '../types/commit.js'
import { type AccountRecord, accountRecordOf } from './keys.js'

export type RecordChange = {
  readonly cause: StateChangeCause
  readonly value: Uint8Array | undefined
}

/** One record and its values, in the order in which the block gave it them. */
export type ChangedRecord = {
  readonly record: AccountRecord
  readonly changes: readonly RecordChange[]
}

/** The records of accounts that were written, in trie order. */
export function changedRecords(commits: readonly Commit[]): readonly ChangedRecord[] {
  const byKey = new Map<string, RecordChange[]>()
  for (const { cause, records } of commits) {
    for (const [key, value] of records) {
      const change = { cause, value: value ?? undefined }
      const known = byKey.get(key)
      if (known === undefined) byKey.set(key, [change])
      else known.push(change)
    }
  }
  const ordered = [...byKey].sort(([left], [right]) => (left < right ? -1 : 1))
  return ordered.flatMap(([key, changes]) => {
    const record = accountRecordOf(bytesOfKey(key))
    return record === undefined ? [] : [{ record, changes }]
  })
}
