/** Parents: what an asset builds on, and what it owes for that. */
import { hexEncode } from '@research-hub/compiler/host'
import { chargeRecords } from '../../common/money/credits.js'
import { caller } from '../../common/wire/caller.js'
import { emit } from '../../common/wire/events.js'
import { fail } from '../errors.js'
import { maxAncestors, maxParents, maxStackPpm } from '../limits.js'
import { withParent } from '../rules/ancestors.js'
import type { NewParent } from '../rules/decoders.js'
import { derivativeOf, earlierEnd, type Terms, termsSay } from '../rules/terms.js'
import { assetFlags, isFlagged, saveAsset } from '../state/asset.js'
import { requireLicence, saveLicence } from '../state/licence.js'
import {
  linkBytes,
  loadAncestors,
  loadParents,
  saveAncestors,
  saveParents,
} from '../state/links.js'
import { requireActiveOffer, requireTerms } from '../state/terms.js'
import { requireOpen, requireOwnAsset, requireRunning } from './access.js'
import { requireHolderOf } from './licences.js'

export function addParent(args: NewParent): void {
  const { asset_id: id, parent_id: parentId, share_ppm: sharePpm } = args
  const asset = requireOwnAsset(id)
  if (isFlagged(asset, 'sealed')) fail('ERR_ASSET_SEALED', id)
  if (parentId >= id) fail('ERR_PARENT_ORDER', parentId, id)
  if (asset.parents === maxParents) fail('ERR_PARENT_LIMIT', maxParents)
  const parent = requireOpen(parentId)
  const terms = requireTerms(args.terms_hash)
  requireDerivable(parentId, args.terms_hash, terms, args.licence_id)
  if (sharePpm < terms.royaltyPpm) fail('ERR_ROYALTY_SHORT', sharePpm, terms.royaltyPpm)
  const stackPpm = asset.stackPpm + parent.stackPpm + sharePpm
  if (stackPpm > maxStackPpm) fail('ERR_STACK', stackPpm, maxStackPpm)
  const parents = loadParents(id)
  if (parents.some((link) => link.id === parentId)) fail('ERR_PARENT_LINKED', parentId)
  const ancestors = withParent(loadAncestors(id), parentId, sharePpm, loadAncestors(parentId))
  if (ancestors.length > maxAncestors) {
    fail('ERR_ANCESTOR_LIMIT', ancestors.length, maxAncestors)
  }
  saveParents(id, [...parents, { id: parentId, sharePpm, termsHash: args.terms_hash }])
  saveAncestors(id, ancestors)
  const isReciprocal = termsSay(terms, 'reciprocal')
  const after = {
    ...asset,
    stackPpm,
    parents: parents.length + 1,
    ancestors: ancestors.length,
    expiresAtNs: earlierEnd(earlierEnd(asset.expiresAtNs, parent.expiresAtNs), terms.expiresAtNs),
    flags:
      asset.flags |
      (termsSay(terms, 'commercial') ? 0 : assetFlags.nonCommercial) |
      (isReciprocal ? assetFlags.reciprocal : 0),
    reciprocalPpm: isReciprocal
      ? Math.max(asset.reciprocalPpm, terms.royaltyPpm)
      : asset.reciprocalPpm,
  }
  saveAsset(id, after)
  chargeRecords(
    asset.ownerId,
    linkBytes(id, after.parents, after.ancestors) - linkBytes(id, asset.parents, asset.ancestors),
  )
  emit('parent_linked', {
    asset_id: String(id),
    parent_id: String(parentId),
    terms_hash: hexEncode(args.terms_hash),
    share_ppm: sharePpm,
    stack_ppm: stackPpm,
  })
}

/** The terms let anyone derive, or the caller holds a valid licence under them, of which it uses a unit. */
function requireDerivable(
  parentId: number,
  termsHash: Uint8Array,
  terms: Terms,
  licenceId: bigint | undefined,
): void {
  const derivative = derivativeOf(terms)
  // A licence stays what was bought, whatever the seller offers since.
  if (derivative !== 'licensed' || licenceId === undefined) requireActiveOffer(parentId, termsHash)
  requireRunning(terms.expiresAtNs, 'ERR_TERMS_EXPIRED')
  if (derivative === 'open') return
  if (derivative === 'none' || licenceId === undefined) fail('ERR_DERIVATIVE', caller())
  const licence = requireLicence(licenceId)
  requireHolderOf(licence)
  requireRunning(licence.expiresAtNs, 'ERR_LICENCE_EXPIRED')
  if (licence.assetId !== parentId || hexEncode(licence.termsHash) !== hexEncode(termsHash)) {
    fail('ERR_DERIVATIVE', caller())
  }
  // Each derivative uses one unit up: a period bought is one too.
  if (licence.unitsLeft === 0n) fail('ERR_UNITS_SHORT', 0n, 1n)
  saveLicence(licenceId, { ...licence, unitsLeft: licence.unitsLeft - 1n })
  emit('units_consumed', {
    licence_id: String(licenceId),
    units: '1',
    units_left: String(licence.unitsLeft - 1n),
  })
}
