/** Errors of the JSON-RPC layer, in the shape nearcore's `RpcError` has on the wire. */

import type { ErrorJson } from '../../primitives/types.js'
import { toPlainJson, writeJson } from './json.js'

export type RpcErrorKind = 'REQUEST_VALIDATION_ERROR' | 'HANDLER_ERROR' | 'INTERNAL_ERROR'

export type RpcErrorJson = {
  readonly name: RpcErrorKind
  readonly cause: { readonly name: string; readonly info?: unknown }
  readonly code: number
  readonly message: string
  readonly data: unknown
}

/**
 * A failed JSON-RPC call. `causeName` is the stable identifier (`UNKNOWN_ACCOUNT`,
 * `INVALID_TRANSACTION` …), `info` its typed context, `data` the legacy text or object that older
 * clients match on. Source: nearcore `chain/jsonrpc-primitives/src/errors.rs`.
 */
export class RpcError extends Error {
  readonly kind: RpcErrorKind
  readonly causeName: string
  readonly info: unknown
  readonly code: number
  /** As a client would hold it: u64 values are numbers. */
  readonly data: unknown
  readonly #wireData: unknown

  constructor(kind: RpcErrorKind, causeName: string, info: unknown, code: number, data: unknown) {
    super(`${causeName}: ${typeof data === 'string' ? data : writeJson(data)}`)
    this.name = 'RpcError'
    this.kind = kind
    this.causeName = causeName
    this.info = info
    this.code = code
    this.data = toPlainJson(data)
    this.#wireData = data
  }

  /** The `error` member of a JSON-RPC response. */
  toJson(): RpcErrorJson {
    return {
      name: this.kind,
      cause: { info: this.info, name: this.causeName },
      code: this.code,
      message: legacyMessage(this.code),
      data: this.#wireData,
    }
  }

  /** HTTP status a node answers with; handler errors are 200 because clients retry on 5xx. */
  get httpStatus(): number {
    if (this.kind === 'REQUEST_VALIDATION_ERROR') return 400
    if (this.kind === 'INTERNAL_ERROR') return this.causeName === overloadedCause ? 503 : 500
    return this.causeName === 'TIMEOUT_ERROR' ? 408 : 200
  }
}

function legacyMessage(code: number): string {
  if (code === -32700) return 'Parse error'
  if (code === -32601) return 'Method not found'
  return 'Server error'
}

/** The request is malformed: not JSON, wrong envelope, or a parameter of the wrong type. */
export function parseError(message: string): RpcError {
  return new RpcError(
    'REQUEST_VALIDATION_ERROR',
    'PARSE_ERROR',
    { error_message: message },
    -32700,
    message,
  )
}

/** No such method, named as the client spelled it. */
export function methodNotFound(methodName: string): RpcError {
  return new RpcError(
    'REQUEST_VALIDATION_ERROR',
    'METHOD_NOT_FOUND',
    { method_name: methodName },
    -32601,
    methodName,
  )
}

/** The request is well formed and the chain answers no. */
export function handlerError(causeName: string, info: unknown, data: unknown): RpcError {
  return new RpcError('HANDLER_ERROR', causeName, info, -32000, data)
}

/** What a node cannot do, or a fault of the devnet itself; HTTP 500. */
export function internalError(message: string, data: unknown = message): RpcError {
  return new RpcError('INTERNAL_ERROR', 'INTERNAL_ERROR', { error_message: message }, -32000, data)
}

/** INVALID_TRANSACTION; clients read the cause from `data` and retry on InvalidNonce and Expired. */
export function invalidTransaction(error: ErrorJson): RpcError {
  return handlerError('INVALID_TRANSACTION', {}, { TxExecutionError: { InvalidTxError: error } })
}

/** Too much is waiting already; HTTP 503, which clients retry later. */
export function overloaded(): RpcError {
  const message = 'The devnet is overloaded: too many requests are waiting'
  return new RpcError(
    'INTERNAL_ERROR',
    overloadedCause,
    { error_message: message },
    -32000,
    message,
  )
}

const overloadedCause = 'SERVER_OVERLOADED'
