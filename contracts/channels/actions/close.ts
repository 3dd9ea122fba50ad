/** How a channel closes: after its grace period, or at once, by its payee or with the payee's signature. */
import { blockIndex, blockTimestamp, hexEncode } from '@research-hub/compiler/host'
import { releaseRecords } from '../../common/money/credits.js'
import { caller } from '../../common/wire/caller.js'
import { emit } from '../../common/wire/events.js'
import { nsPerSecond } from '../../common/wire/time.js'
import { fail } from '../errors.js'
import { openWindowBlocks } from '../limits.js'
import { decodeCloseAuth } from '../rules/messages.js'
import { saveChannel } from '../state/channel.js'
import { loadTombstone, removeTombstone, tombstoneBytes } from '../state/tombstone.js'
import {
  coveredTotal,
  requireChannel,
  requireGraceOver,
  requireOpen,
  requirePayee,
  requirePayer,
} from './checks.js'
import { requireMessage, requireSignature } from './context.js'
import { endChannel } from './end.js'

type Signed = {
  readonly voucher: Uint8Array | undefined
  readonly signature: Uint8Array | undefined
}

export function closeByPayee(id: Uint8Array, capture: bigint, signed: Signed): void {
  const channel = requireChannel(id)
  requirePayee(channel)
  const covered = coveredTotal(id, channel, signed.voucher, signed.signature)
  const highest = covered ?? channel.settled
  if (capture < channel.settled || capture > highest) {
    fail('ERR_CAPTURE_RANGE', capture, channel.settled, highest)
  }
  endChannel(id, channel, capture, 'payee')
}

export function closeWithAuth(auth: Uint8Array, authSignature: Uint8Array, signed: Signed): void {
  const decoded = requireMessage(decodeCloseAuth(auth))
  const { channelId: id, finalYocto: final, validUntilHeight } = decoded
  const channel = requireChannel(id)
  requireSignature(authSignature, auth, channel.payeeKey)
  const height = blockIndex()
  if (height > validUntilHeight) fail('ERR_AUTH_EXPIRED', validUntilHeight, height)
  const covered = coveredTotal(id, channel, signed.voucher, signed.signature)
  if (final < channel.settled || final > channel.deposit) {
    fail('ERR_CAPTURE_RANGE', final, channel.settled, channel.deposit)
  }
  const isCovered = final === channel.settled || (covered !== undefined && covered >= final)
  if (!isCovered && caller() !== channel.payerId) fail('ERR_CLOSE_NOT_COVERED', final)
  endChannel(id, channel, final, 'auth')
}

export function requestClose(id: Uint8Array): void {
  const channel = requireChannel(id)
  requirePayer(channel)
  requireOpen(id, channel)
  const closeAtNs = blockTimestamp() + BigInt(channel.graceS) * nsPerSecond
  saveChannel(id, { ...channel, closeAtNs })
  emit('channel_close_requested', { channel_id: hexEncode(id), close_at_ns: String(closeAtNs) })
}

export function cancelClose(id: Uint8Array): void {
  const channel = requireChannel(id)
  requirePayer(channel)
  if (channel.closeAtNs === 0n) fail('ERR_NOT_CLOSING', hexEncode(id))
  saveChannel(id, { ...channel, closeAtNs: 0n })
  emit('channel_close_cancelled', { channel_id: hexEncode(id) })
}

/** At what is settled, once the grace period is over. */
export function finalize(id: Uint8Array): void {
  const channel = requireChannel(id)
  requireGraceOver(id, channel)
  endChannel(id, channel, channel.settled, 'finalize')
}

/** Lets the id of a closed channel go, once it cannot be opened again. */
export function purge(id: Uint8Array): void {
  const tombstone = loadTombstone(id) ?? fail('ERR_CHANNEL_NOT_FOUND', hexEncode(id))
  const freeAfter = tombstone.openHeight + openWindowBlocks
  if (blockIndex() <= freeAfter) fail('ERR_TOMBSTONE_AGE', hexEncode(id), freeAfter)
  removeTombstone(id)
  releaseRecords(tombstone.payerId, tombstoneBytes(id, tombstone))
  emit('tombstone_purged', { channel_id: hexEncode(id) })
}
