import { createHash } from 'node:crypto'
import type { AccountId } from '../../primitives/types.js'
import type { Account } from '../../runtime/types/account.js'
import type { StateView } from '../../runtime/types/state-view.js'
import { accountView } from '../views/account.js'
import { base64Text, hashText, type JsonView } from '../wire/encode.js'
import { handlerError } from '../wire/error.js'
import { accountIdMember, type ParamsObject } from '../wire/params.js'
import { blockPosition } from '../wire/reference.js'

/** `view_account`. */
export function viewAccount(state: StateView, params: ParamsObject): JsonView {
  return accountView(requireAccount(state, accountIdMember(params, 'account_id')))
}

/** `view_code`: the account's own code, or the global contract it uses. */
export function viewCode(state: StateView, params: ParamsObject): JsonView {
  const accountId = accountIdMember(params, 'account_id')
  const { globalContract } = requireAccount(state, accountId)
  const code =
    globalContract === undefined ? state.code(accountId) : state.globalCode(globalContract)
  if (code === undefined) {
    throw handlerError(
      'NO_CONTRACT_CODE',
      { contract_account_id: accountId, ...blockPosition(state.block) },
      `Contract code for contract ID #${accountId} has never been observed on the node`,
    )
  }
  return codeView(code)
}

/** `code_base64` and the base58 sha256 of the code. */
export function codeView(code: Uint8Array): JsonView {
  return {
    code_base64: base64Text(code),
    hash: hashText(createHash('sha256').update(code).digest()),
  }
}

/** The account, or UNKNOWN_ACCOUNT. */
export function requireAccount(state: StateView, accountId: AccountId): Account {
  const account = state.account(accountId)
  if (account !== undefined) return account
  throw handlerError(
    'UNKNOWN_ACCOUNT',
    { requested_account_id: accountId, ...blockPosition(state.block) },
    `account ${accountId} does not exist while viewing`,
  )
}
