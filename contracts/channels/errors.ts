import type { ErrorRow } from '../common/wire/errors.js'
import { type Fail, failing } from '../common/wire/fail.js'

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
  ERR_VOUCHER_LANE: ['lane {0} is not open', 'use lane 0 or one that was paid for at open'],
  ERR_VOUCHER_SIGNATURE: [
    'the signature does not fit the message and key',
    'sign with the key named at open',
  ],
  ERR_VOUCHER_NOT_NEWER: ['the voucher covers {0}, and {1} is settled', 'settle a higher voucher'],
  ERR_VOUCHER_OVER_DEPOSIT: [
    'the voucher covers {0}, the deposit is {1} and all of it is settled',
    'top the channel up; the voucher stays due',
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
  ERR_BATCH_FORMAT: ['the batch has a wrong {0}', 'encode it with a current SDK'],
  ERR_TICK_COUNT: ['{0} ticks are more than {1}', 'commit to a new chain'],
  ERR_TICK_CHAIN: ['the tick is not {0} steps before the root', 'use a tick of this chain'],
  ERR_NO_TEE_KEY: ['the channel names no TEE key', 'use a voucher without a condition'],
  ERR_CONDITION_TEXT: [
    'the text is not model, request hash and response hash',
    'give the text that the model signed',
  ],
  ERR_CONDITION_OTHER: [
    'the voucher does not wait for {0}',
    'give the text of the request that the voucher names',
  ],
  ERR_CONDITION_SIGNATURE: [
    "the signature is not the TEE key's over that text",
    'ask the model for its signature again',
  ],
  ERR_NO_LICENSING: ['royalties go nowhere here', 'open a channel without an asset'],
  ERR_TOKEN_MISMATCH: ['the channel holds {0}, not {1}', 'pay in the token of the channel'],
  ERR_LIMIT_RANGE: ['a limit of {0} is not {1} {2}', 'raise by allocate, lower by deallocate'],
  ERR_NO_DECREASE: ['no decrease is pending for channel {0}', 'announce one by deallocate'],
  ERR_DECREASE_EARLY: [
    'the limit may fall at {0} ns, now is {1} ns',
    'apply it after that time',
    true,
  ],
  ERR_NOTHING_UNUSED: ['all that channel {0} holds is settled', 'there is nothing to give back'],
  ERR_REFUND_NOT_NEWER: [
    'the authorisation is for {0} in all, {1} was given back',
    'sign a higher sum of all refunds',
  ],
  ERR_NO_ROYALTY: ['nothing has accumulated for asset {0}', 'wait until something was settled'],
  ERR_ROYALTY_UNDER_WAY: [
    'royalties of asset {0} are under way as notification {1}',
    'retry that notification when it failed',
    true,
  ],
  ERR_NO_FEES: ['no fees have accumulated in {0}', 'wait until something was settled'],
  ERR_TEE_KEY_SHARED: [
    'the tee_key is also the {0}, whose owner could sign any condition',
    'name the key of the TEE itself, or none',
  ],
  ERR_AUTH_EXPIRED: [
    'the authorisation to close was good up to block {0}, this is {1}',
    'ask the payee for a new one',
  ],
  ERR_PAYEE_TERMS_NONE: ['{0} has set no terms', 'ask the payee to set its terms for channels'],
  ERR_PAYEE_TERMS_REVISION: [
    'the terms of {0} are at revision {1}, not {2}',
    'read them again and name that revision',
  ],
  ERR_PAYEE_TERMS: ['{0} is outside the terms of {1}', 'read payee_terms and stay within them'],
} satisfies Record<string, ErrorRow>

export type ChannelErrorCode = keyof typeof channelErrors

export const fail: Fail<ChannelErrorCode> = failing(channelErrors)
