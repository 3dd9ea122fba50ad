/** The prize: putting in, and getting back. */
import { input, type RawArgs } from '@research-hub/compiler/host'
import { refuseDeposit, reply } from '../../common/entry/reply.js'
import { requireNotPaused } from '../../common/state/governance.js'
import { decodeArgs, optional, u64 } from '../../common/wire/decode.js'
import * as escrow from '../actions/fund.js'
import * as neighbours from '../actions/neighbours.js'
import type * as wire from '../interface.js'
import { features } from '../limits.js'

import { byAccount, id } from '../rules/decoders.js'
/**
 * Adds the attached NEAR to the prize. Anyone, until commitments end. Errors: ERR_PRIZE_TOKEN, ERR_FUND_AMOUNT, ERR_PHASE, ERR_PAUSED, ERR_NOT_NEIGHBOUR.
 * @payable
 */
export function fund(raw: RawArgs<wire.FundArgs> = input()): void {
  const args = decodeArgs(raw, { cid: id, outbox_id: optional(u64) })
  requireNotPaused(features.fund, 'fund')
  escrow.fundNear(args.cid, args.outbox_id)
}

/**
 * NEP-141 receiver: `fund` and `deposit`. Registered tokens. Errors: ERR_TRANSFER_MESSAGE, ERR_UNKNOWN_TOKEN and those of `fund`.
 */
export function ft_on_transfer(raw: RawArgs<wire.FtOnTransferArgs> = input()): wire.DecimalU128 {
  refuseDeposit('ft_on_transfer')
  return reply(neighbours.onTokens(raw))
}

/**
 * Returns what an account gave to a competition that is off; ends its record in any case. Anyone, never pausable. Errors: ERR_FUNDING_NOT_FOUND, ERR_PHASE.
 * @payable
 */
export function refund(raw: RawArgs<wire.CidAccountArgs> = input()): void {
  const args = decodeArgs(raw, byAccount)
  escrow.refund(args.cid, args.account_id)
}
