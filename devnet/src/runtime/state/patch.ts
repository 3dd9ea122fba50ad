import { sha256 } from '../../primitives/hash.js'
import type { ProtocolConfig } from '../../vm/types/config.js'
import type { StatePatchRecord } from '../types/account.js'
import { emptyAccount } from './records.js'
import type { StateUpdate } from './update.js'

/** Writes records straight into state (sandbox_patch_state). Storage usage is what the records say. */
export function patch(
  config: ProtocolConfig,
  state: StateUpdate,
  records: readonly StatePatchRecord[],
): void {
  for (const record of records) {
    switch (record.kind) {
      case 'Account':
        state.setAccount(record.accountId, record.account)
        break
      case 'Contract': {
        const account = state.account(record.accountId) ?? emptyAccount(0n, config.numBytesAccount)
        state.setCode(record.accountId, record.code)
        state.setAccount(record.accountId, { ...account, codeHash: sha256(record.code) })
        break
      }
      case 'AccessKey':
        state.setAccessKey(record.accountId, record.publicKey, record.accessKey)
        break
      default:
        state.setRecord(record.accountId, record.key, record.value)
    }
  }
}
