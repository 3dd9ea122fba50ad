/** Set-up and what the owner may change: for assets to come, never for existing ones. */
import { blockTimestamp, input, type RawArgs } from '@research-hub/compiler/host'
import { refuseDeposit, requireSelf } from '../../common/entry/reply.js'
import { initGovernance, requireOwner } from '../../common/state/governance.js'
import { requireOthers } from '../../common/wire/caller.js'
import { accountId, decodeArgs, integer, u64 } from '../../common/wire/decode.js'
import { emit } from '../../common/wire/events.js'
import { registerAtOwnCost } from '../actions/set-up.js'
import type * as wire from '../interface.js'
import { maxFeePpm, maxPoolPpm, poolNoticeNs } from '../limits.js'
import { loadConfig, presentPool, saveConfig } from '../state/config.js'

const fees = { fee_ppm: integer(0, maxFeePpm), pool_ppm: integer(0, maxPoolPpm) }

/**
 * Sets the contract up. Its own account, once. Errors: ERR_PRIVATE, ERR_ALREADY_INITIALIZED.
 * @private
 * @init
 */
export function init(raw: RawArgs<wire.InitArgs> = input()): void {
  requireSelf('init')
  const args = decodeArgs(raw, {
    owner_id: accountId,
    guardian_id: accountId,
    treasury_id: accountId,
    channels_id: accountId,
    competition_id: accountId,
    ladder_id: accountId,
    ...fees,
  })
  const { channels_id, competition_id, ladder_id } = args
  requireOthers({ channels_id, competition_id, ladder_id })
  requireOthers({ treasury_id: args.treasury_id })
  initGovernance(args.owner_id, args.guardian_id)
  saveConfig({
    treasuryId: args.treasury_id,
    channelsId: args.channels_id,
    competitionId: args.competition_id,
    ladderId: args.ladder_id,
    feePpm: args.fee_ppm,
    poolPpm: args.pool_ppm,
    nextPoolId: 0n,
    comingPoolId: 0n,
    comingFromNs: 0n,
  })
  // Fees must find an account, and pending assets one to charge: both out of the contract's own balance.
  registerAtOwnCost(args.treasury_id)
  registerAtOwnCost(args.competition_id)
  emit('initialized', { owner_id: args.owner_id, fee_ppm: args.fee_ppm, pool_ppm: args.pool_ppm })
}

/** Sets the shares of assets registered from now on; existing ones keep theirs. Owner only. Errors: ERR_NOT_OWNER. */
export function set_fees(raw: RawArgs<wire.SetFeesArgs> = input()): void {
  refuseDeposit('set_fees')
  const args = decodeArgs(raw, fees)
  requireOwner()
  saveConfig({ ...loadConfig(), feePpm: args.fee_ppm, poolPpm: args.pool_ppm })
  emit('fees_set', { fee_ppm: args.fee_ppm, pool_ppm: args.pool_ppm })
}

/**
 * Names the ladder's pool that assets without a pool of their own pay to; `"0"` for none. The first holds at once,
 * another seven days from now, and only for what is earned then. Owner only. Errors: ERR_NOT_OWNER.
 */
export function set_next_pool(raw: RawArgs<wire.SetNextPoolArgs> = input()): void {
  refuseDeposit('set_next_pool')
  const { pool_id: poolId } = decodeArgs(raw, { pool_id: u64 })
  requireOwner()
  const config = loadConfig()
  const nowNs = blockTimestamp()
  const nextPoolId = presentPool(config, nowNs)
  const isFirst = nextPoolId === 0n
  const fromNs = isFirst ? nowNs : nowNs + poolNoticeNs
  saveConfig(
    isFirst
      ? { ...config, nextPoolId: poolId, comingPoolId: 0n, comingFromNs: 0n }
      : { ...config, nextPoolId, comingPoolId: poolId, comingFromNs: fromNs },
  )
  emit('next_pool_set', { pool_id: String(poolId), from_ns: String(fromNs) })
}
