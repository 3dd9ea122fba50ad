/** A pending decrease of a channel's deposit: the limit it falls to and when. */
import { storageRead, storageRemove, storageWrite } from '@research-hub/compiler/host'
import { type RecordOf, record, u64, u128, version } from '../../common/state/record.js'
import { recordBytes } from '../../common/state/records.js'
import { keyOf } from './keys.js'

export const decreaseRecord = record({ version: version(1), limit: u128, atNs: u64 })
export type Decrease = RecordOf<typeof decreaseRecord>

export function loadDecrease(id: Uint8Array): Decrease | undefined {
  const bytes = storageRead(keyOf('e', id))
  return bytes === undefined ? undefined : decreaseRecord.decode(bytes)
}

export function saveDecrease(id: Uint8Array, decrease: Decrease): void {
  storageWrite(keyOf('e', id), decreaseRecord.encode(decrease))
}

export function removeDecrease(id: Uint8Array): void {
  storageRemove(keyOf('e', id))
}

export function decreaseBytes(id: Uint8Array): bigint {
  return recordBytes(keyOf('e', id), decreaseRecord.size)
}
