/** The JSON-RPC 2.0 envelope: one request a body, no batches. */

import { dispatch } from './dispatcher.js'
import type { RpcContext } from './node/context.js'
import { internalError, parseError, RpcError } from './wire/error.js'
import { writeJson } from './wire/json.js'
import { isObject } from './wire/params.js'

export type RpcReply = { readonly httpStatus: number; readonly body: string }

/** Nesting a request may have; deeper bodies are refused before anything walks them. */
const maxDepth = 64

/** Answers one request body. Never throws. */
export async function answer(context: RpcContext, body: string): Promise<RpcReply> {
  let id: unknown = null
  try {
    const request = parseBody(body)
    id = requestId(request)
    const { method, params } = request
    if (request.jsonrpc !== '2.0') throw parseError('Parse error: jsonrpc must be "2.0"')
    if (typeof method !== 'string') throw parseError('Parse error: method must be a string')
    const result = await dispatch(context, method, params)
    return {
      httpStatus: 200,
      body: `{"jsonrpc":"2.0","result":${writeJson(result)},"id":${writeJson(id)}}`,
    }
  } catch (error) {
    const rpcError = error instanceof RpcError ? error : internalError(describe(error))
    return {
      httpStatus: rpcError.httpStatus,
      body: `{"jsonrpc":"2.0","error":${writeJson(rpcError.toJson())},"id":${writeJson(id)}}`,
    }
  }
}

function parseBody(body: string): { readonly [name: string]: unknown } {
  let request: unknown
  try {
    request = JSON.parse(body)
  } catch {
    throw parseError('Parse error: the body is not JSON')
  }
  if (Array.isArray(request)) throw parseError('Parse error: batch requests are not supported')
  if (!isObject(request)) throw parseError('Parse error: the body is not a JSON object')
  if (isDeeperThan(request, maxDepth)) throw parseError('Parse error: nested too deeply')
  return request
}

// Numbers and strings are echoed; anything else is no valid id and is answered as null.
function requestId(request: { readonly id?: unknown }): unknown {
  const { id } = request
  return typeof id === 'string' || typeof id === 'number' ? id : null
}

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (levels === 0) return true
  return Object.values(value).some((member) => isDeeperThan(member, levels - 1))
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
