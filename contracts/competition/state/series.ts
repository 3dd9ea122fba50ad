/** Series, their templates, and who may create them. */
import {
  storageHasKey,
  storageRead,
  storageRemove,
  storageWrite,
} from '@research-hub/compiler/host'
import { pack, unpack } from '../../common/state/record.js'
import { recordBytes } from '../../common/state/records.js'
import { failCompetition } from '../errors.js'

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
  const bytes = storageRead(`r:${seriesId}`) ?? failCompetition('ERR_SERIES_NOT_FOUND', seriesId)
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

export function loadTemplate(seriesId: string): Uint8Array {
  return storageRead(`q:${seriesId}`) ?? failCompetition('ERR_SERIES_NOT_FOUND', seriesId)
}

/** Saves a template's canonical JSON and returns the storage bytes its record takes. */
export function saveTemplate(seriesId: string, body: Uint8Array): bigint {
  storageWrite(`q:${seriesId}`, body)
  return recordBytes(`q:${seriesId}`, body)
}

export function isCreator(accountId: string): boolean {
  return storageHasKey(`u:${accountId}`)
}

export function setCreator(accountId: string, isAllowed: boolean): void {
  if (isAllowed) storageWrite(`u:${accountId}`, pack('1', [version]))
  else storageRemove(`u:${accountId}`)
}
