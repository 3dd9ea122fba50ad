/** Ending channels, and giving deposit back. */
import { input, type RawArgs } from '@research-hub/compiler/host'
import { refuseDeposit } from '../../common/entry/reply.js'
import { base64, decodeArgs, u128 } from '../../common/wire/decode.js'
import * as closing from '../actions/close.js'
import { refundUnused, refundWithAuth } from '../actions/refund.js'
import type * as wire from '../interface.js'
import { byAmount, byChannel, channelId, signatureBytes, signed } from '../rules/decoders.js'
import { closeAuthLength, refundAuthLength } from '../rules/messages.js'

/** Starts the grace period. The payer. Errors: ERR_NOT_PAYER, ERR_NOT_OPEN. */
export function request_close(raw: RawArgs<wire.ChannelIdArgs> = input()): void {
  refuseDeposit('request_close')
  closing.requestClose(decodeArgs(raw, byChannel).channel_id)
}

/** Opens a closing channel again. The payer. Errors: ERR_NOT_PAYER, ERR_NOT_CLOSING. */
export function cancel_close(raw: RawArgs<wire.ChannelIdArgs> = input()): void {
  refuseDeposit('cancel_close')
  closing.cancelClose(decodeArgs(raw, byChannel).channel_id)
}

/** Ends a channel at what is settled. Anyone, once the grace period is over. Errors: ERR_NOT_CLOSING, ERR_GRACE_NOT_OVER. */
export function finalize(raw: RawArgs<wire.ChannelIdArgs> = input()): void {
  refuseDeposit('finalize')
  closing.finalize(decodeArgs(raw, byChannel).channel_id)
}

/**
 * Ends a channel at once, at `settled <= capture <=` the total that the voucher brought along leads to;
 * without one the payee can only keep what is settled. The payee. Errors: ERR_NOT_PAYEE,
 * ERR_CAPTURE_RANGE, ERR_VOUCHER_*.
 */
export function close(raw: RawArgs<wire.CloseArgs> = input()): void {
  refuseDeposit('close')
  const args = decodeArgs(raw, { channel_id: channelId, capture: u128, ...signed })
  closing.closeByPayee(args.channel_id, args.capture, args)
}

/**
 * Ends a channel at once with the payee's kind-2 signature over the final total. Anyone holding it:
 * accepted when the caller is the payer, or `final` is what is settled, or a voucher that leads at least
 * there comes along. It is good up to the height that it names: a payee that goes on serving settles first. Errors:
 * ERR_AUTH_EXPIRED, ERR_CLOSE_NOT_COVERED, ERR_CAPTURE_RANGE, ERR_VOUCHER_*.
 */
export function close_with_auth(raw: RawArgs<wire.CloseWithAuthArgs> = input()): void {
  refuseDeposit('close_with_auth')
  const args = decodeArgs(raw, {
    auth: base64(closeAuthLength),
    auth_signature: signatureBytes,
    ...signed,
  })
  closing.closeWithAuth(args.auth, args.auth_signature, args)
}

/**
 * Lowers the deposit by `amount`, never below what is settled, in the payer's favour. The payee. Errors:
 * ERR_NOT_PAYEE, ERR_NOTHING_UNUSED.
 */
export function refund_unused(raw: RawArgs<wire.AmountArgs> = input()): void {
  refuseDeposit('refund_unused')
  const args = decodeArgs(raw, byAmount)
  refundUnused(args.channel_id, args.amount)
}

/**
 * The same with the payee's kind-6 signature. Anyone holding it. What is signed is the sum of all refunds
 * over the channel's life, those by `refund_unused` included, so one authorisation works once. Errors:
 * ERR_REFUND_NOT_NEWER, ERR_VOUCHER_*.
 */
export function refund_with_auth(raw: RawArgs<wire.RefundWithAuthArgs> = input()): void {
  refuseDeposit('refund_with_auth')
  const args = decodeArgs(raw, {
    auth: base64(refundAuthLength),
    auth_signature: signatureBytes,
  })
  refundWithAuth(args.auth, args.auth_signature)
}

/**
 * Frees the storage of a closed channel's id. Anyone, once it cannot be opened again. Errors:
 * ERR_CHANNEL_NOT_FOUND, ERR_TOMBSTONE_AGE.
 */
export function purge(raw: RawArgs<wire.ChannelIdArgs> = input()): void {
  refuseDeposit('purge')
  closing.purge(decodeArgs(raw, byChannel).channel_id)
}
