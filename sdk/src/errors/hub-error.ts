import { type ErrorCode, type ErrorValues, errorRegistry } from '../generated/errors.js'
import { parseMessage } from './parse-message.js'

export type HubErrorDetails = {
  readonly message?: string
  readonly transactionHash?: string
  readonly cause?: unknown
}

/** Every failure the SDK reports: a code of the registry, what happened, and what to do next. */
export class HubError<Code extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'HubError'
  readonly code: Code
  /** What the message is about, such as amounts or accounts: `{0}` and so on of the registry. */
  readonly values: Code extends ErrorCode ? Partial<ErrorValues[Code]> : never
  readonly nextAction: string
  readonly retryable: boolean
  /** The transaction concerned, when there is one. */
  readonly transactionHash: string | undefined

  constructor(code: Code, values: readonly string[], details: HubErrorDetails = {}) {
    const entry = errorRegistry[code]
    const message =
      details.message ??
      values.reduce((text, value, i) => text.split(`{${i}}`).join(value), entry.message)
    super(`${code}: ${message}`, details.cause === undefined ? undefined : { cause: details.cause })
    this.code = code
    this.values = values as unknown as this['values']
    this.nextAction = entry.nextAction
    this.retryable = entry.retryable
    this.transactionHash = details.transactionHash
  }
}

/** A guard that also works across copies of the package; with a code, the values get its types. */
export function isHubError<Code extends ErrorCode>(
  error: unknown,
  code?: Code,
): error is HubError<Code> {
  if (!(error instanceof Error) || error.name !== 'HubError' || !('code' in error)) return false
  return code === undefined || error.code === code
}

const panicPattern = /Smart contract panicked: (ERR_[A-Z0-9_]+): ([^\n]*)/
const debugPattern = /panic_msg: "(ERR_[A-Z0-9_]+): ((?:[^"\\\n]|\\.)*)/
const anyPattern = /(ERR_[A-Z0-9_]+): ([^"\n]*)/

/**
 * The registry error inside a contract panic or view error text, with its values read back;
 * undefined for foreign ones.
 */
export function parsePanic(text: string, details: HubErrorDetails = {}): HubError | undefined {
  const direct = panicPattern.exec(text)
  const [, code, found] = direct ?? debugPattern.exec(text) ?? anyPattern.exec(text) ?? []
  if (code === undefined || found === undefined || !isErrorCode(code)) return undefined
  // Rust's debug form escapes quotes and backslashes; what follows an escaped line feed is a stack.
  const plain = direct === null ? unescaped(found) : found
  const { message, values } = parseMessage(errorRegistry[code], plain)
  return new HubError(code, values, { ...details, message })
}

function unescaped(text: string): string {
  const [line = ''] = text.split('\\n')
  return line.replace(/\\(.)/g, '$1')
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorRegistry, code)
}
