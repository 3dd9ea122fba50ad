/** Series of competitions. */
import { storageRead, storageRemove, storageWrite } from '@research-hub/compiler/host'
import {
  bool,
  bytes32,
  type RecordOf,
  record,
  text,
  u32,
  u64,
  u128,
  version,
} from '../../common/state/record.js'
import { recordBytes } from '../../common/state/records.js'
import { fail } from '../errors.js'

export const seriesRecord = record({
  version: version(1),
  ownerId: text,
  periodS: u32,
  nextStartNs: u64,
  lastCid: u32,
  templateHash: bytes32,
  /** Competitions of it that are not purged. */
  live: u32,
  /** Nothing is rolled any more, and its template is gone. */
  isEnded: bool,
  /** What whoever rolls is paid, and what there is for that. */
  tipYocto: u128,
  tipsYocto: u128,
})

export type Series = RecordOf<typeof seriesRecord>

export function requireSeries(seriesId: string): Series {
  return seriesRecord.decode(storageRead(`r:${seriesId}`) ?? fail('ERR_SERIES_NOT_FOUND', seriesId))
}

/** Saves a series and returns the storage bytes its record takes. */
export function saveSeries(seriesId: string, series: Series): bigint {
  const bytes = seriesRecord.encode(series)
  storageWrite(`r:${seriesId}`, bytes)
  return recordBytes(`r:${seriesId}`, bytes)
}

/** Removes a series and returns the storage bytes freed. */
export function removeSeries(seriesId: string, series: Series): bigint {
  storageRemove(`r:${seriesId}`)
  return recordBytes(`r:${seriesId}`, seriesRecord.encode(series))
}
