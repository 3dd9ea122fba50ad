/** Holds the id of a closed channel that might be opened again inside its height window. */
import {
  storageHasKey,
  storageRead,
  storageRemove,
  storageWrite,
} from '@research-hub/compiler/host'
import { type RecordOf, record, text, u64, version } from '../../common/state/record.js'
import { recordBytes } from '../../common/state/records.js'
import { keyOf } from './keys.js'

export const tombstoneRecord = record({ version: version(1), payerId: text, openHeight: u64 })
export type Tombstone = RecordOf<typeof tombstoneRecord>

export function loadTombstone(id: Uint8Array): Tombstone | undefined {
  const bytes = storageRead(keyOf('d', id))
  return bytes === undefined ? undefined : tombstoneRecord.decode(bytes)
}

export function hasTombstone(id: Uint8Array): boolean {
  return storageHasKey(keyOf('d', id))
}

export function saveTombstone(id: Uint8Array, tombstone: Tombstone): void {
  storageWrite(keyOf('d', id), tombstoneRecord.encode(tombstone))
}

export function removeTombstone(id: Uint8Array): void {
  storageRemove(keyOf('d', id))
}

export function tombstoneBytes(id: Uint8Array, tombstone: Tombstone): bigint {
  return recordBytes(keyOf('d', id), tombstoneRecord.encode(tombstone))
}
