import { blockTimestamp, hexEncode } from '@research-hub/compiler/host'
import { caller } from '../../common/wire/caller.js'
import { fail } from '../errors.js'
import { decodeVoucher } from '../rules/messages.js'
import { totalWith } from '../rules/settlement.js'
import { isWeakKey } from '../rules/weak-keys.js'
import { type Channel, loadChannel } from '../state/channel.js'
import { laneSettled } from '../state/lane.js'
import { requireChannelId, requireMessage, requireSignature } from './context.js'

export function requireChannel(id: Uint8Array): Channel {
  return loadChannel(id) ?? fail('ERR_CHANNEL_NOT_FOUND', hexEncode(id))
}

export function requireStrong(name: string, key: Uint8Array | undefined): void {
  if (key !== undefined && isWeakKey(key)) fail('ERR_WEAK_KEY', name)
}

export function requirePayer(channel: Channel): void {
  const account = caller()
  if (account !== channel.payerId) fail('ERR_NOT_PAYER', account)
}

export function requirePayee(channel: Channel): void {
  const account = caller()
  if (account !== channel.payeeId) fail('ERR_NOT_PAYEE', account)
}

export function requireOpen(id: Uint8Array, channel: Channel): void {
  if (channel.closeAtNs !== 0n) fail('ERR_NOT_OPEN', hexEncode(id))
}

export function requireGraceOver(id: Uint8Array, channel: Channel): void {
  if (channel.closeAtNs === 0n) fail('ERR_NOT_CLOSING', hexEncode(id))
  const now = blockTimestamp()
  if (now < channel.closeAtNs) fail('ERR_GRACE_NOT_OVER', channel.closeAtNs, now)
}

/**
 * The settled total that a voucher brought along would lead to, as far as the deposit goes; both parts
 * or neither. It may lie below what is settled.
 */
export function coveredTotal(
  id: Uint8Array,
  channel: Channel,
  message: Uint8Array | undefined,
  signature: Uint8Array | undefined,
): bigint | undefined {
  if (message === undefined && signature === undefined) return undefined
  if (message === undefined || signature === undefined) fail('ERR_VOUCHER_PAIR')
  const voucher = requireMessage(decodeVoucher(message))
  requireChannelId(voucher, id)
  if (voucher.lane > channel.lanes) fail('ERR_VOUCHER_LANE', voucher.lane)
  const settled = laneSettled(id, channel, voucher.lane)
  const total = totalWith(channel.settled, settled, voucher.cumulativeYocto)
  requireSignature(signature, message, channel.signerKey)
  return total < channel.deposit ? total : channel.deposit
}
