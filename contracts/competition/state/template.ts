/** The configuration of a series' next competitions, as canonical JSON. */
import { storageRead, storageRemove, storageWrite } from '@research-hub/compiler/host'
import { recordBytes } from '../../common/state/records.js'
import { fail } from '../errors.js'

export function requireTemplate(seriesId: string): Uint8Array {
  return storageRead(`q:${seriesId}`) ?? fail('ERR_SERIES_NOT_FOUND', seriesId)
}

/** Saves a template and returns the storage bytes its record takes. */
export function saveTemplate(seriesId: string, body: Uint8Array): bigint {
  storageWrite(`q:${seriesId}`, body)
  return templateBytes(seriesId, body)
}

export function templateBytes(seriesId: string, body: Uint8Array): bigint {
  return recordBytes(`q:${seriesId}`, body)
}

/** Removes it and returns the bytes freed. */
export function removeTemplate(seriesId: string): bigint {
  const freed = templateBytes(seriesId, requireTemplate(seriesId))
  storageRemove(`q:${seriesId}`)
  return freed
}
