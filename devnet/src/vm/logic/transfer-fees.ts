import { accountIdKind } from '../../primitives/account-id.js'
import type { AccountId } from '../../primitives/types.js'
import type { Fee, ProtocolConfig } from '../types/config.js'

/** What a transfer to an implicit-looking account adds, whether or not the account exists. */
export function transferExtraFees(config: ProtocolConfig, receiverId: AccountId): readonly Fee[] {
  const kind = accountIdKind(receiverId, config.protocolVersion)
  if (kind === 'named') return []
  const { createAccount, addFullAccessKey } = config.fees
  return kind === 'near-implicit' ? [createAccount, addFullAccessKey] : [createAccount]
}
