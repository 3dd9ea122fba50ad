/** Split epochs: who shares what an asset earns from now on. */
import { hexEncode } from '@research-hub/compiler/host'
import { chargeStorage } from '../../common/money/credits.js'
import { changeTotals, near } from '../../common/state/totals.js'
import { emit } from '../../common/wire/events.js'
import { fail } from '../errors.js'
import { maxEpoch } from '../limits.js'
import type { NewSplit } from '../rules/decoders.js'
import { type Split, splitProblem } from '../rules/split.js'
import { saveAsset } from '../state/asset.js'
import { spanBytes } from '../state/flow.js'
import { saveSplit } from '../state/split.js'
import { requireOwnAsset } from './access.js'

/** Opens the next epoch and returns its number. */
export function openSplitEpoch(args: NewSplit): number {
  const id = args.asset_id
  const asset = requireOwnAsset(id)
  const shares = (args.shares ?? []).map((item) => ({
    accountId: item.account_id,
    share: item.share,
  }))
  if (args.root === undefined) {
    if (args.count !== undefined || args.allocated !== undefined) fail('ERR_SPLIT', 'root')
  } else if (args.count === undefined || args.allocated === undefined) {
    fail('ERR_SPLIT', 'count or allocated')
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
  if (problem !== undefined) fail('ERR_SPLIT', problem)
  if (asset.epoch === maxEpoch) fail('ERR_SPLIT', 'number of epochs')
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
  return epoch
}
