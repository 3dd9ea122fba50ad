import type { Account, StatePatchRecord } from '../../runtime/types/account.js'
import { base64Text, hashText, type JsonView, keyText } from '../wire/encode.js'
import { accessKeyView } from './access-key.js'
import { bootstrapMembers, globalContractMembers } from './account.js'

/** nearcore `StateRecord` JSON of a record; `state-record.ts` reads it back. */
export function patchRecordView(record: StatePatchRecord): JsonView {
  const account_id = record.accountId
  switch (record.kind) {
    case 'Account':
      return { Account: { account_id, account: accountRecordView(record.account) } }
    case 'Contract':
      return { Contract: { account_id, code: base64Text(record.code) } }
    case 'AccessKey':
      return {
        AccessKey: {
          account_id,
          public_key: keyText(record.publicKey),
          access_key: accessKeyView(record.accessKey),
        },
      }
    case 'Data':
      return {
        Data: { account_id, data_key: base64Text(record.key), value: base64Text(record.value) },
      }
  }
}

function accountRecordView(account: Account): JsonView {
  return {
    amount: account.amountYocto.toString(),
    locked: account.lockedYocto.toString(),
    code_hash: hashText(account.codeHash),
    storage_usage: account.storageUsage,
    version: account.globalContract === undefined ? 'V1' : 'V2',
    ...globalContractMembers(account),
    ...bootstrapMembers(account),
  }
}
