/**
 * Royalties of a licensed asset, per token, until `forward_royalty` sends them on. The record lives as
 * long as a channel names the asset or something waits in it. Every such channel's payer is charged its
 * bytes; when the last channel ends with royalties left, that payer stays charged until they are sent.
 * What the record really takes is for the entry point to book.
 */
import { storageRead, storageRemove, storageWrite } from '@research-hub/compiler/host'
import { releaseStorage } from '../../common/money/credits.js'
import { loadOutboxEntry } from '../../common/state/outbox.js'
import { pack, unpack } from '../../common/state/record.js'
import type { TokenIndex } from '../../common/state/totals.js'

export type Royalty = {
  /** Channels that name the asset. */
  readonly channels: number
  readonly amount: bigint
  /** The last notification sent; 0 before the first. */
  readonly outboxId: bigint
  /** Who is charged the bytes while no channel is; empty otherwise. */
  readonly sponsorId: string
}

const version = 1
const layout = '1468s'
const nothing: Royalty = { channels: 0, amount: 0n, outboxId: 0n, sponsorId: '' }

/** Key, fixed fields and the longest sponsor, so that the charge is the same for everyone. */
export const royaltyBytes: bigint = BigInt(2 + 5 + 1 + 20 + 29 + 1 + 64 + 40)

export function loadRoyalty(token: TokenIndex, assetId: bigint): Royalty | undefined {
  const bytes = storageRead(keyOf(token, assetId))
  if (bytes === undefined) return undefined
  const record = unpack(layout, bytes)
  return { channels: record[1], amount: record[2], outboxId: record[3], sponsorId: record[4] }
}

/** A channel names the asset; its payer is charged by the caller. */
export function joinRoyalty(token: TokenIndex, assetId: bigint): void {
  const royalty = loadRoyalty(token, assetId) ?? nothing
  if (royalty.sponsorId !== '') releaseStorage(royalty.sponsorId, royaltyBytes)
  save(token, assetId, { ...royalty, channels: royalty.channels + 1, sponsorId: '' })
}

export function addRoyalty(token: TokenIndex, assetId: bigint, amount: bigint): void {
  if (amount === 0n) return
  const royalty = loadRoyalty(token, assetId) ?? nothing
  save(token, assetId, { ...royalty, amount: royalty.amount + amount })
}

/** A channel ends with `amount` of royalties to add. Tells whether its payer's bytes are free. */
export function leaveRoyalty(
  token: TokenIndex,
  assetId: bigint,
  payerId: string,
  amount: bigint,
): boolean {
  const royalty = loadRoyalty(token, assetId) ?? nothing
  const channels = royalty.channels - 1
  const left = royalty.amount + amount
  if (channels === 0 && left === 0n) {
    storageRemove(keyOf(token, assetId))
    return true
  }
  const sponsorId = channels === 0 ? payerId : ''
  save(token, assetId, { ...royalty, channels, amount: left, sponsorId })
  return channels > 0
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
    save(token, assetId, { ...royalty, amount: 0n, outboxId })
    return
  }
  storageRemove(keyOf(token, assetId))
  releaseStorage(royalty.sponsorId, royaltyBytes)
}

function save(token: TokenIndex, assetId: bigint, royalty: Royalty): void {
  const { channels, amount, outboxId, sponsorId } = royalty
  storageWrite(
    keyOf(token, assetId),
    pack(layout, [version, channels, amount, outboxId, sponsorId]),
  )
}

function keyOf(token: TokenIndex, assetId: bigint): string {
  return `r:${token}:${assetId}`
}
