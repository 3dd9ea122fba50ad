import { blockIndex, hexEncode } from '@research-hub/compiler/host'
import { emit } from '../common/events.js'
import { credit, release } from '../common/money.js'
import { changeTotals, near } from '../common/totals.js'
import { openWindowBlocks } from './limits.js'
import { type Settlement, settleTo } from './rules/settlement.js'
import {
  type Channel,
  type Config,
  channelBytes,
  removeChannel,
  saveTombstone,
  tombstoneBytes,
} from './state.js'

/** Credits payee and fee recipient with what a settlement moved. */
export function paySettlement(config: Config, channel: Channel, settlement: Settlement): void {
  credit(channel.payeeId, near, settlement.toPayeeYocto)
  credit(config.feeRecipientId, near, settlement.toFeeYocto)
}

/**
 * Ends a channel at `finalYocto`: pays the payee's rest, credits the payer with what is left,
 * removes the record and frees its storage. Inside the height window the id stays held.
 */
export function endChannel(
  config: Config,
  id: Uint8Array,
  channel: Channel,
  finalYocto: bigint,
  how: string,
): void {
  const settlement = settleTo(channel, finalYocto)
  const refundYocto = channel.depositYocto - finalYocto
  removeChannel(id)
  let freedBytes = channelBytes(channel)
  if (blockIndex() <= channel.openHeight + openWindowBlocks) {
    const tombstone = { payerId: channel.payerId, openHeight: channel.openHeight }
    saveTombstone(id, tombstone)
    freedBytes -= tombstoneBytes(tombstone)
  }
  paySettlement(config, channel, settlement)
  release(channel.payerId, freedBytes, refundYocto)
  changeTotals(near, {
    locked: channel.settledYocto - channel.depositYocto,
    credits: channel.depositYocto - channel.settledYocto,
    usedBytes: -freedBytes,
  })
  emit('channel_closed', {
    channel_id: hexEncode(id),
    how,
    final: String(finalYocto),
    refund: String(refundYocto),
  })
}
