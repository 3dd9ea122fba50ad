import type { ErrorRow } from '../common/wire/errors.js'
import { type Fail, failing } from '../common/wire/fail.js'

/** Errors of the attestation contract. Append-only. */
export const attestationErrors = {
  ERR_EVIDENCE_MALFORMED: ['the evidence has a wrong {0}', 'encode it with a current SDK'],
  ERR_COLLATERAL_MALFORMED: [
    'the {0} does not parse: {1}',
    'send the bytes as the vendor serves them',
  ],
  ERR_COLLATERAL_ROLE: ['{0} cannot serve as {1}', 'send the document that the method is for'],
  ERR_COLLATERAL_ISSUER: ['{0} is needed first and not stored', 'upload it, then call again'],
  ERR_COLLATERAL_SIGNATURE: [
    'the {0} is not signed by the {1}',
    'send the bytes as the vendor serves them, never re-serialised',
  ],
  ERR_COLLATERAL_DATES: [
    'the {0} holds from {1} to {2}, now is {3}',
    'fetch a current one from the vendor',
    true,
  ],
  ERR_COLLATERAL_STALE: [
    'the stored {0} is from {1}, this one from {2}',
    'nothing to do: a newer one is stored',
  ],
  ERR_COLLATERAL_ROLLBACK: [
    'the {0} has number {1}, {2} is stored',
    'fetch the current one from the vendor',
  ],
  ERR_COLLATERAL_REVOKED: ['the {0} is revoked by the root CRL', 'fetch its successor'],
  ERR_BEACON_YOUNG: [
    'the next beacon is due at {0} ns, now is {1} ns',
    'wait, or use the last one',
    true,
  ],
  ERR_POLICY_UNKNOWN: ['policy {0} does not exist or is not in force yet', 'name another policy'],
  ERR_POLICY_RETIRED: ['policy {0} is retired', 'propose one under another id'],
  ERR_MEASUREMENT_KNOWN: ['measurement {0} is known to policy {1}', 'use it as it is'],
  ERR_MEASUREMENT_UNKNOWN: ['measurement {0} is not known to policy {1}', 'propose it first'],
  ERR_MEASUREMENT_ENDED: ['measurement {0} ends at {1} ns', 'choose an earlier end'],
  ERR_MACHINE_NOT_DENIED: ['machine {0} is not denied', 'nothing to do'],
  ERR_WORKER_UNKNOWN: ['{0} is not a worker', 'register first'],
  ERR_WORKER_PASSES: ['{0} passes every check', 'nothing to do'],
  ERR_WORKER_ENDED: ['{0} has ended: {1}', 'register again'],
  ERR_NOT_OPERATOR: ['{0} may not revoke {1}', 'sign with the worker, guardian or owner account'],
  ERR_REVOKE_TIME: ['{0} ns is not a time that {1} may name', 'leave since_ns out'],
  ERR_RENEW_KEYS: ['{0} is registered under other keys or another policy', 'register instead'],
  ERR_FORGET_EARLY: ['the record of {0} is kept until {1} ns', 'wait until then', true],
  ERR_COLLATERAL_UNKNOWN: ['no such {0} is stored', 'see collateral'],
  ERR_COLLATERAL_LIVE: ['the {0} holds until {1}, now is {2}', 'wait until then', true],
  ERR_COLLATERAL_FULL: ['{0} certificates of the role {1} hold', 'wait until one has ended'],
  ERR_COLLATERAL_PAYER: ['{0} does not pay for the {1}', 'sign with the account that uploaded it'],
  ERR_HISTORY_FULL: ['{0} has {1} past intervals', 'leave it as it is for good'],
} satisfies Record<string, ErrorRow>

export type AttestationErrorCode = keyof typeof attestationErrors

export const fail: Fail<AttestationErrorCode> = failing(attestationErrors)
