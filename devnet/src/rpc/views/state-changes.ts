/** What a block wrote to accounts, in nearcore's `type` and `change` form. */
import { BorshReader } from '../../primitives/borsh.js'
import type { AccountId } from '../../primitives/types.js'
import type { RecordChange } from '../../runtime/state/journal.js'
import type { AccountRecord } from '../../runtime/state/keys.js'
import { decodeAccessKey, decodeAccount } from '../../runtime/state/records.js'
import type { StateChangeCause } from '../../runtime/types/commit.js'
import { base64Text, hashText, type JsonView, keyText } from '../wire/encode.js'
import { accessKeyView } from './access-key.js'
import { accountView } from './account.js'

/** nearcore `StateChangeWithCauseView`; nothing for a removed nonce, which it does not report. */
export function changeView(
  record: AccountRecord,
  { cause, value }: RecordChange,
): readonly JsonView[] {
  const { accountId } = record
  const view = (type: string, change: JsonView): readonly JsonView[] => [
    { cause: causeView(cause), type, change: { account_id: accountId, ...change } },
  ]
  switch (record.kind) {
    case 'account':
      return value === undefined
        ? view('account_deletion', {})
        : view('account_update', accountView(decodeAccount(value)))
    case 'accessKey': {
      const key = { public_key: keyText(record.publicKey) }
      return value === undefined
        ? view('access_key_deletion', key)
        : view('access_key_update', { ...key, access_key: accessKeyView(decodeAccessKey(value)) })
    }
    case 'gasKeyNonce': {
      if (value === undefined) return []
      const nonce = new BorshReader(value).u64()
      const key = { public_key: keyText(record.publicKey) }
      return view('gas_key_nonce_update', { ...key, index: record.nonceIndex, nonce })
    }
    case 'data': {
      const key = { key_base64: base64Text(record.key) }
      return value === undefined
        ? view('data_deletion', key)
        : view('data_update', { ...key, value_base64: base64Text(value) })
    }
    case 'contractCode':
      return value === undefined
        ? view('contract_code_deletion', {})
        : view('contract_code_update', { code_base64: base64Text(value) })
  }
}

/** nearcore `StateChangeKindView`. */
export function touchedView({ kind, accountId }: AccountRecord): JsonView {
  return { type: touched[kind], account_id: accountId }
}

const touched: Readonly<Record<AccountRecord['kind'], string>> = {
  account: 'account_touched',
  contractCode: 'contract_code_touched',
  accessKey: 'access_key_touched',
  gasKeyNonce: 'access_key_touched',
  data: 'data_touched',
}

/** nearcore `StateChangeCauseView`. */
function causeView(cause: StateChangeCause): JsonView {
  switch (cause.kind) {
    case 'transaction':
      return { type: 'transaction_processing', tx_hash: hashText(cause.hash) }
    case 'receipt':
      return { type: 'receipt_processing', receipt_hash: hashText(cause.receiptId) }
    case 'reward':
      return { type: 'action_receipt_gas_reward', receipt_hash: hashText(cause.receiptId) }
    case 'validators':
      return { type: 'validator_accounts_update' }
    case 'patch':
      return { type: 'migration' }
  }
}

/** Which of an account's records a request asks for. */
export type RecordChoice = {
  readonly accountId: AccountId
  readonly chooses: (record: AccountRecord) => boolean
}
