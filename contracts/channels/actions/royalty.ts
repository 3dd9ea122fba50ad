/**
 * Royalties as channels come and go. Every channel's payer is charged the record's bytes; when the last
 * channel ends with royalties left, that payer stays charged until they are sent. What the record really
 * takes is for whoever calls this to book.
 */
import { blockTimestamp } from '@research-hub/compiler/host'
import { releaseStorage } from '../../common/money/credits.js'
import { loadOutboxEntry } from '../../common/state/outbox.js'
import type { TokenIndex } from '../../common/state/totals.js'
import {
  loadRoyalty,
  noRoyalty,
  type Royalty,
  removeRoyalty,
  royaltyBytes,
  saveRoyalty,
} from '../state/royalty.js'

/** A channel names the asset; its payer is charged by the caller. */
export function joinRoyalty(token: TokenIndex, assetId: bigint): void {
  const royalty = loadRoyalty(token, assetId) ?? noRoyalty
  if (royalty.sponsorId !== '') releaseStorage(royalty.sponsorId, royaltyBytes)
  saveRoyalty(token, assetId, { ...royalty, channels: royalty.channels + 1, sponsorId: '' })
}

export function addRoyalty(token: TokenIndex, assetId: bigint, amount: bigint): void {
  if (amount === 0n) return
  const royalty = loadRoyalty(token, assetId) ?? noRoyalty
  saveRoyalty(token, assetId, grown(royalty, amount))
}

/** A channel ends with `amount` of royalties to add. Tells whether its payer's bytes are free. */
export function leaveRoyalty(
  token: TokenIndex,
  assetId: bigint,
  payerId: string,
  amount: bigint,
): boolean {
  const royalty = loadRoyalty(token, assetId) ?? noRoyalty
  const channels = royalty.channels - 1
  const after = grown(royalty, amount)
  const left = after.amount
  if (channels === 0 && left === 0n) {
    removeRoyalty(token, assetId)
    return true
  }
  const sponsorId = channels === 0 ? payerId : ''
  saveRoyalty(token, assetId, { ...after, channels, sponsorId })
  return channels > 0
}

/** What waits, with when the oldest of it was earned: licensing divides it by who shared then. */
function grown(royalty: Royalty, amount: bigint): Royalty {
  if (amount === 0n) return royalty
  const sinceNs = royalty.amount === 0n ? blockTimestamp() : royalty.sinceNs
  return { ...royalty, amount: royalty.amount + amount, sinceNs }
}

/** Whether the last notification is still under way or waits for a retry: one at a time. */
export function isForwarding({ outboxId }: Royalty): boolean {
  return outboxId !== 0n && loadOutboxEntry(outboxId) !== undefined
}

/** Everything that waited has been sent as `outboxId`. */
export function emptyRoyalty(
  token: TokenIndex,
  assetId: bigint,
  royalty: Royalty,
  outboxId: bigint,
): void {
  if (royalty.channels > 0) {
    saveRoyalty(token, assetId, { ...royalty, amount: 0n, outboxId })
    return
  }
  removeRoyalty(token, assetId)
  releaseStorage(royalty.sponsorId, royaltyBytes)
}
