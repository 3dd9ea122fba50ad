import type { AccountId } from '../../primitives/types.js'
import type { StatePatchRecord } from '../../runtime/types/account.js'
import type { StateView } from '../../runtime/types/state-view.js'
import type { RpcContext } from '../node/context.js'
import { patchRecordView } from '../views/patch-record.js'
import type { JsonView } from '../wire/encode.js'
import { requireState } from '../wire/reference.js'

/** `devnet_dumpState`: the head's state as genesis records, for a later genesis or patch. */
export function dumpState({ chain }: RpcContext): JsonView {
  const state = requireState(chain, { reference: { kind: 'head' }, echo: {} })
  return { records: stateRecords(state).map(patchRecordView) }
}

/** Every account, contract, key and data record. */
export function stateRecords(state: StateView): readonly StatePatchRecord[] {
  return Array.from(state.accountIds(), (accountId) => accountRecords(state, accountId)).flat()
}

function accountRecords(state: StateView, accountId: AccountId): readonly StatePatchRecord[] {
  const account = state.account(accountId)
  if (account === undefined) return []
  const code = state.code(accountId)
  const data = state.records(accountId, new Uint8Array(0))
  return [
    { kind: 'Account', accountId, account },
    ...(code === undefined ? [] : [{ kind: 'Contract', accountId, code } as const]),
    ...state
      .accessKeys(accountId)
      .map((key) => ({ kind: 'AccessKey', accountId, ...key }) as const),
    ...Array.from(data, (record) => ({ kind: 'Data', accountId, ...record }) as const),
  ]
}
