/** Assets: registering, taking over, linking to parents, sealing, dropping, disputing. */
import { input, type RawArgs } from '@research-hub/compiler/host'
import { refuseDeposit, reply } from '../../common/entry/reply.js'
import { requireGuardianOrOwner, requireNotPaused } from '../../common/state/governance.js'
import { caller, requireNeighbour } from '../../common/wire/caller.js'
import { decodeArgs, hex, integer } from '../../common/wire/decode.js'
import * as assets from '../actions/assets.js'
import { tagAsset, untagAsset } from '../actions/disputes.js'
import { addParent } from '../actions/links.js'
import type * as wire from '../interface.js'
import { maxTagS, pauseBits } from '../limits.js'
import { assetId, byAsset, newAsset, newParent, wonEntry } from '../rules/decoders.js'
import { loadConfig } from '../state/config.js'

/**
 * Registers a draft that the caller owns and pays the records of; returns its id. Anyone registered,
 * once per artefact root. Errors: ERR_ASSET_KIND, ERR_ASSET_EXISTS, ERR_POOL_SHARE, ERR_PAUSED,
 * ERR_NOT_REGISTERED, ERR_STORAGE_SHORT.
 */
export function register_asset(raw: RawArgs<wire.RegisterAssetArgs> = input()): wire.DecimalU64 {
  refuseDeposit('register_asset')
  const args = decodeArgs(raw, newAsset)
  requireNotPaused(pauseBits.register, 'registering')
  return reply(String(assets.registerAsset(caller(), args)))
}

/**
 * Makes a pending model of `account_id`, charged to the competition's storage balance until the owner
 * accepts it; returns its id. The competition contract only, idempotent by `outbox_id` and by entry.
 * Errors: ERR_NOT_NEIGHBOUR, ERR_STORAGE_SHORT.
 */
export function register_from_entry(
  raw: RawArgs<wire.RegisterFromEntryArgs> = input(),
): wire.DecimalU64 {
  refuseDeposit('register_from_entry')
  const args = decodeArgs(raw, wonEntry)
  const config = loadConfig()
  requireNeighbour(config.competitionId)
  return reply(String(assets.registerFromEntry(config, args)))
}

/**
 * Takes a pending asset over, with its storage charge. Asset owner. Errors: ERR_ASSET_NOT_FOUND,
 * ERR_NOT_ASSET_OWNER, ERR_NOT_PENDING, ERR_NOT_REGISTERED, ERR_STORAGE_SHORT.
 */
export function accept_asset(raw: RawArgs<wire.AssetArgs> = input()): void {
  refuseDeposit('accept_asset')
  assets.acceptAsset(decodeArgs(raw, byAsset).asset_id)
}

/**
 * Removes a pending asset without revenue. Asset owner at once, anyone after 90 days. Errors:
 * ERR_ASSET_NOT_FOUND, ERR_NOT_PENDING, ERR_DROP_EARLY, ERR_ASSET_IN_USE.
 */
export function drop_pending(raw: RawArgs<wire.AssetArgs> = input()): void {
  refuseDeposit('drop_pending')
  assets.dropPending(decodeArgs(raw, byAsset).asset_id)
}

/**
 * Makes parents and shares final; sales may begin. Asset owner, or anyone 30 days after registration, 90
 * for pending assets. Errors: ERR_ASSET_NOT_FOUND, ERR_ASSET_SEALED, ERR_ASSET_PENDING, ERR_SEAL_EARLY.
 */
export function seal(raw: RawArgs<wire.AssetArgs> = input()): void {
  refuseDeposit('seal')
  assets.sealAsset(decodeArgs(raw, byAsset).asset_id)
}

/**
 * Links a draft to a parent, which must be older, sealed and untagged, and offer those terms; `share_ppm`
 * at least the terms' royalty. Asset owner. At most 16 parents, 64 ancestors, 500 000 ppm in all. Errors:
 * ERR_ASSET_SEALED, ERR_PARENT_ORDER, ERR_PARENT_LINKED, ERR_PARENT_LIMIT, ERR_ANCESTOR_LIMIT, ERR_STACK,
 * ERR_DERIVATIVE, ERR_ROYALTY_SHORT, ERR_OFFER_RETIRED, ERR_STORAGE_SHORT.
 */
export function add_parent(raw: RawArgs<wire.AddParentArgs> = input()): void {
  refuseDeposit('add_parent')
  const args = decodeArgs(raw, newParent)
  addParent(args)
}

/**
 * For at most 30 days nothing of the asset's revenue can be taken, and it cannot be licensed or derived
 * from; revenue still accrues. Guardian or owner. Ends by itself; again at the earliest 7 days after.
 * Errors: ERR_NOT_GUARDIAN, ERR_ASSET_NOT_FOUND, ERR_TAG_PAUSE.
 */
export function tag(raw: RawArgs<wire.TagArgs> = input()): void {
  refuseDeposit('tag')
  const args = decodeArgs(raw, {
    asset_id: assetId,
    evidence_hash: hex(32),
    duration_s: integer(1, maxTagS),
  })
  requireGuardianOrOwner()
  tagAsset(args.asset_id, args.evidence_hash, args.duration_s)
}

/**
 * Ends a dispute. Guardian or owner; anyone once the tag has run out. Errors: ERR_ASSET_NOT_FOUND,
 * ERR_NOT_TAGGED, ERR_NOT_GUARDIAN.
 */
export function untag(raw: RawArgs<wire.AssetArgs> = input()): void {
  refuseDeposit('untag')
  untagAsset(decodeArgs(raw, byAsset).asset_id)
}
