import { storageRead, storageRemove, storageWrite } from '@research-hub/compiler/host'
import { pack, unpack } from '../../common/state/record.js'
import { recordBytes } from '../../common/state/records.js'
import { fail } from '../errors.js'
import type { AssetKind } from '../interface.js'
import type { Shares } from '../rules/shares.js'
import { assetKinds } from '../rules/words.js'

export type Asset = Shares & {
  readonly kind: AssetKind
  readonly ownerId: string
  readonly artifactRoot: Uint8Array
  readonly manifestRoot: Uint8Array
  readonly isAccepted: boolean
  readonly isSealed: boolean
  /** 0 follows the contract's next pool. */
  readonly poolId: bigint
  readonly parents: number
  readonly ancestors: number
  /** The open split epoch. */
  readonly epoch: number
  readonly offers: number
  readonly flows: number
  /** From then on anyone may seal. */
  readonly sealByNs: bigint
  /** The earliest end among the terms of its links; 0 for none. */
  readonly expiresAtNs: bigint
  readonly isNonCommercial: boolean
  /** Least royalty of its own terms; undefined when no link is reciprocal. */
  readonly reciprocalPpm: number | undefined
  readonly taggedUntilNs: bigint
  readonly tagFreeAtNs: bigint
  readonly evidenceHash: Uint8Array
}

const version = 1
/**
 * Version, kind, flags, owner, roots, shares, pool, counts (parents, ancestors, flows, epoch, offers),
 * sealing time, end, reciprocal royalty, tag's end, next tag, evidence.
 */
const layout = '111shh44481112488488h'
const flag = { accepted: 1, sealed: 2, nonCommercial: 4, reciprocal: 8 } as const

export function loadAsset(id: number): Asset | undefined {
  const bytes = storageRead(keyOf(id))
  if (bytes === undefined) return undefined
  const record = unpack(layout, bytes)
  const flags = record[2]
  return {
    kind: assetKinds[record[1]] ?? 'code',
    isAccepted: (flags & flag.accepted) !== 0,
    isSealed: (flags & flag.sealed) !== 0,
    isNonCommercial: (flags & flag.nonCommercial) !== 0,
    ownerId: record[3],
    artifactRoot: record[4],
    manifestRoot: record[5],
    feePpm: record[6],
    poolPpm: record[7],
    stackPpm: record[8],
    poolId: record[9],
    parents: record[10],
    ancestors: record[11],
    flows: record[12],
    epoch: record[13],
    offers: record[14],
    sealByNs: record[15],
    expiresAtNs: record[16],
    reciprocalPpm: (flags & flag.reciprocal) === 0 ? undefined : record[17],
    taggedUntilNs: record[18],
    tagFreeAtNs: record[19],
    evidenceHash: record[20],
  }
}

export function requireAsset(id: number): Asset {
  return loadAsset(id) ?? fail('ERR_ASSET_NOT_FOUND', id)
}

/** Saves an asset and returns its bytes, which never change over its life. */
export function saveAsset(id: number, asset: Asset): bigint {
  const key = keyOf(id)
  const bytes = encode(asset)
  storageWrite(key, bytes)
  return recordBytes(key, bytes)
}

export function assetBytes(id: number, asset: Asset): bigint {
  return recordBytes(keyOf(id), encode(asset))
}

export function removeAsset(id: number): void {
  storageRemove(keyOf(id))
}

function encode(asset: Asset): Uint8Array {
  const flags =
    (asset.isAccepted ? flag.accepted : 0) |
    (asset.isSealed ? flag.sealed : 0) |
    (asset.isNonCommercial ? flag.nonCommercial : 0) |
    (asset.reciprocalPpm === undefined ? 0 : flag.reciprocal)
  return pack(layout, [
    version,
    assetKinds.indexOf(asset.kind),
    flags,
    asset.ownerId,
    asset.artifactRoot,
    asset.manifestRoot,
    asset.feePpm,
    asset.poolPpm,
    asset.stackPpm,
    asset.poolId,
    asset.parents,
    asset.ancestors,
    asset.flows,
    asset.epoch,
    asset.offers,
    asset.sealByNs,
    asset.expiresAtNs,
    asset.reciprocalPpm ?? 0,
    asset.taggedUntilNs,
    asset.tagFreeAtNs,
    asset.evidenceHash,
  ])
}

function keyOf(id: number): string {
  return `A:${id}`
}
