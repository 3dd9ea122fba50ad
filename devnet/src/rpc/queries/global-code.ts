import type { GlobalContractId } from '../../primitives/types.js'
import type { StateView } from '../../runtime/types/state-view.js'
import { globalIdentifier } from '../views/receipt.js'
import { hashText, type JsonView } from '../wire/encode.js'
import { handlerError } from '../wire/error.js'
import { accountIdMember, hashOf, type ParamsObject, stringMember } from '../wire/params.js'
import { blockPosition } from '../wire/reference.js'
import { codeView } from './account.js'

/** `view_global_contract_code`: by code hash. */
export function viewGlobalCodeByHash(state: StateView, params: ParamsObject): JsonView {
  const codeHash = hashOf(stringMember(params, 'code_hash'))
  return globalCode(state, { kind: 'codeHash', codeHash })
}

/** `view_global_contract_code_by_account_id`. */
export function viewGlobalCodeByAccount(state: StateView, params: ParamsObject): JsonView {
  return globalCode(state, { kind: 'accountId', accountId: accountIdMember(params, 'account_id') })
}

function globalCode(state: StateView, id: GlobalContractId): JsonView {
  const code = state.globalCode(id)
  if (code !== undefined) return codeView(code)
  const identifier = globalIdentifier(id)
  throw handlerError(
    'NO_GLOBAL_CONTRACT_CODE',
    { identifier, ...blockPosition(state.block) },
    `Global contract code with identifier ${debugText(id)} has never been observed on the node`,
  )
}

/** Rust's `{:?}` of a `GlobalContractIdentifier`. */
function debugText(id: GlobalContractId): string {
  return id.kind === 'codeHash'
    ? `CodeHash(${hashText(id.codeHash)})`
    : `AccountId(AccountId("${id.accountId}"))`
}
