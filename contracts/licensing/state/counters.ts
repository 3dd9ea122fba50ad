import { storageRead, storageWrite } from '@research-hub/compiler/host'
import { type RecordOf, record, u32, u64 } from '../../common/state/record.js'

export const countersRecord = record({
  /** Assets ever registered; also the latest id. */
  assets: u32,
  /** Licences ever sold; also the latest id. */
  licences: u64,
  /** Licences that exist. */
  supply: u32,
})
export type Counters = RecordOf<typeof countersRecord>

const key = 'n:'

export function loadCounters(): Counters {
  const bytes = storageRead(key)
  return bytes === undefined ? { assets: 0, licences: 0n, supply: 0 } : countersRecord.decode(bytes)
}

export function saveCounters(counters: Counters): void {
  storageWrite(key, countersRecord.encode(counters))
}
