import type { AccountId } from '../../primitives/types.js'
import type { StateView } from '../../runtime/interface.js'
import type { RpcContext } from '../context.js'
import { requireState } from '../reference.js'
import { accessKeyView } from '../views/access-key.js'
import { base64Text, hashText, type JsonView, keyText } from '../views/encode.js'

/** `devnet_dumpState`: the head's state as genesis records, for a later genesis or patch. */
export function dumpState({ chain }: RpcContext): JsonView {
  const state = requireState(chain, { reference: { kind: 'head' }, echo: {} })
  return { records: stateRecords(state) }
}

/** Every account, key, contract and data record, in nearcore's `StateRecord` form. */
export function stateRecords(state: StateView): readonly JsonView[] {
  return Array.from(state.accountIds(), (accountId) => accountRecords(state, accountId)).flat()
}

function accountRecords(state: StateView, accountId: AccountId): readonly JsonView[] {
  const account = state.account(accountId)
  if (account === undefined) return []
  const { globalContract } = account
  const records: JsonView[] = [
    {
      Account: {
        account_id: accountId,
        account: {
          amount: account.amountYocto.toString(),
          locked: account.lockedYocto.toString(),
          code_hash: hashText(account.codeHash),
          storage_usage: account.storageUsage,
          version: 'V1',
          global_contract_hash:
            globalContract?.kind === 'codeHash' ? hashText(globalContract.codeHash) : undefined,
          global_contract_account_id:
            globalContract?.kind === 'accountId' ? globalContract.accountId : undefined,
        },
      },
    },
  ]
  const code = state.code(accountId)
  if (code !== undefined) {
    records.push({ Contract: { account_id: accountId, code: base64Text(code) } })
  }
  for (const { publicKey, accessKey } of state.accessKeys(accountId)) {
    records.push({
      AccessKey: {
        account_id: accountId,
        public_key: keyText(publicKey),
        access_key: accessKeyView(accessKey),
      },
    })
  }
  for (const { key, value } of state.records(accountId, new Uint8Array(0))) {
    records.push({
      Data: { account_id: accountId, data_key: base64Text(key), value: base64Text(value) },
    })
  }
  return records
}
