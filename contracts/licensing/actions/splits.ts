/** Split epochs: who shares what an asset earns from now on. */
import { hexEncode, input, type RawArgs } from '@research-hub/compiler/host'
import { refuseDeposit, reply } from '../../common/entry/reply.js'
import { chargeStorage } from '../../common/money/credits.js'
import { changeTotals, near } from '../../common/state/totals.js'
import {
  accountId,
  decodeArgs,
  hex,
  integer,
  list,
  object,
  optional,
  u64,
} from '../../common/wire/decode.js'
import { emit } from '../../common/wire/events.js'
import { assetId, requireOwnAsset } from './access.js'
import { failLicensing } from '../errors.js'
import type * as wire from '../interface.js'
import { maxContributors, maxEpoch, maxInlineShares } from '../limits.js'
import { ownerAlone, type Split, splitProblem } from '../rules/split.js'
import { type Asset, saveAsset } from '../state/asset.js'
import { spanBytes } from '../state/flow.js'
import { loadSplit, saveSplit } from '../state/split.js'

const share = object({ account_id: accountId, share: u64 })

export function set_split_epoch(raw: RawArgs<wire.SetSplitEpochArgs> = input()): number {
  refuseDeposit('set_split_epoch')
  const args = decodeArgs(raw, {
    asset_id: assetId,
    total: u64,
    residual_id: accountId,
    shares: optional(list(share, maxInlineShares)),
    root: optional(hex(32)),
    count: optional(integer(1, maxContributors)),
    allocated: optional(u64),
  })
  const id = args.asset_id
  const asset = requireOwnAsset(id)
  const shares = (args.shares ?? []).map((item) => ({
    accountId: item.account_id,
    share: item.share,
  }))
  if (args.root === undefined) {
    if (args.count !== undefined || args.allocated !== undefined) failLicensing('ERR_SPLIT', 'root')
  } else if (args.count === undefined || args.allocated === undefined) {
    failLicensing('ERR_SPLIT', 'count or allocated')
  }
  const split: Split = {
    total: args.total,
    allocated: args.allocated ?? shares.reduce((sum, item) => sum + item.share, 0n),
    residualId: args.residual_id,
    shares,
    root: args.root,
    count: args.count ?? shares.length,
  }
  const problem = splitProblem(split)
  if (problem !== undefined) failLicensing('ERR_SPLIT', problem)
  if (asset.epoch === maxEpoch) failLicensing('ERR_SPLIT', 'number of epochs')
  const epoch = asset.epoch + 1
  const bytes = saveSplit(id, epoch, split)
  saveAsset(id, { ...asset, epoch })
  // Each flow will put the epoch that ends now away when it next earns.
  chargeStorage(asset.ownerId, bytes + spanBytes * BigInt(asset.flows))
  changeTotals(near, { usedBytes: bytes })
  emit('split_epoch_opened', {
    asset_id: String(id),
    epoch,
    count: split.count,
    root: split.root === undefined ? '' : hexEncode(split.root),
  })
  return reply(epoch)
}

/** How an epoch's money is divided; epochs not opened yet have no split. */
export function requireSplit(id: number, asset: Asset, epoch: number): Split {
  if (epoch > asset.epoch) failLicensing('ERR_SPLIT_NOT_FOUND', id, epoch)
  if (epoch === 0) return ownerAlone(asset.ownerId)
  return loadSplit(id, epoch) ?? failLicensing('ERR_SPLIT_NOT_FOUND', id, epoch)
}
