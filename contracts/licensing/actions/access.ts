/** Who may do what to which asset, and when. */
import { blockTimestamp } from '@research-hub/compiler/host'
import { caller } from '../../common/wire/caller.js'
import { fail } from '../errors.js'
import { hasEnded } from '../rules/terms.js'
import { type Asset, isFlagged, requireAsset } from '../state/asset.js'

/** An asset that the caller owns and has accepted. */
export function requireOwnAsset(id: number): Asset {
  const asset = requireAsset(id)
  requireOwnerOf(asset)
  if (!isFlagged(asset, 'accepted')) fail('ERR_ASSET_PENDING', id)
  return asset
}

export function requireOwnerOf({ ownerId }: Asset): void {
  if (caller() !== ownerId) fail('ERR_NOT_ASSET_OWNER', caller())
}

export function requireSealed(id: number, asset: Asset): void {
  if (!isFlagged(asset, 'sealed')) fail('ERR_NOT_SEALED', id)
}

/** A sealed asset that is not disputed; the time limit of a dispute holds without anybody's call. */
export function requireOpen(id: number): Asset {
  const asset = requireAsset(id)
  requireSealed(id, asset)
  if (blockTimestamp() < asset.taggedUntilNs) fail('ERR_ASSET_TAGGED', id, asset.taggedUntilNs)
  return asset
}

/** Fails when terms or a licence have ended. */
export function requireRunning(
  endNs: bigint,
  code: 'ERR_TERMS_EXPIRED' | 'ERR_LICENCE_EXPIRED',
): void {
  const nowNs = blockTimestamp()
  if (hasEnded(endNs, nowNs)) fail(code, endNs, nowNs)
}
