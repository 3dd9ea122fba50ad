/** Contributors: who shares what an asset earns, and taking one's share. */
import { input, type RawArgs } from '@research-hub/compiler/host'
import { refuseDeposit, reply } from '../../common/entry/reply.js'
import { token } from '../../common/state/tokens.js'
import { decodeArgs } from '../../common/wire/decode.js'
import { claimableSplit, claimResidual, claimSplit } from '../actions/claims.js'
import { freezeSplit, openSplitEpoch } from '../actions/splits.js'
import type * as wire from '../interface.js'
import { assetId, byAsset, epochNumber, newSplit, provenShare } from '../rules/decoders.js'

const epochFields = { asset_id: assetId, epoch: epochNumber, token }
const claimFields = { ...epochFields, ...provenShare }

/**
 * Announces the next epoch and returns its number: what is earned seven days from now on is split by it, the
 * first one at once; earlier epochs stay as they are and claimable for ever. Asset owner. Errors:
 * ERR_NOT_ASSET_OWNER, ERR_ASSET_PENDING, ERR_SPLIT, ERR_SPLIT_ANNOUNCED, ERR_SPLIT_FROZEN, ERR_NOT_SEALED,
 * ERR_STORAGE_SHORT.
 */
export function set_split_epoch(raw: RawArgs<wire.SetSplitEpochArgs> = input()): number {
  refuseDeposit('set_split_epoch')
  return reply(openSplitEpoch(decodeArgs(raw, newSplit)))
}

/**
 * No other split ever follows the one that holds now. Asset owner. Errors: ERR_NOT_ASSET_OWNER,
 * ERR_ASSET_PENDING, ERR_SPLIT_ANNOUNCED, ERR_SPLIT_FROZEN.
 */
export function freeze_split(raw: RawArgs<wire.AssetArgs> = input()): void {
  refuseDeposit('freeze_split')
  freezeSplit(decodeArgs(raw, byAsset).asset_id)
}

/**
 * Credits a contributor, who must be able to hold the token; returns the amount. Anyone; a new record of the
 * claim is charged to the caller. Errors: ERR_NO_SHARE, ERR_SPLIT_PROOF, ERR_SPLIT_NOT_FOUND,
 * ERR_NOTHING_DUE, ERR_FLOW_NOT_OPEN, ERR_NOT_SEALED, ERR_ASSET_TAGGED, ERR_NOT_REGISTERED,
 * ERR_TOKEN_NOT_HELD, ERR_STORAGE_SHORT.
 */
export function claim_split(raw: RawArgs<wire.ClaimSplitArgs> = input()): wire.DecimalU128 {
  refuseDeposit('claim_split')
  const args = decodeArgs(raw, claimFields)
  return reply(String(claimSplit(args.asset_id, args.epoch, args.token, args)))
}

/**
 * What `claim_split` would credit now. Errors: ERR_NO_SHARE, ERR_SPLIT_PROOF, ERR_SPLIT_NOT_FOUND,
 * ERR_FLOW_NOT_OPEN, ERR_NOT_SEALED, ERR_ASSET_TAGGED.
 * @view
 */
export function claimable_split(raw: RawArgs<wire.ClaimSplitArgs> = input()): wire.DecimalU128 {
  const args = decodeArgs(raw, claimFields)
  return reply(String(claimableSplit(args.asset_id, args.epoch, args.token, args)))
}

/**
 * Credits the residual owner of an epoch; returns the amount. Anyone. Errors: ERR_SPLIT_NOT_FOUND,
 * ERR_NOTHING_DUE, ERR_FLOW_NOT_OPEN, ERR_NOT_SEALED, ERR_ASSET_TAGGED, ERR_NOT_REGISTERED,
 * ERR_TOKEN_NOT_HELD, ERR_STORAGE_SHORT.
 */
export function claim_residual(raw: RawArgs<wire.ClaimResidualArgs> = input()): wire.DecimalU128 {
  refuseDeposit('claim_residual')
  const args = decodeArgs(raw, epochFields)
  return reply(String(claimResidual(args.asset_id, args.epoch, args.token)))
}
