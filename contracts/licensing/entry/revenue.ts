/** Flows of revenue: opening them, earning, and what goes to ancestors, the treasury and the next pool. */
import { attachedDeposit, input, type RawArgs } from '@research-hub/compiler/host'
import { refuseDeposit, reply } from '../../common/entry/reply.js'
import { transferWithCallback } from '../../common/money/transfers.js'
import { token } from '../../common/state/tokens.js'
import { changeTotals, near } from '../../common/state/totals.js'
import { caller, requireNeighbour } from '../../common/wire/caller.js'
import { decodeArgs } from '../../common/wire/decode.js'
import { pullRoyalty, takeRevenue } from '../actions/revenue.js'
import { claimFee, claimTreasury, forwardPoolShare, openFlow } from '../actions/treasury.js'
import type * as wire from '../interface.js'
import { assetId, revenue } from '../rules/decoders.js'
import { loadConfig } from '../state/config.js'

const flowFields = { asset_id: assetId, token }

/**
 * Lets an asset earn in a token, charged to the caller; NEAR is open from registration. Anyone registered.
 * Errors: ERR_ASSET_NOT_FOUND, ERR_FLOW_OPEN, ERR_FLOW_LIMIT, ERR_UNKNOWN_TOKEN, ERR_STORAGE_SHORT.
 */
export function open_flow(raw: RawArgs<wire.FlowArgs> = input()): void {
  refuseDeposit('open_flow')
  const args = decodeArgs(raw, flowFields)
  openFlow(args.asset_id, args.token)
}

/**
 * Counts revenue in NEAR; false when it was counted before, and its money goes back. The channels contract
 * only, idempotent by `outbox_id`; in tokens by `ft_transfer_call` with
 * `msg = {"method":"record_revenue","args":{...}}`. Errors: ERR_NOT_NEIGHBOUR, ERR_ASSET_NOT_FOUND,
 * ERR_FLOW_NOT_OPEN.
 * @payable
 */
export function record_revenue(raw: RawArgs<wire.RecordRevenueArgs> = input()): boolean {
  const args = decodeArgs(raw, revenue)
  const senderId = caller()
  const amount = attachedDeposit()
  requireNeighbour(loadConfig().channelsId, senderId)
  const isNew = takeRevenue(senderId, args, near, amount)
  if (isNew) changeTotals(near, { locked: amount })
  // Not owed to anyone here: sent again by mistake, it goes back.
  else if (amount > 0n) transferWithCallback(senderId, amount, undefined)
  return reply(isNew)
}

/**
 * Moves what a descendant owes an ancestor into the ancestor's own flow; returns the amount. Anyone.
 * Errors: ERR_NOT_ANCESTOR, ERR_NOTHING_DUE, ERR_FLOW_NOT_OPEN, ERR_NOT_SEALED, ERR_ASSET_TAGGED.
 */
export function pull_royalty(raw: RawArgs<wire.PullRoyaltyArgs> = input()): wire.DecimalU128 {
  refuseDeposit('pull_royalty')
  const args = decodeArgs(raw, { child_id: assetId, ancestor_id: assetId, token })
  return reply(String(pullRoyalty(args.child_id, args.ancestor_id, args.token)))
}

/**
 * Credits the treasury with the protocol's fee; returns the amount. Anyone. Errors: ERR_NOTHING_DUE,
 * ERR_FLOW_NOT_OPEN, ERR_NOT_SEALED, ERR_ASSET_TAGGED.
 */
export function claim_fee(raw: RawArgs<wire.FlowArgs> = input()): wire.DecimalU128 {
  refuseDeposit('claim_fee')
  const args = decodeArgs(raw, flowFields)
  return reply(String(claimFee(args.asset_id, args.token)))
}

/**
 * Sends the pool share to the ladder; returns the notification's id. Anyone; one yoctoNEAR attached when the
 * token is not NEAR. Errors: ERR_NO_POOL, ERR_NOTHING_DUE, ERR_FORWARD_PENDING, ERR_ONE_YOCTO,
 * ERR_NOT_SEALED, ERR_ASSET_TAGGED.
 * @payable
 */
export function forward_pool_share(raw: RawArgs<wire.FlowArgs> = input()): wire.DecimalU64 {
  const args = decodeArgs(raw, flowFields)
  if (args.token === near) refuseDeposit('forward_pool_share')
  return reply(String(forwardPoolShare(args.asset_id, args.token)))
}

/**
 * Credits the treasury with the pool share while there is no pool, or the ladder has refused it for 90 days;
 * returns the amount. Anyone. Errors: ERR_POOL_NAMED, ERR_NOTHING_DUE, ERR_NOT_SEALED, ERR_ASSET_TAGGED.
 */
export function claim_treasury(raw: RawArgs<wire.FlowArgs> = input()): wire.DecimalU128 {
  refuseDeposit('claim_treasury')
  const args = decodeArgs(raw, flowFields)
  return reply(String(claimTreasury(args.asset_id, args.token)))
}
