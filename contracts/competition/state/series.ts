/** Series of competitions. */
import { storageRead, storageWrite } from '@research-hub/compiler/host'
import { pack, unpack } from '../../common/state/record.js'
import { recordBytes } from '../../common/state/records.js'
import { fail } from '../errors.js'

export type Series = {
  readonly ownerId: string
  readonly periodS: number
  readonly nextStartNs: bigint
  readonly lastCid: number
  readonly templateHash: Uint8Array
}

const version = 1
const layout = '1s484h'

export function requireSeries(seriesId: string): Series {
  const bytes = storageRead(`r:${seriesId}`) ?? fail('ERR_SERIES_NOT_FOUND', seriesId)
  const record = unpack(layout, bytes)
  return {
    ownerId: record[1],
    periodS: record[2],
    nextStartNs: record[3],
    lastCid: record[4],
    templateHash: record[5],
  }
}

/** Saves a series and returns the storage bytes its record takes. */
export function saveSeries(seriesId: string, series: Series): bigint {
  const { ownerId, periodS, nextStartNs, lastCid, templateHash } = series
  const bytes = pack(layout, [version, ownerId, periodS, nextStartNs, lastCid, templateHash])
  storageWrite(`r:${seriesId}`, bytes)
  return recordBytes(`r:${seriesId}`, bytes)
}
