/**
 * One deposit, many providers: the payer's credit is the pool, a channel's deposit is that provider's
 * limit. A limit rises at once; it falls only after the provider's grace, and until then the whole of it
 * can be settled. What is in a limit, a pending decrease included, has left the pool, so limits can never
 * add up to more than was paid in.
 */
import { blockTimestamp, hexEncode } from '@research-hub/compiler/host'
import { chargeRecords, credit, debit, releaseRecords } from '../../common/money/credits.js'
import { changeTotals } from '../../common/state/totals.js'
import { emit } from '../../common/wire/events.js'
import { nsPerSecond } from '../../common/wire/time.js'
import { fail } from '../errors.js'
import { type Channel, hasDecrease, saveChannel, withDecrease } from '../state/channel.js'
import {
  type Decrease,
  decreaseBytes,
  loadDecrease,
  removeDecrease,
  saveDecrease,
} from '../state/decrease.js'
import { requireChannel, requireOpen, requirePayer } from './checks.js'

/** Sets a limit at least as high as now, from the payer's credit; a pending decrease ends. */
export function raiseLimit(id: Uint8Array, limit: bigint): void {
  const channel = requireChannel(id)
  requirePayer(channel)
  requireOpen(id, channel)
  if (limit < channel.deposit) fail('ERR_LIMIT_RANGE', limit, 'at least', channel.deposit)
  const added = limit - channel.deposit
  if (added > 0n) {
    debit(channel.payerId, channel.token, added)
    changeTotals(channel.token, { credits: -added, locked: added })
  }
  saveChannel(id, { ...withoutDecrease(id, channel), deposit: limit })
  emit('limit_raised', { channel_id: hexEncode(id), deposit: String(limit) })
}

/** Announces a lower limit. One that is pending already is replaced, and its grace starts anew. */
export function announceDecrease(id: Uint8Array, limit: bigint): bigint {
  const channel = requireChannel(id)
  requirePayer(channel)
  requireOpen(id, channel)
  if (limit >= channel.deposit) fail('ERR_LIMIT_RANGE', limit, 'below', channel.deposit)
  const atNs = blockTimestamp() + BigInt(channel.graceS) * nsPerSecond
  saveDecrease(id, { limit, atNs })
  if (!hasDecrease(channel)) {
    chargeRecords(channel.payerId, decreaseBytes(id))
    saveChannel(id, withDecrease(channel, true))
  }
  emit('limit_decrease_announced', {
    channel_id: hexEncode(id),
    limit: String(limit),
    at_ns: String(atNs),
  })
  return atNs
}

/** Lowers the deposit as announced, never below what is settled, and credits the payer. */
export function applyDecrease(id: Uint8Array): void {
  const channel = requireChannel(id)
  const { limit, atNs } = requireDecrease(id, channel)
  const now = blockTimestamp()
  if (now < atNs) fail('ERR_DECREASE_EARLY', atNs, now)
  const floor = limit > channel.settled ? limit : channel.settled
  const deposit = floor < channel.deposit ? floor : channel.deposit
  const freed = channel.deposit - deposit
  saveChannel(id, { ...withoutDecrease(id, channel), deposit })
  credit(channel.payerId, channel.token, freed)
  if (freed > 0n) changeTotals(channel.token, { locked: -freed, credits: freed })
  emit('limit_lowered', { channel_id: hexEncode(id), deposit: String(deposit) })
}

function requireDecrease(id: Uint8Array, channel: Channel): Decrease {
  const decrease = hasDecrease(channel) ? loadDecrease(id) : undefined
  return decrease ?? fail('ERR_NO_DECREASE', hexEncode(id))
}

function withoutDecrease(id: Uint8Array, channel: Channel): Channel {
  if (!hasDecrease(channel)) return channel
  removeDecrease(id)
  releaseRecords(channel.payerId, decreaseBytes(id))
  return withDecrease(channel, false)
}
