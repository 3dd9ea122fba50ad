/** Pools: opening, money in, money back. */
import { attachedDeposit, input, type RawArgs } from '@research-hub/compiler/host'
import { refuseDeposit, reply } from '../../common/entry/reply.js'
import { credit } from '../../common/money/credits.js'
import { requireNotPaused, requireOwner } from '../../common/state/governance.js'
import { token } from '../../common/state/tokens.js'
import { changeTotals, near } from '../../common/state/totals.js'
import { caller } from '../../common/wire/caller.js'
import { accountId, decodeArgs, optional, u64, u128 } from '../../common/wire/decode.js'
import * as poolMoney from '../actions/pool-money.js'
import { createPool, setNextPool } from '../actions/pools.js'
import type * as wire from '../interface.js'
import { pauseBits } from '../limits.js'
import { poolOnly, stageTerms, tierNumber } from '../rules/decoders.js'

const poolMember = { ...poolOnly, account_id: optional(accountId) }

/**
 * Opens a pool and returns its id. The owner, or who has a seat in the tier; takes the caller's
 * storage. Errors: ERR_PAUSED, ERR_TIER_UNKNOWN, ERR_POOL_CREATOR, ERR_POOL_TERMS, ERR_UNKNOWN_TOKEN,
 * ERR_NOT_REGISTERED, ERR_STORAGE_SHORT.
 */
export function create_pool(raw: RawArgs<wire.CreatePoolArgs> = input()): wire.DecimalU64 {
  refuseDeposit('create_pool')
  const args = decodeArgs(raw, {
    tier: tierNumber,
    token,
    manager_id: accountId,
    goal: u128,
    deadline_ns: u64,
    stages: stageTerms,
  })
  requireNotPaused(pauseBits.pools, 'create_pool')
  const stages = args.stages.map((stage) => ({
    limit: stage.limit,
    deadlineNs: stage.deadline_ns,
  }))
  const id = createPool(
    {
      tier: args.tier,
      token: args.token,
      managerId: args.manager_id,
      goal: args.goal,
      deadlineNs: args.deadline_ns,
    },
    stages,
  )
  return reply(String(id))
}

/**
 * Names the pool that takes what nobody owns in a tier's other pools: the first at once, another seven days from
 * now, and for what begins to collect after that. Owner only. Errors:
 * ERR_NOT_OWNER, ERR_POOL_NOT_FOUND, ERR_POOL_TERMS.
 */
export function set_next_pool(raw: RawArgs<wire.SetNextPoolArgs> = input()): void {
  refuseDeposit('set_next_pool')
  const args = decodeArgs(raw, { tier: tierNumber, pool_id: u64 })
  requireOwner()
  setNextPool(args.tier, args.pool_id)
}

/**
 * Adds the attached NEAR to a pool that raises, and credits what exceeds its goal; returns what was
 * taken. Takes the caller's storage. Errors: ERR_POOL_NOT_FOUND, ERR_POOL_TOKEN,
 * ERR_POOL_PHASE, ERR_CONTRIBUTION, ERR_NOT_REGISTERED, ERR_STORAGE_SHORT.
 * @payable
 */
export function contribute(raw: RawArgs<wire.PoolIdArgs> = input()): wire.DecimalU128 {
  const { pool_id: id } = decodeArgs(raw, poolOnly)
  const attachedYocto = attachedDeposit()
  const takenYocto = poolMoney.contribute(id, caller(), near, attachedYocto)
  const restYocto = attachedYocto - takenYocto
  credit(caller(), near, restYocto)
  changeTotals(near, { locked: takenYocto, credits: restYocto })
  return reply(String(takenYocto))
}

/**
 * Credits a member's part of what an ended pool did not release. Anyone, for the caller unless
 * `account_id` names another. Errors: ERR_POOL_NOT_FOUND, ERR_POOL_PHASE, ERR_NOT_MEMBER,
 * ERR_REFUNDED.
 */
export function refund(raw: RawArgs<wire.PoolMemberArgs> = input()): void {
  refuseDeposit('refund')
  const args = decodeArgs(raw, poolMember)
  poolMoney.refund(args.pool_id, args.account_id ?? caller())
}

/**
 * Credits what a member's shares have earned. Anyone, likewise. Errors: ERR_POOL_NOT_FOUND,
 * ERR_NOT_MEMBER, ERR_NO_REVENUE.
 */
export function claim_revenue(raw: RawArgs<wire.PoolMemberArgs> = input()): void {
  refuseDeposit('claim_revenue')
  const args = decodeArgs(raw, poolMember)
  poolMoney.claimRevenue(args.pool_id, args.account_id ?? caller())
}

/**
 * Pays what the caller's shares have earned and gives them up, once no release can come back any more. Errors:
 * ERR_POOL_NOT_FOUND, ERR_POOL_PHASE, ERR_MONEY_OUTSIDE, ERR_NOT_MEMBER, ERR_NOT_REFUNDED.
 */
export function leave_pool(raw: RawArgs<wire.PoolIdArgs> = input()): void {
  refuseDeposit('leave_pool')
  poolMoney.leavePool(decodeArgs(raw, poolOnly).pool_id)
}

/**
 * Moves what nobody owns to the pool that was the tier's next when it began to collect, or to the present one when
 * that raises no more. Anyone. Errors: ERR_POOL_NOT_FOUND,
 * ERR_NOTHING_TO_SWEEP, ERR_NEXT_POOL.
 */
export function sweep_pool(raw: RawArgs<wire.PoolIdArgs> = input()): void {
  refuseDeposit('sweep_pool')
  poolMoney.sweepPool(decodeArgs(raw, poolOnly).pool_id)
}
