/** Series of competitions. */
import { storageRead, storageWrite } from '@research-hub/compiler/host'
import {
  bytes32,
  type RecordOf,
  record,
  text,
  u32,
  u64,
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
