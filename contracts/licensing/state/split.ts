import { storageRead, storageWrite } from '@research-hub/compiler/host'
import { pack, unpack } from '../../common/state/record.js'
import { recordBytes } from '../../common/state/records.js'
import { joinBytes, zeroBytes32 } from '../../common/wire/bytes.js'
import { fail } from '../errors.js'
import { type InlineShare, ownerAlone, type Split } from '../rules/split.js'
import type { Asset } from './asset.js'

const version = 1
/** Version, whether there is a root, total, allocated, residual owner, root or zeros, count. */
const layout = '1188sh4'
/** Account and share; for an inline split as many as the count follow. */
const shareLayout = 's8'

function loadSplit(assetId: number, epoch: number): Split | undefined {
  const bytes = storageRead(keyOf(assetId, epoch))
  if (bytes === undefined) return undefined
  const headLength = bytes[0] ?? 0
  const record = unpack(layout, bytes.subarray(1, 1 + headLength))
  const hasRoot = record[1] === 1
  return {
    total: record[2],
    allocated: record[3],
    residualId: record[4],
    root: hasRoot ? record[5] : undefined,
    count: record[6],
    shares: hasRoot ? [] : readShares(bytes, 1 + headLength),
  }
}

/** How an epoch's money is divided; epochs not opened yet have no split. */
export function requireSplit(assetId: number, asset: Asset, epoch: number): Split {
  if (epoch === 0) return ownerAlone(asset.ownerId)
  const found = epoch > asset.epoch ? undefined : loadSplit(assetId, epoch)
  return found ?? fail('ERR_SPLIT_NOT_FOUND', assetId, epoch)
}

/** Saves a split and returns its bytes. */
export function saveSplit(assetId: number, epoch: number, split: Split): bigint {
  const head = pack(layout, [
    version,
    split.root === undefined ? 0 : 1,
    split.total,
    split.allocated,
    split.residualId,
    split.root ?? zeroBytes32,
    split.count,
  ])
  const shares = split.shares.map(({ accountId, share }) => pack(shareLayout, [accountId, share]))
  const key = keyOf(assetId, epoch)
  const bytes = joinBytes([Uint8Array.of(head.length), head, ...shares])
  storageWrite(key, bytes)
  return recordBytes(key, bytes)
}

function readShares(bytes: Uint8Array, start: number): readonly InlineShare[] {
  const shares: InlineShare[] = []
  for (let at = start; at < bytes.length; ) {
    const end = at + 1 + (bytes[at] ?? 0) + 8
    const [accountId, share] = unpack(shareLayout, bytes.subarray(at, end))
    shares.push({ accountId, share })
    at = end
  }
  return shares
}

function keyOf(assetId: number, epoch: number): string {
  return `S:${assetId}:${epoch}`
}
