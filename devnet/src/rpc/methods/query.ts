import { base58 } from '@scure/base'
import type { RpcContext } from '../node/context.js'
import { viewAccount, viewCode } from '../queries/account.js'
import { callFunction } from '../queries/call.js'
import { viewGlobalCodeByAccount, viewGlobalCodeByHash } from '../queries/global-code.js'
import type { QueryHandler } from '../queries/interface.js'
import { viewAccessKey, viewAccessKeyList, viewGasKeyNonces } from '../queries/keys.js'
import { viewState } from '../queries/state.js'
import { base64Text, type JsonView } from '../wire/encode.js'
import { parseError } from '../wire/error.js'
import { isObject, type ParamsObject, stringMember } from '../wire/params.js'
import { blockPosition, blockReference, requireState } from '../wire/reference.js'

/** Handlers by `request_type`. */
export const queryHandlers: ReadonlyMap<string, QueryHandler> = new Map([
  ['view_account', viewAccount],
  ['view_code', viewCode],
  ['view_state', viewState],
  ['view_access_key', viewAccessKey],
  ['view_access_key_list', viewAccessKeyList],
  ['view_gas_key_nonces', viewGasKeyNonces],
  ['call_function', callFunction],
  ['view_global_contract_code', viewGlobalCodeByHash],
  ['view_global_contract_code_by_account_id', viewGlobalCodeByAccount],
])

/** `query`: read-only requests at a block; legacy form `["path/…", base58 data]`. */
export function query({ chain }: RpcContext, params: unknown): JsonView {
  const request = Array.isArray(params) ? legacyRequest(params) : params
  if (!isObject(request)) throw parseError('Failed parsing args: expected an object')
  const type = stringMember(request, 'request_type')
  const handler = queryHandlers.get(type)
  if (handler === undefined) {
    throw parseError(`Failed parsing args: unknown variant \`${type}\` of request_type`)
  }
  const state = requireState(chain, blockReference(request, true))
  return { ...handler(state, request), ...blockPosition(state.block) }
}

// `account/ID`, `access_key/ID[/KEY]`, `code/ID`, `contract/ID` and `call/ID/METHOD`.
function legacyRequest(params: readonly unknown[]): ParamsObject {
  const [path, data] = params
  if (params.length !== 2 || typeof path !== 'string' || typeof data !== 'string') {
    throw parseError('Failed parsing args: expected [path, data]')
  }
  const [kind, accountId = '', ...rest] = path.split('/')
  const last = rest.join('/')
  const at = { account_id: accountId, finality: 'optimistic' }
  switch (kind) {
    case 'account':
      return { ...at, request_type: 'view_account' }
    case 'code':
      return { ...at, request_type: 'view_code' }
    case 'access_key':
      return last === ''
        ? { ...at, request_type: 'view_access_key_list' }
        : { ...at, request_type: 'view_access_key', public_key: last }
    case 'contract':
      return { ...at, request_type: 'view_state', prefix_base64: base58AsBase64(data) }
    case 'call':
      return {
        ...at,
        request_type: 'call_function',
        method_name: last,
        args_base64: base58AsBase64(data),
      }
    default:
      throw parseError(`Failed parsing args: unknown query path '${path}'`)
  }
}

// Base58 decoding is quadratic; longer data belongs in the object form.
const maxLegacyDataLength = 16 * 1024

function base58AsBase64(data: string): string {
  if (data.length <= maxLegacyDataLength && /^[1-9A-HJ-NP-Za-km-z]*$/.test(data)) {
    return base64Text(base58.decode(data))
  }
  throw parseError('Failed parsing args: data is not base58')
}
