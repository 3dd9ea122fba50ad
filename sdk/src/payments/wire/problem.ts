/** The one thing to do after a refusal. */
export type NextAction = 'open' | 'sign' | 'top-up' | 'retry' | 'back-off' | 'new-key' | 'update'

/** RFC 9457 problem types of paid requests, as `urn:near-paych:problem:<name>`. */
export type ProblemType =
  | 'payment-required'
  | 'credential-malformed'
  | 'challenge-mismatch'
  | 'channel-unknown'
  | 'channel-gone'
  | 'channel-closing'
  | 'channel-foreign'
  | 'key-unsafe'
  | 'deposit-too-small'
  | 'voucher-invalid'
  | 'tick-invalid'
  | 'deposit-exceeded'
  | 'condition-refused'
  | 'condition-running'
  | 'condition-unmet'
  | 'voucher-insufficient'
  | 'too-many-vouchers'
  | 'idempotency-running'
  | 'idempotency-conflict'
  | 'answer-not-kept'
  | 'chain-unavailable'
  | 'ledger-unavailable'

/** The body of a refusal, `application/problem+json`. */
export type Problem = {
  readonly type: `urn:near-paych:problem:${ProblemType}`
  readonly title: string
  readonly status: number
  /** What a program does next. */
  readonly action: NextAction
  /** The same for people. */
  readonly nextAction: string
  /** Lane amount that would let the request proceed, as a decimal string. */
  readonly requiredCumulative?: string
}
