/** Ways out of the rules: bytes that are no evidence at all, and evidence that fails a check. Pure. */

/** Bytes that do not parse. `what` names the part. */
export class Malformed extends Error {
  constructor(readonly what: string) {
    super(what)
  }
}

/** Why evidence or a worker is refused. Append-only: a code never changes its meaning. */
export type RejectCode =
  | 'QUOTE_MALFORMED'
  | 'QUOTE_UNSUPPORTED'
  | 'QUOTE_DEBUG'
  | 'QUOTE_RESERVED_BITS'
  | 'QUOTE_SEPT_VE'
  | 'QUOTE_SERVICE_TD'
  | 'QUOTE_SIGNATURE'
  | 'QUOTE_BINDING'
  | 'QUOTE_BEACON'
  | 'QUOTE_REPLAYED'
  | 'PCK_MALFORMED'
  | 'PCK_ROLE'
  | 'PCK_ISSUER'
  | 'PCK_DATES'
  | 'PCK_SIGNATURE'
  | 'PCK_REVOKED'
  | 'QE_SIGNATURE'
  | 'QE_REPORT_DATA'
  | 'QE_IDENTITY'
  | 'QE_NOT_SUPPORTED'
  | 'COLLATERAL_MISSING'
  | 'COLLATERAL_EXPIRED'
  | 'TCB_WRONG_PLATFORM'
  | 'TCB_NOT_SUPPORTED'
  | 'TCB_REVOKED'
  | 'MODULE_UNKNOWN'
  | 'MODULE_IDENTITY'
  | 'POLICY_RETIRED'
  | 'POLICY_STATUS'
  | 'POLICY_ADVISORY'
  | 'POLICY_TCB_DATE'
  | 'POLICY_EVALUATION'
  | 'POLICY_FMSPC'
  | 'POLICY_MACHINE'
  | 'POLICY_ATTRIBUTES'
  | 'POLICY_XFAM'
  | 'MEASUREMENT_UNKNOWN'
  | 'MEASUREMENT_PENDING'
  | 'MEASUREMENT_ENDED'
  | 'MACHINE_DENIED'
  | 'KEY_TAKEN'
  | 'WORKER_EXPIRED'
  | 'WORKER_ENDED'

/** A check that failed, with the values that made it fail. */
export class Rejection extends Error {
  constructor(
    readonly code: RejectCode,
    readonly detail: string,
    /** Since when it fails, where that is known. */
    readonly sinceNs: bigint | undefined = undefined,
  ) {
    super(`${code}: ${detail}`)
  }
}

export function reject(code: RejectCode, detail: string): never {
  throw new Rejection(code, detail)
}
