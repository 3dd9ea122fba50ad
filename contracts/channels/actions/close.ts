/** The ways a channel closes at once: by its payee, or with the payee's signature. */
import { caller } from '../../common/wire/caller.js'
import { failChannel } from '../errors.js'
import { decodeCloseAuth } from '../rules/messages.js'
import { coveredTotal, requireChannel, requirePayee } from './checks.js'
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
    failChannel('ERR_CAPTURE_RANGE', capture, channel.settled, highest)
  }
  endChannel(id, channel, capture, 'payee')
}

export function closeWithAuth(auth: Uint8Array, authSignature: Uint8Array, signed: Signed): void {
  const { channelId: id, finalYocto: final } = requireMessage(decodeCloseAuth(auth))
  const channel = requireChannel(id)
  requireSignature(authSignature, auth, channel.payeeKey)
  const covered = coveredTotal(id, channel, signed.voucher, signed.signature)
  if (final < channel.settled || final > channel.deposit) {
    failChannel('ERR_CAPTURE_RANGE', final, channel.settled, channel.deposit)
  }
  const isCovered = final === channel.settled || (covered !== undefined && covered >= final)
  if (!isCovered && caller() !== channel.payerId) failChannel('ERR_CLOSE_NOT_COVERED', final)
  endChannel(id, channel, final, 'auth')
}
