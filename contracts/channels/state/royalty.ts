/**
 * Royalties of a licensed asset, per token, until `forward_royalty` sends them on. The record lives as
 * long as a channel names the asset or something waits in it.
 */
import { storageRead, storageRemove, storageWrite } from '@research-hub/compiler/host'
import { type RecordOf, record, text, u32, u64, u128, version } from '../../common/state/record.js'
import type { TokenIndex } from '../../common/state/totals.js'

export const royaltyRecord = record({
  version: version(1),
  /** Channels that name the asset. */
  channels: u32,
  amount: u128,
  /** The last notification sent; 0 before the first. */
  outboxId: u64,
  /** Who is charged the bytes while no channel is; empty otherwise. */
  sponsorId: text,
  /** When the oldest of what waits was earned. */
  sinceNs: u64,
})
export type Royalty = RecordOf<typeof royaltyRecord>

export const noRoyalty: Royalty = {
  channels: 0,
  amount: 0n,
  outboxId: 0n,
  sponsorId: '',
  sinceNs: 0n,
}

/** Key, record and the longest sponsor, so that the charge is the same for everyone. */
export const royaltyBytes: bigint = BigInt(2 + 5 + 1 + 20 + royaltyRecord.size + 64 + 40)

export function loadRoyalty(token: TokenIndex, assetId: bigint): Royalty | undefined {
  const bytes = storageRead(keyOf(token, assetId))
  return bytes === undefined ? undefined : royaltyRecord.decode(bytes)
}

export function saveRoyalty(token: TokenIndex, assetId: bigint, royalty: Royalty): void {
  storageWrite(keyOf(token, assetId), royaltyRecord.encode(royalty))
}

export function removeRoyalty(token: TokenIndex, assetId: bigint): void {
  storageRemove(keyOf(token, assetId))
}

function keyOf(token: TokenIndex, assetId: bigint): string {
  return `r:${token}:${assetId}`
}
