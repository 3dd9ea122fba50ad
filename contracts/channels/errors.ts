import type { ErrorRow } from '../common/errors.js'
import { raise } from '../common/fail.js'

/** Errors of the channels contract. Append-only. */
export const channelErrors = {
  ERR_CHANNEL_NOT_FOUND: ['channel {0} does not exist or is gone', 'open a new channel'],
  ERR_CHANNEL_EXISTS: ['channel {0} exists or existed', 'choose another salt'],
  ERR_OPEN_HEIGHT: [
    'open_height {0} is not within {1} blocks before {2}',
    'use the current block height',
  ],
  ERR_DEPOSIT_TOO_SMALL: ['a deposit of {0} is below the minimum of {1} yoctoNEAR', 'attach more'],
  ERR_WEAK_KEY: ['key {0} is a small-order ed25519 point', 'make a key with a standard library'],
  ERR_SELF_CHANNEL: ['payer and payee are both {0}', 'name another payee'],
  ERR_NOT_OPEN: ['channel {0} is closing', 'cancel the close first, or open a new channel'],
  ERR_NOT_CLOSING: ['channel {0} is not closing', 'request the close first'],
  ERR_GRACE_NOT_OVER: [
    'the grace period ends at {0} ns, now is {1} ns',
    'finalize after that time',
    true,
  ],
  ERR_NOT_PAYER: ['{0} is not the payer', 'sign with the payer account'],
  ERR_NOT_PAYEE: ['{0} is not the payee', 'sign with the payee account'],
  ERR_VOUCHER_MALFORMED: ['the signed message has a wrong {0}', 'sign it again with a current SDK'],
  ERR_VOUCHER_CONTEXT: [
    'the signed message is for another chain or contract',
    'sign for this contract',
  ],
  ERR_VOUCHER_CHANNEL: [
    'the signed message is for another channel than {0}',
    'use the voucher of that channel',
  ],
  ERR_VOUCHER_LANE: ['lane {0} is not open', 'use lane 0'],
  ERR_VOUCHER_SIGNATURE: [
    'the signature does not fit the message and key',
    'sign with the key named at open',
  ],
  ERR_VOUCHER_NOT_NEWER: ['the voucher covers {0}, and {1} is settled', 'settle a higher voucher'],
  ERR_VOUCHER_OVER_DEPOSIT: [
    'the voucher covers {0}, the deposit is {1}',
    'top the channel up or sign less',
  ],
  ERR_CAPTURE_RANGE: ['capture {0} is outside {1} to {2}', 'capture at most what a voucher covers'],
  ERR_CLOSE_NOT_COVERED: [
    'a final amount of {0} is not covered',
    'call as the payer, or add a voucher of at least that',
  ],
  ERR_VOUCHER_PAIR: ['voucher and signature go together', 'give both or neither'],
  ERR_TOMBSTONE_AGE: [
    'the id of channel {0} is held until block {1}',
    'purge after that block',
    true,
  ],
} satisfies Record<string, ErrorRow>

export type ChannelErrorCode = keyof typeof channelErrors

export function failChannel(
  code: ChannelErrorCode,
  ...values: readonly (string | number | bigint)[]
): never {
  return raise(code, channelErrors[code], values)
}
