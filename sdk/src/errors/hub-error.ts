import { type ErrorCode, errorRegistry } from '../generated/errors.js'

export type HubErrorDetails = {
  readonly message?: string
  readonly transactionHash?: string
  readonly cause?: unknown
}

/** Every failure the SDK reports: a code of the registry, what happened, and what to do next. */
export class HubError extends Error {
  override readonly name = 'HubError'
  readonly code: ErrorCode
  readonly nextAction: string
  readonly retryable: boolean
  /** The transaction concerned, when there is one. */
  readonly transactionHash: string | undefined

  constructor(code: ErrorCode, values: readonly string[], details: HubErrorDetails = {}) {
    const entry = errorRegistry[code]
    const message =
      details.message ??
      values.reduce((text, value, i) => text.replace(`{${i}}`, value), entry.message)
    super(`${code}: ${message}`, details.cause === undefined ? undefined : { cause: details.cause })
    this.code = code
    this.nextAction = entry.nextAction
    this.retryable = entry.retryable
    this.transactionHash = details.transactionHash
  }
}

/** A guard that also works across copies of the package. */
export function isHubError(error: unknown, code?: ErrorCode): error is HubError {
  if (!(error instanceof Error) || error.name !== 'HubError' || !('code' in error)) return false
  return code === undefined || error.code === code
}

const panicPattern = /Smart contract panicked: (ERR_[A-Z0-9_]+): ([^\n]*)/

/** The registry error inside a contract panic or view error text; undefined for foreign ones. */
export function parsePanic(text: string, details: HubErrorDetails = {}): HubError | undefined {
  const [, code, rest] = panicPattern.exec(text) ?? /(ERR_[A-Z0-9_]+): ([^"\n]*)/.exec(text) ?? []
  if (code === undefined || rest === undefined || !isErrorCode(code)) return undefined
  const [message = rest] = rest.split('; ')
  return new HubError(code, [], { ...details, message })
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorRegistry, code)
}
