import type { StateView } from '../../runtime/interface.js'
import { accountIdMember, base64Member, type ParamsObject, stringMember } from '../params.js'
import type { JsonView } from '../views/encode.js'
import { requireAccount } from './account.js'

/**
 * `call_function`: runs a view method. A VM failure is a result with `error` and HTTP 200, not a
 * JSON-RPC error, as nodes answer it.
 */
export function callFunction(state: StateView, params: ParamsObject): JsonView {
  const accountId = accountIdMember(params, 'account_id')
  const methodName = stringMember(params, 'method_name')
  const args = base64Member(params, 'args_base64')
  requireAccount(state, accountId)
  const called = state.call(accountId, methodName, args)
  const logs = called.outcome?.logs ?? []
  return called.ok
    ? { result: called.result, logs }
    : { error: `wasm execution failed with error: ${called.errorDebug}`, logs }
}
