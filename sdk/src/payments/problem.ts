/** RFC 9457 problem types of paid requests. Each names the one thing to do next. */
export type ProblemType =
  | 'payment-required'
  | 'credential-malformed'
  | 'challenge-mismatch'
  | 'channel-unknown'
  | 'channel-closing'
  | 'channel-foreign'
  | 'key-unsafe'
  | 'voucher-invalid'
  | 'deposit-exceeded'
  | 'voucher-insufficient'
  | 'chain-unavailable'

/** Status, title and next action of each type. */
export const problems: Readonly<Record<ProblemType, readonly [number, string, string]>> = {
  'payment-required': [402, 'no payment was offered', 'open a channel and send a voucher'],
  'credential-malformed': [
    400,
    'the Authorization header is not a payment credential',
    'build it with a current SDK',
  ],
  'challenge-mismatch': [
    402,
    'the credential answers another request',
    'use the challenge of this response',
  ],
  'channel-unknown': [402, 'the channel is not on chain', 'open a channel'],
  'channel-closing': [402, 'the channel is closing or closed', 'open a new channel'],
  'channel-foreign': [
    402,
    'the channel pays someone else, or another contract',
    'open a channel with this provider',
  ],
  'key-unsafe': [
    402,
    'the channel signs with an unsafe key',
    'open a channel with a freshly made key',
  ],
  'voucher-invalid': [
    402,
    'the voucher or its signature is wrong',
    'sign a voucher for this channel',
  ],
  'deposit-exceeded': [402, 'the voucher exceeds the deposit', 'top the channel up'],
  'voucher-insufficient': [
    402,
    'what is owed exceeds the credit',
    'sign a voucher for requiredCumulative',
  ],
  'chain-unavailable': [503, 'the chain cannot be read now', 'try again shortly'],
}

export type Problem = {
  readonly type: ProblemType
  readonly title: string
  readonly status: number
  readonly nextAction: string
  /** Amount that would let the request proceed, as a decimal string. */
  readonly requiredCumulative?: string
}

export function problem(type: ProblemType, requiredYocto?: bigint): Problem {
  const [status, title, nextAction] = problems[type]
  const base = { type, title, status, nextAction }
  return requiredYocto === undefined ? base : { ...base, requiredCumulative: `${requiredYocto}` }
}
