/** Ending a channel. */
import { blockIndex, hexEncode } from '@research-hub/compiler/host'
import { credit, release, releaseStorage } from '../../common/money/credits.js'
import { grownBytes } from '../../common/state/records.js'
import { changeTotals, near } from '../../common/state/totals.js'
import { emit } from '../../common/wire/events.js'
import { openWindowBlocks } from '../limits.js'
import { sharesBetween } from '../rules/settlement.js'
import { assetOf, type Channel, hasDecrease, removeChannel } from '../state/channel.js'
import { decreaseBytes, removeDecrease } from '../state/decrease.js'
import { addFees } from '../state/fees.js'
import { removeLanes } from '../state/lane.js'
import { royaltyBytes } from '../state/royalty.js'
import { saveTombstone, tombstoneBytes } from '../state/tombstone.js'
import { heldBytes } from './open.js'
import { leaveRoyalty } from './royalty.js'

/**
 * Ends a channel at a settled total of `final`: pays the rest to the payee, credits the payer with what
 * is left, removes the records and frees their storage. Inside the height window the id stays held.
 */
export function endChannel(id: Uint8Array, channel: Channel, final: bigint, how: string): void {
  const { token, payerId } = channel
  const asset = assetOf(channel)
  const royaltyPpm = asset?.royaltyPpm ?? 0
  const shares = sharesBetween(channel.settled, final, { feeBps: channel.feeBps, royaltyPpm })
  const refund = channel.deposit - final
  let freedBytes = heldBytes(id, channel)
  const usedBytes = grownBytes(() => {
    removeChannel(id)
    removeLanes(id, channel)
    if (hasDecrease(channel)) {
      removeDecrease(id)
      freedBytes += decreaseBytes(id)
    }
    if (asset !== undefined && !leaveRoyalty(token, asset.assetId, payerId, shares.royalty)) {
      freedBytes -= royaltyBytes
    }
    if (blockIndex() <= channel.openHeight + openWindowBlocks) {
      const tombstone = { payerId, openHeight: channel.openHeight }
      saveTombstone(id, tombstone)
      freedBytes -= tombstoneBytes(id, tombstone)
    }
  })
  credit(channel.payeeId, token, shares.payee)
  addFees(token, shares.fee)
  const credited = shares.payee + refund
  if (token === near) {
    release(payerId, freedBytes, refund)
    changeTotals(near, { locked: -credited, credits: credited, usedBytes })
  } else {
    credit(payerId, token, refund)
    releaseStorage(payerId, freedBytes)
    changeTotals(near, { usedBytes })
    changeTotals(token, { locked: -credited, credits: credited })
  }
  emit('channel_closed', {
    channel_id: hexEncode(id),
    how,
    final: String(final),
    refund: String(refund),
  })
}
