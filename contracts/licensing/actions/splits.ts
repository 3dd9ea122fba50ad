/** Split epochs: who shares what an asset earns from now on. */
import { blockTimestamp, hexEncode } from '@research-hub/compiler/host'
import { chargeStorage } from '../../common/money/credits.js'
import { sumNodeRecord } from '../../common/state/merkle-sum.js'
import { changeTotals, near } from '../../common/state/totals.js'
import { emit } from '../../common/wire/events.js'
import { fail } from '../errors.js'
import { maxEpoch, splitNoticeNs } from '../limits.js'
import type { NewSplit } from '../rules/decoders.js'
import { type Split, splitProblem } from '../rules/split.js'
import { type Asset, assetFlags, isFlagged, saveAsset } from '../state/asset.js'
import { spanBytes } from '../state/flow.js'
import { saveSplit } from '../state/split.js'
import { requireOwnAsset, requireSealed } from './access.js'

/** Announces the next epoch and returns its number. */
export function openSplitEpoch(args: NewSplit): number {
  const id = args.asset_id
  const asset = requireOwnAsset(id)
  const shares = (args.shares ?? []).map((item) => ({
    accountId: item.account_id,
    share: item.share,
  }))
  if ((args.root === undefined) !== (args.count === undefined)) fail('ERR_SPLIT', 'root or count')
  const root = args.root === undefined ? undefined : sumNodeRecord.decode(args.root)
  const nowNs = blockTimestamp()
  const split: Split = {
    total: args.total,
    allocated: root?.sum ?? shares.reduce((sum, item) => sum + item.share, 0n),
    residualId: args.residual_id,
    shares,
    root: root?.hash,
    count: args.count ?? shares.length,
    // What the owner alone earned until now is nobody else's to lose.
    fromNs: asset.epoch === 0 ? nowNs : nowNs + splitNoticeNs,
  }
  const problem = splitProblem(split)
  if (problem !== undefined) fail('ERR_SPLIT', problem)
  if (isFlagged(asset, 'splitFrozen')) fail('ERR_SPLIT_FROZEN', id)
  requireInForce(asset, nowNs)
  // Everything that a draft earns belongs to one split: nobody has it before the seal.
  if (asset.epoch > 0) requireSealed(id, asset)
  if (asset.epoch === maxEpoch) fail('ERR_SPLIT', 'number of epochs')
  const epoch = asset.epoch + 1
  const bytes = saveSplit(id, epoch, split)
  saveAsset(id, { ...asset, epoch, splitFromNs: split.fromNs })
  // Each flow will put the epoch that ends now away when it next earns.
  chargeStorage(asset.ownerId, bytes + spanBytes * BigInt(asset.flows))
  changeTotals(near, { usedBytes: bytes })
  emit('split_epoch_opened', {
    asset_id: String(id),
    epoch,
    count: split.count,
    root: args.root === undefined ? '' : hexEncode(args.root),
    from_ns: String(split.fromNs),
  })
  return epoch
}

/** No other split ever follows the one that holds now. */
export function freezeSplit(id: number): void {
  const asset = requireOwnAsset(id)
  if (isFlagged(asset, 'splitFrozen')) fail('ERR_SPLIT_FROZEN', id)
  requireInForce(asset, blockTimestamp())
  saveAsset(id, { ...asset, flags: asset.flags | assetFlags.splitFrozen })
  emit('split_frozen', { asset_id: String(id), epoch: asset.epoch })
}

function requireInForce({ epoch, splitFromNs }: Asset, nowNs: bigint): void {
  if (nowNs < splitFromNs) fail('ERR_SPLIT_ANNOUNCED', epoch, splitFromNs)
}
