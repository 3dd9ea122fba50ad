/**
 * Errors that every contract can raise. Append-only: a code never changes its meaning. `{0}` and
 * so on stand for values.
 */
export type ErrorRow = readonly [message: string, nextAction: string, retryable?: true]

export const commonErrors = {
  ERR_ARGS: ['argument {0} is {1}', 'correct the argument and call again'],
  ERR_PRIVATE: ['{0} is for the contract itself', 'do not call it'],
  ERR_NOT_PAYABLE: ['{0} takes no deposit', 'call again without a deposit'],
  ERR_ALREADY_INITIALIZED: ['the contract is already set up', 'do not initialise it again'],
  ERR_NOT_INITIALIZED: ['the contract is not set up', 'wait until it is', true],
  ERR_NOT_OWNER: ['{0} is not the owner', 'sign with the owner account'],
  ERR_NOT_GUARDIAN: [
    '{0} is neither guardian nor owner',
    'sign with the guardian or owner account',
  ],
  ERR_PAUSED: ['{0} is paused', 'try again when it is resumed', true],
  ERR_NOT_REGISTERED: ['{0} has no storage registration', 'call storage_deposit for it first'],
  ERR_STORAGE_SHORT: [
    '{0} yoctoNEAR of storage are free, {1} needed',
    'call storage_deposit with the difference',
  ],
  ERR_STORAGE_IN_USE: ['{0} still has records or credit here', 'end and withdraw them first'],
  ERR_ONE_YOCTO: ['exactly one yoctoNEAR must be attached, not {0}', 'attach one yoctoNEAR'],
  ERR_CREDIT_SHORT: ['the credit is {0}, less than {1}', 'withdraw at most the credit'],
  ERR_NOTHING_TO_WITHDRAW: ['there is no credit in {0}', 'wait until something was settled'],
  ERR_UNKNOWN_TOKEN: ['token {0} is not registered', 'use a registered token'],
  ERR_TOKEN_NOT_HELD: [
    '{0} cannot hold {1} here',
    'that account calls hold_token with the token first',
  ],
  ERR_TOKEN_KNOWN: ['token {0} is registered already', 'use it as it is'],
  ERR_TOKEN_LIMIT: ['{0} tokens are registered, the most there can be', 'use one of them'],
  ERR_NOT_NEIGHBOUR: ['{0} is not the contract that may call this', 'do not call it'],
  ERR_OUTBOX_UNKNOWN: [
    'notification {0} is delivered or was never made',
    'nothing is left to retry',
  ],
  ERR_OUTBOX_IN_FLIGHT: [
    'notification {0} may be answered until block {1}, now is {2}',
    'wait for the answer or that block',
    true,
  ],
  ERR_NO_UPGRADE: ['no upgrade is proposed', 'propose one first'],
  ERR_UPGRADE_DELAY: ['a delay of {0} ns is below {1} ns', 'give users at least that long'],
  ERR_UPGRADE_EARLY: ['the upgrade may begin at {0} ns, now is {1}', 'wait until then', true],
  ERR_UPGRADE_EXPIRED: ['the proposal ended at {0} ns, now is {1}', 'propose it again'],
  ERR_UPGRADE_CONTRACT: ['the code is {0}, the records are {1}', 'propose code of this contract'],
  ERR_OUTBOX_KEPT: [
    'notification {0} is {1} and kept until {2} ns, now is {3}',
    'retry it, or drop it after that when it has failed',
    true,
  ],
  ERR_TOKEN_EARLY: ['token {0} counts from {1} ns, now is {2}', 'wait until then', true],
  ERR_OUTBOX_OWED: ['the money of notification {0} falls to nobody', 'retry it'],
} satisfies Record<string, ErrorRow>

export type CommonErrorCode = keyof typeof commonErrors
