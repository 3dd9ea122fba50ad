/** Pooled limits: the payer's credit is the pool, a channel's deposit is its provider's limit. */
import { input, type RawArgs } from '@research-hub/compiler/host'
import { refuseDeposit, reply } from '../../common/entry/reply.js'
import { decodeArgs } from '../../common/wire/decode.js'
import { announceDecrease, applyDecrease, raiseLimit } from '../actions/allocate.js'
import type * as wire from '../interface.js'
import { byChannel, byLimit } from '../rules/decoders.js'

/**
 * Raises a limit at once and ends a pending decrease. The payer, while the channel is open. Errors:
 * ERR_NOT_PAYER, ERR_NOT_OPEN, ERR_LIMIT_RANGE, ERR_CREDIT_SHORT.
 */
export function allocate(raw: RawArgs<wire.LimitArgs> = input()): void {
  refuseDeposit('allocate')
  const args = decodeArgs(raw, byLimit)
  raiseLimit(args.channel_id, args.limit)
}

/**
 * Announces a lower limit, which `apply_decrease` puts in force after the channel's grace; until then all
 * of it can be settled. The payer, while the channel is open. Returns from when it may be applied.
 * Errors: ERR_NOT_PAYER, ERR_NOT_OPEN, ERR_LIMIT_RANGE.
 */
export function deallocate(raw: RawArgs<wire.LimitArgs> = input()): wire.DecimalU64 {
  refuseDeposit('deallocate')
  const args = decodeArgs(raw, byLimit)
  return reply(String(announceDecrease(args.channel_id, args.limit)))
}

/** Puts an announced decrease in force. Anyone, once its grace is over. Errors: ERR_NO_DECREASE, ERR_DECREASE_EARLY. */
export function apply_decrease(raw: RawArgs<wire.ChannelIdArgs> = input()): void {
  refuseDeposit('apply_decrease')
  applyDecrease(decodeArgs(raw, byChannel).channel_id)
}
