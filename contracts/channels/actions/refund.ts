/** Giving deposit back while the channel stays open. */
import { hexEncode } from '@research-hub/compiler/host'
import { credit } from '../../common/money/credits.js'
import { changeTotals } from '../../common/state/totals.js'
import { emit } from '../../common/wire/events.js'
import { fail } from '../errors.js'
import { decodeRefundAuth } from '../rules/messages.js'
import { refundable } from '../rules/settlement.js'
import { type Channel, saveChannel } from '../state/channel.js'
import { requireChannel, requirePayee } from './checks.js'
import { requireMessage, requireSignature } from './context.js'

/** By the payee itself. */
export function refundUnused(id: Uint8Array, amount: bigint): void {
  const channel = requireChannel(id)
  requirePayee(channel)
  const freed = refundable(channel.deposit, channel.settled, amount)
  if (freed === 0n) fail('ERR_NOTHING_UNUSED', hexEncode(id))
  refund(id, channel, freed)
}

/** With the payee's signature over the sum of all refunds, so that nobody can use one twice. */
export function refundWithAuth(auth: Uint8Array, signature: Uint8Array): void {
  const { channelId: id, totalRefund } = requireMessage(decodeRefundAuth(auth))
  const channel = requireChannel(id)
  const { refunded, refundSigned } = channel
  const used = refunded > refundSigned ? refunded : refundSigned
  if (totalRefund <= used) fail('ERR_REFUND_NOT_NEWER', totalRefund, used)
  requireSignature(signature, auth, channel.payeeKey)
  const freed = refundable(channel.deposit, channel.settled, totalRefund - refunded)
  refund(id, { ...channel, refundSigned: totalRefund }, freed)
}

function refund(id: Uint8Array, channel: Channel, freed: bigint): void {
  const deposit = channel.deposit - freed
  saveChannel(id, { ...channel, deposit, refunded: channel.refunded + freed })
  credit(channel.payerId, channel.token, freed)
  if (freed > 0n) changeTotals(channel.token, { locked: -freed, credits: freed })
  emit('channel_refunded', { channel_id: hexEncode(id), deposit: String(deposit) })
}
