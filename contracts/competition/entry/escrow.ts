/** The prize: putting in, and getting back. */
import { input, type RawArgs } from '@research-hub/compiler/host'
import { decodeArgs } from '../../common/wire/decode.js'
import * as escrow from '../actions/fund.js'
import type * as wire from '../interface.js'
import { byFunder, funding } from '../rules/decoders.js'

/**
 * Adds the attached NEAR to the prize. Anyone, until commitments end; a pool of the ladder with a hundredth of the prize
 * at least. Errors: ERR_PRIZE_TOKEN, ERR_FUND_AMOUNT, ERR_PHASE, ERR_NOT_NEIGHBOUR.
 * @payable
 */
export function fund(raw: RawArgs<wire.FundArgs> = input()): void {
  const args = decodeArgs(raw, funding)
  escrow.fundNear(args.cid, args)
}

/**
 * Returns what an account or a pool gave to a competition that is off; ends its record in any case. Anyone, never
 * pausable; the caller's storage has the message to the ladder. Errors: ERR_FUNDING_NOT_FOUND, ERR_PHASE, ERR_NOT_REGISTERED,
 * ERR_STORAGE_SHORT.
 * @payable
 */
export function refund(raw: RawArgs<wire.FunderArgs> = input()): void {
  const args = decodeArgs(raw, byFunder)
  escrow.refund(args.cid, escrow.funderOf(args))
}
