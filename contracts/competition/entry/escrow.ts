/** The prize: putting in, and getting back. */
import { input, type RawArgs } from '@research-hub/compiler/host'
import { decodeArgs } from '../../common/wire/decode.js'
import * as escrow from '../actions/fund.js'
import type * as wire from '../interface.js'
import { byAccount, funding } from '../rules/decoders.js'

/**
 * Adds the attached NEAR to the prize. Anyone, until commitments end. Errors: ERR_PRIZE_TOKEN, ERR_FUND_AMOUNT, ERR_PHASE, ERR_NOT_NEIGHBOUR.
 * @payable
 */
export function fund(raw: RawArgs<wire.FundArgs> = input()): void {
  const args = decodeArgs(raw, funding)
  escrow.fundNear(args.cid, args.outbox_id)
}

/**
 * Returns what an account gave to a competition that is off; ends its record in any case. Anyone, never pausable. Errors: ERR_FUNDING_NOT_FOUND, ERR_PHASE.
 * @payable
 */
export function refund(raw: RawArgs<wire.CidAccountArgs> = input()): void {
  const args = decodeArgs(raw, byAccount)
  escrow.refund(args.cid, args.account_id)
}
