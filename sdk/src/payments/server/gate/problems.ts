import type { NextAction, Problem, ProblemType } from '../../wire/problem.js'

/** Status, title, what a program does next, and the same for people. */
const problems: Readonly<Record<ProblemType, readonly [number, string, NextAction, string]>> = {
  'payment-required': [402, 'no payment was offered', 'open', 'open a channel and send a voucher'],
  'credential-malformed': [
    400,
    'the credential is not well formed',
    'update',
    'build it with a current SDK',
  ],
  'challenge-mismatch': [
    402,
    'the credential answers another request',
    'retry',
    'use the challenge of this response',
  ],
  'channel-unknown': [402, 'the channel is not on chain', 'open', 'open a channel'],
  'channel-gone': [410, 'the channel has ended', 'open', 'open a new channel'],
  'channel-closing': [410, 'the channel is closing', 'open', 'open a new channel'],
  'channel-foreign': [
    402,
    'the channel is not for this provider and price sheet',
    'open',
    'open a channel on the terms of this response',
  ],
  'key-unsafe': [
    402,
    'the channel signs with an unsafe key',
    'open',
    'open a channel with a freshly made key',
  ],
  'deposit-too-small': [402, 'the deposit is too small', 'top-up', 'top the channel up'],
  'voucher-invalid': [
    402,
    'the voucher or its signature is wrong',
    'sign',
    'sign a voucher for this channel',
  ],
  'tick-invalid': [
    402,
    'the tick is not on the chain of hashes that was committed to',
    'sign',
    'commit to a new chain or sign a voucher',
  ],
  'deposit-exceeded': [402, 'the payment exceeds the deposit', 'top-up', 'top the channel up'],
  'condition-refused': [
    402,
    'the condition of the voucher cannot be met here',
    'sign',
    'name model and body of this request and pin a TEE key of this provider, or sign without a condition',
  ],
  'condition-running': [
    429,
    'another request runs on this lane for a conditional voucher',
    'back-off',
    'wait for its answer, or use another lane',
  ],
  'condition-unmet': [
    502,
    'the model did not sign its answer, so it is withheld and costs nothing',
    'retry',
    'send the request again',
  ],
  'voucher-insufficient': [
    402,
    'what is owed exceeds the credit',
    'sign',
    'sign a voucher for requiredCumulative',
  ],
  'too-many-vouchers': [
    429,
    'payments arrive too fast',
    'back-off',
    'wait a second and send the latest only',
  ],
  'idempotency-running': [
    409,
    'the first request with this key is still running',
    'back-off',
    'wait, then repeat the request',
  ],
  'idempotency-conflict': [
    409,
    'the key was used for another request',
    'new-key',
    'choose a new Idempotency-Key',
  ],
  'answer-not-kept': [
    409,
    'the answer was paid for and delivered, and is too long to be kept',
    'new-key',
    'choose a new Idempotency-Key to buy it again',
  ],
  'chain-unavailable': [503, 'the chain cannot be read now', 'back-off', 'try again shortly'],
  'ledger-unavailable': [503, 'the ledger cannot be written now', 'back-off', 'try again shortly'],
}

export function problem(type: ProblemType, requiredYocto?: bigint): Problem {
  const [status, title, action, nextAction] = problems[type]
  const urn = `urn:near-paych:problem:${type}` as const
  const base = { type: urn, title, status, action, nextAction }
  return requiredYocto === undefined ? base : { ...base, requiredCumulative: `${requiredYocto}` }
}
