/**
 * Errors that every contract can raise. Append-only: a code never changes its meaning. `{0}` and
 * so on stand for values.
 */
export type ErrorRow = readonly [message: string, nextAction: string, retryable?: true]

export const commonErrors = {
  ERR_ARGS: ['argument {0} is {1}', 'correct the argument and call again'],
  ERR_PRIVATE: ['{0} may be called by the contract itself only', 'do not call it'],
  ERR_NOT_PAYABLE: ['{0} takes no deposit', 'call again without a deposit'],
  ERR_ALREADY_INITIALIZED: ['the contract is already set up', 'do not initialise it again'],
  ERR_NOT_INITIALIZED: [
    'the contract is not set up',
    'wait until its owner has initialised it',
    true,
  ],
  ERR_NOT_OWNER: ['{0} is not the owner', 'sign with the owner account'],
  ERR_NOT_GUARDIAN: [
    '{0} is neither guardian nor owner',
    'sign with the guardian or owner account',
  ],
  ERR_PAUSED: ['{0} is paused', 'try again when the guardian has resumed it', true],
  ERR_NOT_REGISTERED: [
    '{0} has no storage registration',
    'call storage_deposit for that account first',
  ],
  ERR_STORAGE_SHORT: [
    '{0} yoctoNEAR of storage balance are available, {1} are needed',
    'call storage_deposit with the difference',
  ],
  ERR_STORAGE_IN_USE: ['{0} still has records or credit here', 'close channels and withdraw first'],
  ERR_ONE_YOCTO: ['exactly one yoctoNEAR must be attached, not {0}', 'attach one yoctoNEAR'],
  ERR_CREDIT_SHORT: ['the credit is {0}, less than {1}', 'withdraw at most the credit'],
  ERR_NOTHING_TO_WITHDRAW: ['there is no credit in {0}', 'wait until something was settled'],
  ERR_UNKNOWN_TOKEN: ['token {0} is not registered', 'use a registered token'],
} satisfies Record<string, ErrorRow>

export type CommonErrorCode = keyof typeof commonErrors
