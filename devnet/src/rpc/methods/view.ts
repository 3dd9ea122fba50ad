/** `EXPERIMENTAL_view_*`: one method a view, whose failures are all errors (unlike `query`'s). */
import type { RpcContext, RpcMethod } from '../node/context.js'
import { failureText, runFunction } from '../queries/call.js'
import type { QueryHandler } from '../queries/interface.js'
import { type JsonView, keyText } from '../wire/encode.js'
import { handlerError } from '../wire/error.js'
import { objectParams, publicKeyMember } from '../wire/params.js'
import { blockPosition, blockReference, requireState } from '../wire/reference.js'
import { queryHandlers } from './query.js'

/** The method for one request type of `query`. */
function viewMethod(handler: QueryHandler): RpcMethod {
  return ({ chain }: RpcContext, params: unknown) => {
    const request = objectParams(params)
    const state = requireState(chain, blockReference(request, true))
    const view = handler(state, request)
    const position = blockPosition(state.block)
    if (typeof view.error !== 'string') return { ...view, ...position }
    const publicKey = keyText(publicKeyMember(request, 'public_key'))
    throw handlerError(
      'UNKNOWN_ACCESS_KEY',
      { public_key: publicKey, ...position },
      `Access key for public key ${publicKey} has never been observed on the node`,
    )
  }
}

function callFunctionMethod({ chain }: RpcContext, params: unknown): JsonView {
  const request = objectParams(params)
  const state = requireState(chain, blockReference(request, true))
  const position = blockPosition(state.block)
  const called = runFunction(state, request)
  if (called.ok) return { result: called.result, logs: called.outcome.logs, ...position }
  const text = failureText(called)
  throw handlerError(
    'CONTRACT_EXECUTION_ERROR',
    { vm_error: text, error: called.error, ...position },
    `Function call returned an error: ${text}`,
  )
}

/** `call_function` has no `view_` in its name; all others have it already. */
export const viewMethods: readonly (readonly [string, RpcMethod])[] = [
  ...Array.from(
    queryHandlers,
    ([type, handler]) => [`EXPERIMENTAL_${type}`, viewMethod(handler)] as const,
  ),
  ['EXPERIMENTAL_call_function', callFunctionMethod],
]
