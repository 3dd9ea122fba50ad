/** Pools: what they are, and which one takes what nobody owns. */
import { blockTimestamp } from '@research-hub/compiler/host'
import { chargeRecords } from '../../common/money/credits.js'
import { loadGovernance } from '../../common/state/governance.js'
import { tokenId } from '../../common/state/tokens.js'
import { caller } from '../../common/wire/caller.js'
import { emit } from '../../common/wire/events.js'
import { fail } from '../errors.js'
import { noticeNs } from '../limits.js'
import { newFunds } from '../rules/funds.js'
import { impossibleTerm, type StageTerms } from '../rules/pool.js'
import { presentPool, withNextPool } from '../rules/tiers.js'
import { nextPoolId, type Pool, poolBytes, requirePool, savePool } from '../state/pool.js'
import { loadSeat } from '../state/seat.js'
import { saveStages } from '../state/stages.js'
import { requireCounts, saveCounts } from '../state/tier-counts.js'

export type PoolTerms = Pick<Pool, 'managerId' | 'token' | 'tier' | 'goal' | 'deadlineNs'>

export function createPool(terms: PoolTerms, stages: readonly StageTerms[]): bigint {
  const creatorId = caller()
  const { tier } = terms
  const counts = requireCounts(tier)
  if (creatorId !== loadGovernance().ownerId && loadSeat(tier, creatorId) === undefined) {
    fail('ERR_POOL_CREATOR', creatorId, tier)
  }
  const nowNs = blockTimestamp()
  const wrong = impossibleTerm({ ...terms, stages }, nowNs)
  if (wrong !== undefined) fail('ERR_POOL_TERMS', wrong)
  const id = nextPoolId()
  const pool: Pool = {
    ...newFunds,
    ...terms,
    creatorId,
    stage: 0,
    sweepTo: presentPool(counts, nowNs),
  }
  savePool(id, pool)
  saveStages(id, stages)
  chargeRecords(creatorId, poolBytes(id, pool))
  emit('pool_created', {
    pool_id: String(id),
    tier,
    token: tokenId(terms.token),
    goal: String(terms.goal),
    manager_id: terms.managerId,
  })
  return id
}

/** Names the pool that takes what nobody owns in a tier's other pools: the first at once, others after a notice. */
export function setNextPool(tier: number, id: bigint): void {
  const pool = requirePool(id)
  if (pool.tier !== tier) fail('ERR_POOL_TERMS', 'tier')
  const nowNs = blockTimestamp()
  const after = withNextPool(requireCounts(tier), id, nowNs, noticeNs)
  saveCounts(tier, after)
  const fromNs = after.comingPoolId === 0n ? nowNs : after.comingFromNs
  emit('next_pool_set', { tier, pool_id: String(id), from_ns: String(fromNs) })
}
