import type { Account } from '../../runtime/types/account.js'
import { hashText, type JsonView } from '../wire/encode.js'

/** nearcore `AccountView`. */
export function accountView(account: Account): JsonView {
  return {
    amount: account.amountYocto.toString(),
    locked: account.lockedYocto.toString(),
    code_hash: hashText(account.codeHash),
    storage_usage: account.storageUsage,
    storage_paid_at: 0,
    ...globalContractMembers(account),
    ...bootstrapMembers(account),
  }
}

/** The global contract that the account uses, by hash or by account. */
export function globalContractMembers({ globalContract }: Account): JsonView {
  if (globalContract === undefined) return {}
  return globalContract.kind === 'codeHash'
    ? { global_contract_hash: hashText(globalContract.codeHash) }
    : { global_contract_account_id: globalContract.accountId }
}

/** Nothing for most accounts; the state and nonce of one that waits for its state init. */
export function bootstrapMembers({ bootstrapNonce }: Account): JsonView {
  return bootstrapNonce === undefined
    ? {}
    : { state: 'uninitialized', bootstrap_nonce: bootstrapNonce }
}
