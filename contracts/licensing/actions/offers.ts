/** Terms that assets offer. */
import { hexEncode } from '@research-hub/compiler/host'
import { chargeRecords } from '../../common/money/credits.js'
import { emit } from '../../common/wire/events.js'
import { fail } from '../errors.js'
import { inheritedProblem, type Terms, termsProblem } from '../rules/terms.js'
import { inheritedBy, saveAsset } from '../state/asset.js'
import {
  hashTerms,
  keepTerms,
  listOffer,
  loadOffer,
  requireActiveOffer,
  saveOffer,
  termsRecord,
} from '../state/terms.js'
import { requireOwnAsset, requireRunning, requireSealed } from './access.js'

/** Offers licences on these terms; returns their hash. */
export function addTerms(id: number, terms: Terms): Uint8Array {
  const asset = requireOwnAsset(id)
  // Parents decide what may be offered, so they come first.
  requireSealed(id, asset)
  const problem = termsProblem(terms)
  if (problem !== undefined) fail('ERR_TERMS', problem)
  const forbidden = inheritedProblem(terms, inheritedBy(asset))
  if (forbidden !== undefined) fail('ERR_TERMS_INHERITED', forbidden)
  requireRunning(terms.expiresAtNs, 'ERR_TERMS_EXPIRED')
  const encoded = termsRecord.encode(terms)
  const hash = hashTerms(encoded)
  const before = loadOffer(id, hash)
  if (before === true) return hash
  let bytes = saveOffer(id, hash, true)
  if (before === undefined) {
    bytes += keepTerms(hash, encoded) + listOffer(id, asset.offers, hash)
    saveAsset(id, { ...asset, offers: asset.offers + 1 })
    chargeRecords(asset.ownerId, bytes)
  }
  emit('terms_added', { asset_id: String(id), terms_hash: hexEncode(hash) })
  return hash
}

export function retireTerms(id: number, hash: Uint8Array): void {
  requireOwnAsset(id)
  requireActiveOffer(id, hash)
  saveOffer(id, hash, false)
  emit('terms_retired', { asset_id: String(id), terms_hash: hexEncode(hash) })
}
