/** Who may do what to which asset, and when. */
import { blockTimestamp } from '@research-hub/compiler/host'
import { chargeStorage } from '../../common/money/credits.js'
import { tokenId } from '../../common/state/tokens.js'
import { changeTotals, near, type TokenIndex } from '../../common/state/totals.js'
import { caller } from '../../common/wire/caller.js'
import { accountId, type Decoder, u64 } from '../../common/wire/decode.js'
import { fail } from '../../common/wire/fail.js'
import { failLicensing } from '../errors.js'
import type { Flow } from '../rules/flow.js'
import { type Asset, loadAsset } from '../state/asset.js'
import { loadFlow } from '../state/flow.js'

const maxAssetId = 0xffff_ffffn

/** Decodes an asset id; ids beyond the largest cannot exist. */
export const assetId: Decoder<number> = (value, name) => {
  const id = u64(value, name)
  return id > maxAssetId ? failLicensing('ERR_ASSET_NOT_FOUND', id) : Number(id)
}

/** Null or an account id. */
export const accountOrNull: Decoder<string | null> = (value, name) =>
  value === null ? null : accountId(value, name)

export function requireAsset(id: number): Asset {
  return loadAsset(id) ?? failLicensing('ERR_ASSET_NOT_FOUND', id)
}

/** An asset that the caller owns and has accepted. */
export function requireOwnAsset(id: number): Asset {
  const asset = requireAsset(id)
  if (caller() !== asset.ownerId) failLicensing('ERR_NOT_ASSET_OWNER', caller())
  if (!asset.isAccepted) failLicensing('ERR_ASSET_PENDING', id)
  return asset
}

export function requireSealed(id: number, asset: Asset): void {
  if (!asset.isSealed) failLicensing('ERR_NOT_SEALED', id)
}

/** Fails while the asset is disputed; the time limit holds without anybody's call. */
export function requireUntagged(id: number, asset: Asset): void {
  if (blockTimestamp() < asset.taggedUntilNs)
    failLicensing('ERR_ASSET_TAGGED', id, asset.taggedUntilNs)
}

/** A sealed asset whose money may leave. */
export function requirePaying(id: number): Asset {
  const asset = requireAsset(id)
  requireSealed(id, asset)
  requireUntagged(id, asset)
  return asset
}

export function requireFlow(id: number, token: TokenIndex): Flow {
  return loadFlow(id, token) ?? failLicensing('ERR_FLOW_NOT_OPEN', id, tokenId(token))
}

/** Accepts a configured neighbour only. */
export function requireNeighbour(accountId: string, neighbourId: string): void {
  if (accountId !== neighbourId) fail('ERR_NOT_NEIGHBOUR', accountId)
}

/** Charges new records to an account. */
export function chargeRecords(accountId: string, bytes: bigint): void {
  if (bytes === 0n) return
  chargeStorage(accountId, bytes)
  changeTotals(near, { usedBytes: bytes })
}
