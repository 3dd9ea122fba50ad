/** `EXPERIMENTAL_view_*`: one method a view, whose failures are all errors (unlike `query`'s). */
import type { RpcContext, RpcMethod } from '../context.js'
import { handlerError } from '../error.js'
import { accountIdMember, objectParams, publicKeyMember } from '../params.js'
import type { QueryHandler } from '../queries/interface.js'
import { blockPosition, blockReference, requireState } from '../reference.js'
import { keyText } from '../views/encode.js'
import { queryHandlers } from './query.js'

/** The method for one request type of `query`. */
function viewMethod(handler: QueryHandler): RpcMethod {
  return ({ chain }: RpcContext, params: unknown) => {
    const request = objectParams(params)
    const state = requireState(chain, blockReference(request, true))
    const view = handler(state, request)
    if (typeof view.error !== 'string') return { ...view, ...blockPosition(state.block) }
    const position = blockPosition(state.block)
    if (request.method_name === undefined) {
      const publicKey = keyText(publicKeyMember(request, 'public_key'))
      throw handlerError(
        'UNKNOWN_ACCESS_KEY',
        { public_key: publicKey, ...position },
        `Access key for public key ${publicKey} has never been observed on the node at block #${state.block.header.height}`,
      )
    }
    const info = { vm_error: view.error, contract_id: accountIdMember(request, 'account_id') }
    throw handlerError(
      'CONTRACT_EXECUTION_ERROR',
      { ...info, ...position },
      `Function call returned an error: ${view.error}`,
    )
  }
}

/** `call_function` has no `view_` in its name; all others have it already. */
export const viewMethods: readonly (readonly [string, RpcMethod])[] = Array.from(
  queryHandlers,
  ([type, handler]) => [`EXPERIMENTAL_${type}`, viewMethod(handler)] as const,
)
