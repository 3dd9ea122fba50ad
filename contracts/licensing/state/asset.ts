import { storageRead, storageRemove, storageWrite } from '@research-hub/compiler/host'
import {
  bytes32,
  type RecordOf,
  record,
  text,
  u8,
  u16,
  u32,
  u64,
  version,
} from '../../common/state/record.js'
import { recordBytes } from '../../common/state/records.js'
import { fail } from '../errors.js'
import type { Inherited } from '../rules/terms.js'

export const assetRecord = record({
  version: version(1),
  /** Place in `assetKinds`. */
  kind: u8,
  /** Sum of `assetFlags`. */
  flags: u8,
  ownerId: text,
  artifactRoot: bytes32,
  manifestRoot: bytes32,
  feePpm: u32,
  poolPpm: u32,
  stackPpm: u32,
  /** 0 follows the contract's next pool. */
  poolId: u64,
  parents: u8,
  ancestors: u8,
  flows: u8,
  /** The latest split epoch, open or announced. */
  epoch: u16,
  offers: u32,
  /** From then on the latest split epoch holds; the one before it until then. */
  splitFromNs: u64,
  /** From then on anyone may seal. */
  sealByNs: u64,
  /** The earliest end among the terms of its links; 0 for none. */
  expiresAtNs: u64,
  /** Least royalty of its own terms, when a link is reciprocal; 0 when none is. */
  reciprocalPpm: u32,
  taggedUntilNs: u64,
  tagFreeAtNs: u64,
  evidenceHash: bytes32,
})
export type Asset = RecordOf<typeof assetRecord>

export const assetFlags = {
  accepted: 1,
  sealed: 2,
  nonCommercial: 4,
  reciprocal: 8,
  splitFrozen: 16,
} as const

export function isFlagged({ flags }: Asset, flag: keyof typeof assetFlags): boolean {
  return (flags & assetFlags[flag]) !== 0
}

/** What an asset's parents demand of the terms it offers. */
export function inheritedBy(asset: Asset): Inherited {
  return {
    isNonCommercial: isFlagged(asset, 'nonCommercial'),
    reciprocalPpm: isFlagged(asset, 'reciprocal') ? asset.reciprocalPpm : undefined,
  }
}

export function loadAsset(id: number): Asset | undefined {
  const bytes = storageRead(keyOf(id))
  return bytes === undefined ? undefined : assetRecord.decode(bytes)
}

export function requireAsset(id: number): Asset {
  return loadAsset(id) ?? fail('ERR_ASSET_NOT_FOUND', id)
}

export function saveAsset(id: number, asset: Asset): void {
  storageWrite(keyOf(id), assetRecord.encode(asset))
}

/** Bytes of an asset, which never change over its life. */
export function assetBytes(id: number, asset: Asset): bigint {
  return recordBytes(keyOf(id), assetRecord.encode(asset))
}

export function removeAsset(id: number): void {
  storageRemove(keyOf(id))
}

function keyOf(id: number): string {
  return `A:${id}`
}
