/** Parents: what a draft is made from, and what it therefore owes. */
import { blockTimestamp, hexEncode, input, type RawArgs } from '@research-hub/compiler/host'
import { refuseDeposit } from '../../common/entry/reply.js'
import { requireNotPaused } from '../../common/state/governance.js'
import { caller } from '../../common/wire/caller.js'
import { decodeArgs, hex, integer, optional, u64 } from '../../common/wire/decode.js'
import { emit } from '../../common/wire/events.js'
import {
  assetId,
  chargeRecords,
  requireAsset,
  requireOwnAsset,
  requireSealed,
  requireUntagged,
} from './access.js'
import { failLicensing } from '../errors.js'
import type * as wire from '../interface.js'
import { features, maxAncestors, maxParents, maxStackPpm } from '../limits.js'
import { requireActiveOffer, requireTerms } from './offers.js'
import { withParent } from '../rules/ancestors.js'
import { earlierEnd, type Terms } from '../rules/terms.js'
import { saveAsset } from '../state/asset.js'
import { loadLicence } from '../state/licence.js'
import { linkBytes, loadAncestors, loadParents, saveAncestors, saveParents } from '../state/links.js'

export function add_parent(raw: RawArgs<wire.AddParentArgs> = input()): void {
  refuseDeposit('add_parent')
  const args = decodeArgs(raw, {
    asset_id: assetId,
    parent_id: assetId,
    terms_hash: hex(32),
    share_ppm: integer(0, maxStackPpm),
    licence_id: optional(u64),
  })
  requireNotPaused(features.publish, 'publishing')
  const { asset_id: id, parent_id: parentId, share_ppm: sharePpm } = args
  const asset = requireOwnAsset(id)
  if (asset.isSealed) failLicensing('ERR_ASSET_SEALED', id)
  if (parentId >= id) failLicensing('ERR_PARENT_ORDER', parentId, id)
  if (asset.parents === maxParents) failLicensing('ERR_PARENT_LIMIT', maxParents)
  const parent = requireAsset(parentId)
  requireSealed(parentId, parent)
  requireUntagged(parentId, parent)
  requireActiveOffer(parentId, args.terms_hash)
  const terms = requireTerms(args.terms_hash)
  requireDerivable(parentId, args.terms_hash, terms, args.licence_id)
  if (sharePpm < terms.royaltyPpm) {
    failLicensing('ERR_ROYALTY_SHORT', sharePpm, terms.royaltyPpm)
  }
  const stackPpm = asset.stackPpm + parent.stackPpm + sharePpm
  if (stackPpm > maxStackPpm) failLicensing('ERR_STACK', stackPpm, maxStackPpm)
  const parents = loadParents(id)
  if (parents.some((link) => link.id === parentId)) failLicensing('ERR_PARENT_LINKED', parentId)
  const ancestors = withParent(loadAncestors(id), parentId, sharePpm, loadAncestors(parentId))
  if (ancestors.length > maxAncestors) {
    failLicensing('ERR_ANCESTOR_LIMIT', ancestors.length, maxAncestors)
  }
  saveParents(id, [...parents, { id: parentId, sharePpm, termsHash: args.terms_hash }])
  saveAncestors(id, ancestors)
  const after = {
    ...asset,
    stackPpm,
    parents: parents.length + 1,
    ancestors: ancestors.length,
    expiresAtNs: earlierEnd(earlierEnd(asset.expiresAtNs, parent.expiresAtNs), terms.expiresAtNs),
    isNonCommercial: asset.isNonCommercial || !terms.commercial,
    reciprocalPpm: stricter(asset.reciprocalPpm, terms),
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

/** The terms let anyone derive, or the caller holds a valid licence under them. */
function requireDerivable(
  parentId: number,
  termsHash: Uint8Array,
  terms: Terms,
  licenceId: bigint | undefined,
): void {
  const nowNs = blockTimestamp()
  if (terms.expiresAtNs !== 0n && terms.expiresAtNs <= nowNs) {
    failLicensing('ERR_TERMS_EXPIRED', terms.expiresAtNs, nowNs)
  }
  if (terms.derivative === 'open') return
  const account = caller()
  if (terms.derivative === 'none' || licenceId === undefined) {
    failLicensing('ERR_DERIVATIVE', account)
  }
  const licence = loadLicence(licenceId) ?? failLicensing('ERR_LICENCE_NOT_FOUND', licenceId)
  if (licence.holderId !== account) failLicensing('ERR_NOT_HOLDER', account)
  if (licence.expiresAtNs !== 0n && licence.expiresAtNs <= nowNs) {
    failLicensing('ERR_LICENCE_EXPIRED', licence.expiresAtNs, nowNs)
  }
  if (licence.assetId !== parentId || hexEncode(licence.termsHash) !== hexEncode(termsHash)) {
    failLicensing('ERR_DERIVATIVE', account)
  }
}

function stricter(now: number | undefined, terms: Terms): number | undefined {
  return terms.reciprocal ? Math.max(now ?? 0, terms.royaltyPpm) : now
}
