import type { StateView, ViewCallResult } from '../../runtime/types/state-view.js'
import type { JsonView } from '../wire/encode.js'
import { accountIdMember, base64Member, type ParamsObject, stringMember } from '../wire/params.js'
import { requireAccount } from './account.js'

/**
 * `call_function`: runs a view method. A VM failure is a result with `error` and HTTP 200, not a
 * JSON-RPC error, as nodes answer it.
 */
export function callFunction(state: StateView, params: ParamsObject): JsonView {
  const called = runFunction(state, params)
  const logs = called.outcome?.logs ?? []
  return called.ok ? { result: called.result, logs } : { error: failureText(called), logs }
}

/** Runs the view method that the parameters name; UNKNOWN_ACCOUNT when there is no such account. */
export function runFunction(state: StateView, params: ParamsObject): ViewCallResult {
  const accountId = accountIdMember(params, 'account_id')
  const methodName = stringMember(params, 'method_name')
  const args = base64Member(params, 'args_base64')
  requireAccount(state, accountId)
  return state.call(accountId, methodName, args)
}

/** What nearcore says of a failed view call. */
export function failureText({ errorDebug }: Extract<ViewCallResult, { ok: false }>): string {
  return `wasm execution failed with error: ${errorDebug}`
}
