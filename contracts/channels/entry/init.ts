/** Set-up. */
import { input, type RawArgs } from '@research-hub/compiler/host'
import { requireSelf } from '../../common/entry/reply.js'
import { requireOthers } from '../../common/wire/caller.js'
import { accountId, decodeArgs, integer, optional } from '../../common/wire/decode.js'
import { setUp } from '../actions/set-up.js'
import type * as wire from '../interface.js'
import { maxFeeBps } from '../limits.js'

/**
 * Sets the contract up. Its own account, once. Errors: ERR_ARGS, ERR_ALREADY_INITIALIZED.
 * @private
 * @init
 */
export function init(raw: RawArgs<wire.InitArgs> = input()): void {
  requireSelf('init')
  const args = decodeArgs(raw, {
    owner_id: accountId,
    guardian_id: accountId,
    fee_bps: integer(0, maxFeeBps),
    fee_recipient_id: accountId,
    licensing_id: optional(accountId),
  })
  if (args.licensing_id !== undefined) requireOthers({ licensing_id: args.licensing_id })
  setUp(args.owner_id, args.guardian_id, {
    feeBps: args.fee_bps,
    feeRecipientId: args.fee_recipient_id,
    licensingId: args.licensing_id ?? '',
  })
}
