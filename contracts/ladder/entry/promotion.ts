/** Results and standing for promotion. */
import { input, type RawArgs } from '@research-hub/compiler/host'
import { refuseDeposit } from '../../common/entry/reply.js'
import { accountId, decodeArgs, u64 } from '../../common/wire/decode.js'
import * as standing from '../actions/promotion.js'
import type * as wire from '../interface.js'
import { proofBytes, seasonNumber, tierAccount } from '../rules/decoders.js'

/**
 * Proves an account's rank in a final round. Anyone; the first result in a tier takes the caller's
 * storage. Errors: ERR_ROUND_UNKNOWN, ERR_RANK_PROOF, ERR_RESULT_OLD, ERR_RESULT_KNOWN, ERR_BELOW_BAR,
 * ERR_NOT_REGISTERED, ERR_STORAGE_SHORT.
 */
export function qualify(raw: RawArgs<wire.QualifyArgs> = input()): void {
  refuseDeposit('qualify')
  const args = decodeArgs(raw, { cid: u64, account_id: accountId, proof: proofBytes })
  standing.qualify(args.cid, args.account_id, args.proof)
}

/**
 * Frees the storage of results none of which counts any more. Anyone. Errors: ERR_RESULTS_COUNT.
 */
export function forget_results(raw: RawArgs<wire.TierAccountArgs> = input()): void {
  refuseDeposit('forget_results')
  const args = decodeArgs(raw, tierAccount)
  standing.forgetResults(args.tier, args.account_id)
}

/**
 * Enters an account in this season's promotion, or moves it up with better results. Anyone; takes the
 * caller's storage. Errors: ERR_STANDING_CLOSED, ERR_TIER_UNKNOWN, ERR_NO_SEAT, ERR_HAS_SEAT, ERR_ONE_ROUND,
 * ERR_STANDING_KNOWN, ERR_NOT_REGISTERED, ERR_STORAGE_SHORT.
 */
export function stand(raw: RawArgs<wire.TierAccountArgs> = input()): void {
  refuseDeposit('stand')
  const args = decodeArgs(raw, tierAccount)
  standing.stand(args.tier, args.account_id)
}

/**
 * Frees the storage of a candidate of a past season. Anyone. Errors: ERR_STANDING_OPEN.
 */
export function clear_standing(raw: RawArgs<wire.ClearStandingArgs> = input()): void {
  refuseDeposit('clear_standing')
  const args = decodeArgs(raw, { ...tierAccount, season: seasonNumber })
  standing.clearStanding(args.tier, args.season, args.account_id)
}
