import type { ErrorRow } from '../common/wire/errors.js'
import { type Fail, failing, leaveOut } from '../common/wire/fail.js'

/** Errors of the attestation contract. Append-only. */
export const attestationErrors = {
  ERR_EVIDENCE_MALFORMED: ['wrong {0} in evidence', 'encode it by the SDK'],
  ERR_COLLATERAL_MALFORMED: ['{0} does not parse: {1}', "send the vendor's own bytes"],
  ERR_COLLATERAL_ROLE: ['{0} cannot serve as {1}', 'send another'],
  ERR_COLLATERAL_ISSUER: ['{0} is not stored yet', 'upload it first'],
  ERR_COLLATERAL_SIGNATURE: ['{0} is not signed by {1}', "send the vendor's own bytes"],
  ERR_COLLATERAL_DATES: ['{0} holds {1} to {2}, now is {3}', 'fetch a current one', true],
  ERR_COLLATERAL_STALE: ['a {0} of {1} is stored, this is of {2}', 'nothing to do'],
  ERR_COLLATERAL_ROLLBACK: ['{0} has number {1}, {2} is stored', 'fetch a current one'],
  ERR_COLLATERAL_REVOKED: ['{0} is revoked', 'fetch its successor'],
  ERR_BEACON_YOUNG: ['the next is due at {0} ns, now is {1}', 'use the last one', true],
  ERR_POLICY_UNKNOWN: ['policy {0} is not in force', 'name another'],
  ERR_POLICY_RETIRED: ['policy {0} is retired', 'use another id'],
  ERR_MEASUREMENT_KNOWN: ['{0} is known to policy {1}', 'use it as it is'],
  ERR_MEASUREMENT_UNKNOWN: ['{0} is unknown to policy {1}', 'propose it first'],
  ERR_MEASUREMENT_ENDED: ['{0} ends at {1} ns', 'choose an earlier end'],
  ERR_MACHINE_NOT_DENIED: ['machine {0} is not denied', 'nothing to do'],
  ERR_WORKER_UNKNOWN: ['{0} is not a worker', 'register first'],
  ERR_WORKER_PASSES: ['{0} passes every check', 'nothing to do'],
  ERR_WORKER_ENDED: ['{0} has ended: {1}', 'register again'],
  ERR_NOT_OPERATOR: ['{0} may not revoke {1}', 'sign as worker, guardian or owner'],
  ERR_REVOKE_TIME: ['{1} may not name {0} ns', 'leave since_ns out'],
  ERR_RENEW_KEYS: ['{0} has other keys or another policy', 'register instead'],
  ERR_FORGET_EARLY: ['{0} is kept until {1} ns', 'wait until then', true],
  ERR_COLLATERAL_UNKNOWN: ['no such {0} is stored', 'see collateral'],
  ERR_COLLATERAL_LIVE: ['{0} holds until {1}, now is {2}', 'wait until then', true],
  ERR_COLLATERAL_FULL: ['{0} of the role {1} hold', 'wait for an end'],
  ERR_COLLATERAL_PAYER: ['{0} does not pay for {1}', 'sign as its payer'],
  ERR_HISTORY_FULL: ['{0} has {1} past intervals', 'leave it as it is'],
} satisfies Record<string, ErrorRow>

// The registry holds no money and has no neighbours.
leaveOut([
  'ERR_CREDIT_SHORT',
  'ERR_NOTHING_TO_WITHDRAW',
  'ERR_UNKNOWN_TOKEN',
  'ERR_TOKEN_NOT_HELD',
  'ERR_TOKEN_KNOWN',
  'ERR_TOKEN_LIMIT',
  'ERR_NOT_NEIGHBOUR',
  'ERR_OUTBOX_UNKNOWN',
  'ERR_OUTBOX_IN_FLIGHT',
  'ERR_OUTBOX_KEPT',
  'ERR_TOKEN_EARLY',
  'ERR_OUTBOX_OWED',
])

export type AttestationErrorCode = keyof typeof attestationErrors

export const fail: Fail<AttestationErrorCode> = failing(attestationErrors)
