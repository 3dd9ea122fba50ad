/** What the neighbouring contracts and tokens send. A repetition is taken for done. */
import { input, type RawArgs } from '@research-hub/compiler/host'
import { refuseDeposit, reply } from '../../common/entry/reply.js'
import { acceptOnce } from '../../common/state/inbox.js'
import { near } from '../../common/state/totals.js'
import { requireNeighbour } from '../../common/wire/caller.js'
import { accountId, decodeArgs, hex, optional, u64, u128 } from '../../common/wire/decode.js'
import type { FtOnTransferArgs } from '../../common/wire/interface.js'
import { takeNear } from '../actions/neighbours.js'
import { depositRevenue } from '../actions/pool-money.js'
import { returnRelease } from '../actions/pool-releases.js'
import { grantCredits, returnCredits } from '../actions/resource-credits.js'
import { noteRound } from '../actions/tiers.js'
import { takeTokens } from '../actions/token-receipt.js'
import type * as wire from '../interface.js'
import { count, poolRevenue, releaseReturn, tierNumber } from '../rules/decoders.js'
import { loadConfig } from '../state/config.js'
import { moment } from '../state/moment.js'

/**
 * Takes a round's final results, which count when its series is the tier's official one and enough entries
 * are ranked. The competition only; a repetition does nothing. Errors: ERR_NOT_NEIGHBOUR,
 * ERR_TIER_UNKNOWN, ERR_ROUND_KNOWN.
 */
export function on_final(raw: RawArgs<wire.OnFinalArgs> = input()): void {
  refuseDeposit('on_final')
  const args = decodeArgs(raw, {
    cid: u64,
    tier: tierNumber,
    series_id: u64,
    seats_hint: optional(count),
    results_root: hex(32),
    ranked: count,
    finalised_at_ns: u64,
    outbox_id: u64,
  })
  const now = moment()
  requireNeighbour(now.config.competitionId)
  if (!acceptOnce(now.config.competitionId, near, args.outbox_id)) return
  noteRound(now, args.cid, args.series_id, {
    tier: args.tier,
    resultsRoot: args.results_root,
    ranked: args.ranked,
    finalisedAtNs: args.finalised_at_ns,
  })
}

/**
 * Grants resource credits to a registered account, whose storage they take. The competition only; a
 * repetition does nothing. Errors: ERR_NOT_NEIGHBOUR, ERR_NOT_REGISTERED, ERR_STORAGE_SHORT.
 */
export function grant_credits(raw: RawArgs<wire.GrantCreditsArgs> = input()): void {
  changeCredits('grant_credits', raw, grantCredits)
}

/**
 * Takes resource credits back that came with a place, as far as they are not spent. The competition only; a
 * repetition does nothing. Errors: ERR_NOT_NEIGHBOUR.
 */
export function return_credits(raw: RawArgs<wire.GrantCreditsArgs> = input()): void {
  changeCredits('return_credits', raw, returnCredits)
}

function changeCredits(
  method: string,
  raw: RawArgs<wire.GrantCreditsArgs>,
  change: typeof grantCredits,
): void {
  refuseDeposit(method)
  const args = decodeArgs(raw, { cid: u64, account_id: accountId, amount: u128, outbox_id: u64 })
  const { config, season } = moment()
  requireNeighbour(config.competitionId)
  if (!acceptOnce(config.competitionId, near, args.outbox_id)) return
  change(args.account_id, args.cid, args.amount, season)
}

/**
 * Gives a pool its part of licence revenue, attached. Licensing only; a repetition returns the
 * deposit. Errors: ERR_NOT_NEIGHBOUR, ERR_POOL_NOT_FOUND, ERR_POOL_TOKEN, ERR_CONTRIBUTION.
 * @payable
 */
export function deposit_revenue(raw: RawArgs<wire.DepositRevenueArgs> = input()): void {
  const args = decodeArgs(raw, poolRevenue)
  takeNear(loadConfig().licensingId, args.outbox_id, (amountYocto) =>
    depositRevenue(args.pool_id, near, amountYocto),
  )
}

/**
 * Takes back what a competition did not use of a pool's release, attached, for the pool's shares. The
 * competition only; a repetition returns the deposit. Errors: ERR_NOT_NEIGHBOUR, ERR_RETURN_UNKNOWN,
 * ERR_POOL_TOKEN, ERR_CONTRIBUTION.
 * @payable
 */
export function return_release(raw: RawArgs<wire.ReturnReleaseArgs> = input()): void {
  const args = decodeArgs(raw, releaseReturn)
  takeNear(loadConfig().competitionId, args.outbox_id, (amountYocto) =>
    returnRelease(args.pool_id, args.cid, near, amountYocto),
  )
}

/**
 * NEP-141: tokens for a pool (`contribute`, `deposit_revenue`, `return_release`), or for the sender's
 * credit when the message is empty. Returns what stays with the sender. Errors: those of the methods, and
 * ERR_UNKNOWN_TOKEN.
 */
export function ft_on_transfer(raw: RawArgs<FtOnTransferArgs> = input()): wire.DecimalU128 {
  refuseDeposit('ft_on_transfer')
  return reply(takeTokens(raw))
}
