import { storageRead, storageWrite } from '@research-hub/compiler/host'
import { bool, bytes32, record, text, u32, u64, u128, version } from '../../common/state/record.js'
import { recordBytes } from '../../common/state/records.js'
import { joinBytes, zeroBytes32 } from '../../common/wire/bytes.js'
import { fail } from '../errors.js'
import { type InlineShare, ownerAlone, type Split } from '../rules/split.js'
import type { Asset } from './asset.js'

/** What a split begins with, behind the number of its bytes. */
export const splitRecord = record({
  version: version(1),
  isRooted: bool,
  total: u64,
  allocated: u64,
  residualId: text,
  /** The hash of the tree's root, whose sum is what is allocated; zeros where there is none. */
  root: bytes32,
  count: u32,
  /** When it comes into force. */
  fromNs: u64,
})
/** One of an inline split; as many as its count follow. */
export const shareRecord = record({ accountId: text, share: u64 })
/** A leaf under a root. */
export const leafRecord = record({ accountId: text, share: u128 })

function loadSplit(assetId: number, epoch: number): Split | undefined {
  const bytes = storageRead(keyOf(assetId, epoch))
  if (bytes === undefined) return undefined
  const headLength = bytes[0] ?? 0
  const { isRooted, ...head } = splitRecord.decode(bytes.subarray(1, 1 + headLength))
  return isRooted
    ? { ...head, shares: [] }
    : { ...head, root: undefined, shares: readShares(bytes, 1 + headLength) }
}

/** How an epoch's money is divided; epochs not opened yet have no split. */
export function requireSplit(assetId: number, asset: Asset, epoch: number): Split {
  if (epoch === 0) return ownerAlone(asset.ownerId)
  const found = epoch > asset.epoch ? undefined : loadSplit(assetId, epoch)
  return found ?? fail('ERR_SPLIT_NOT_FOUND', assetId, epoch)
}

/** The split epoch that holds at a time. */
export function epochAt(assetId: number, asset: Asset, atNs: bigint): number {
  if (atNs >= asset.splitFromNs) return asset.epoch
  let low = 0
  let high = asset.epoch - 1
  while (low < high) {
    const middle = (low + high + 1) >>> 1
    if ((loadSplit(assetId, middle)?.fromNs ?? 0n) <= atNs) low = middle
    else high = middle - 1
  }
  return low
}

/** Saves a split and returns its bytes. */
export function saveSplit(assetId: number, epoch: number, split: Split): bigint {
  const isRooted = split.root !== undefined
  const head = splitRecord.encode({ ...split, isRooted, root: split.root ?? zeroBytes32 })
  const shares = split.shares.map((item) => shareRecord.encode(item))
  const key = keyOf(assetId, epoch)
  const bytes = joinBytes([Uint8Array.of(head.length), head, ...shares])
  storageWrite(key, bytes)
  return recordBytes(key, bytes)
}

function readShares(bytes: Uint8Array, start: number): readonly InlineShare[] {
  const shares: InlineShare[] = []
  for (let at = start; at < bytes.length; ) {
    const end = at + 1 + (bytes[at] ?? 0) + 8
    shares.push(shareRecord.decode(bytes.subarray(at, end)))
    at = end
  }
  return shares
}

function keyOf(assetId: number, epoch: number): string {
  return `S:${assetId}:${epoch}`
}
