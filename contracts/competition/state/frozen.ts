/** The configuration a competition was rolled with, as canonical JSON; it was checked before it was written. */
import { storageRead, storageRemove, storageWrite } from '@research-hub/compiler/host'
import { recordBytes } from '../../common/state/records.js'
import { fail } from '../errors.js'
import type { CompetitionConfig } from '../interface.js'
import { decodeBody } from '../rules/canonical.js'

export function requireFrozen(cid: string): CompetitionConfig {
  return decodeBody(requireBody(cid))
}

/** Saves it and returns the storage bytes its record takes. */
export function saveFrozen(cid: string, body: Uint8Array): bigint {
  storageWrite(`f:${cid}`, body)
  return recordBytes(`f:${cid}`, body)
}

/** Removes it and returns the bytes freed. */
export function removeFrozen(cid: string): bigint {
  const freed = recordBytes(`f:${cid}`, requireBody(cid))
  storageRemove(`f:${cid}`)
  return freed
}

function requireBody(cid: string): Uint8Array {
  return storageRead(`f:${cid}`) ?? fail('ERR_COMPETITION_NOT_FOUND', cid)
}
