import { accountIdKind } from '../primitives/account-id.js'
import type { AccountId } from '../primitives/types.js'
import type { Fee, ProtocolConfig } from './config.js'

/** What a transfer to an implicit-looking account adds, whether or not the account exists. */
export function transferExtraFees(
  config: ProtocolConfig,
  receiverId: AccountId,
): readonly { readonly cost: string; readonly fee: Fee }[] {
  const kind = accountIdKind(receiverId)
  if (kind === 'named') return []
  const create = { cost: 'CREATE_ACCOUNT', fee: config.fees.createAccount }
  return kind === 'near-implicit'
    ? [create, { cost: 'ADD_FULL_ACCESS_KEY', fee: config.fees.addFullAccessKey }]
    : [create]
}
