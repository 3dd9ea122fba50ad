/** Money into pools and back to members. */
import { blockTimestamp } from '@research-hub/compiler/host'
import { chargeRecords, credit, releaseRecords, requireHolder } from '../../common/money/credits.js'
import { loadOutboxEntry } from '../../common/state/outbox.js'
import { tokenId } from '../../common/state/tokens.js'
import { changeTotals, type TokenIndex } from '../../common/state/totals.js'
import { caller } from '../../common/wire/caller.js'
import { emit } from '../../common/wire/events.js'
import { fail } from '../errors.js'
import type { PoolPhase } from '../interface.js'
import { longestOutsideNs } from '../limits.js'
import {
  collected,
  fitting,
  paidOut,
  refunded,
  withCommonShares,
  withEarnings,
  without,
  withResidual,
  withShares,
} from '../rules/funds.js'
import { isEnded, poolPhase } from '../rules/pool.js'
import { presentPool } from '../rules/tiers.js'
import {
  loadMember,
  memberBytes,
  removeMember,
  requireMember,
  saveMember,
} from '../state/member.js'
import { loadPool, type Pool, requirePool, savePool } from '../state/pool.js'
import { loadProposal } from '../state/proposal.js'
import { loadRound } from '../state/round.js'
import { loadStages } from '../state/stages.js'
import { requireCounts } from '../state/tier-counts.js'

const newMember = { shares: 0n, countedTo: 0n, numerator: 0n, isRefunded: false }

/** The phase now; stages are read only once the goal is reached. */
export function phaseOf(id: bigint, pool: Pool): PoolPhase {
  const stages = pool.raised < pool.goal ? [] : loadStages(id)
  return poolPhase({ ...pool, stages }, pool, blockTimestamp())
}

export function requirePhase(
  id: bigint,
  pool: Pool,
  isGood: (phase: PoolPhase) => boolean,
): PoolPhase {
  const phase = phaseOf(id, pool)
  return isGood(phase) ? phase : fail('ERR_POOL_PHASE', id, phase)
}

function requireToken(id: bigint, pool: Pool, token: TokenIndex): void {
  if (pool.token !== token) fail('ERR_POOL_TOKEN', id, tokenId(pool.token))
}

/** Adds a contribution up to the goal and returns how much of it that was; the caller books it. */
export function contribute(
  id: bigint,
  accountId: string,
  token: TokenIndex,
  offered: bigint,
): bigint {
  const pool = requirePool(id)
  requireToken(id, pool, token)
  requirePhase(id, pool, (phase) => phase === 'raising')
  if (offered === 0n) fail('ERR_CONTRIBUTION')
  requireHolder(accountId, token)
  const amount = fitting(pool, offered)
  const member = loadMember(id, accountId)
  if (member === undefined) chargeRecords(accountId, memberBytes(id, accountId))
  const { shares } = member ?? newMember
  saveMember(id, accountId, { ...(member ?? newMember), shares: shares + amount })
  const after = withShares(pool, amount)
  savePool(id, after)
  emit('contributed', {
    pool_id: String(id),
    account_id: accountId,
    amount: String(amount),
    raised: String(after.raised),
  })
  return amount
}

/** Adds licence revenue; the caller books it as locked. */
export function depositRevenue(id: bigint, token: TokenIndex, amount: bigint): void {
  depositMoney(id, token, amount)
  emit('revenue_deposited', { pool_id: String(id), amount: String(amount) })
}

/** Adds money that is nobody's contribution. */
export function depositMoney(id: bigint, token: TokenIndex, amount: bigint): void {
  const pool = requirePool(id)
  requireToken(id, pool, token)
  if (amount === 0n) fail('ERR_CONTRIBUTION')
  savePool(id, withRevenue(pool, phaseOf(id, pool), amount))
}

/** By phase: shares of nobody, earnings of all shares, or residual once the pool has failed. */
export function withRevenue(pool: Pool, phase: PoolPhase, amount: bigint): Pool {
  if (phase === 'raising') return withCommonShares(pool, amount)
  return phase === 'failed' ? withResidual(pool, amount) : withEarnings(pool, amount)
}

/** Credits a member's part of what was not released; a failed pool has nothing more to give. */
export function refund(id: bigint, accountId: string): void {
  const pool = requirePool(id)
  const phase = requirePhase(id, pool, isEnded)
  const member = requireMember(id, accountId)
  if (member.isRefunded) fail('ERR_REFUNDED', accountId, id)
  const { funds, amount } = refunded(pool, member.shares)
  if (phase === 'failed') {
    savePool(id, without(funds, member))
    removeMember(id, accountId)
    releaseRecords(accountId, memberBytes(id, accountId))
  } else {
    savePool(id, funds)
    saveMember(id, accountId, { ...member, isRefunded: true })
  }
  pay(pool, accountId, amount)
  emit('pool_refunded', { pool_id: String(id), account_id: accountId, amount: String(amount) })
}

/** Credits what a member's shares have earned. */
export function claimRevenue(id: bigint, accountId: string): void {
  const pool = requirePool(id)
  const member = requireMember(id, accountId)
  const { funds, holding, amount } = paidOut(pool, member)
  if (amount === 0n) fail('ERR_NO_REVENUE', accountId, id)
  savePool(id, funds)
  saveMember(id, accountId, holding)
  pay(pool, accountId, amount)
  emit('revenue_claimed', { pool_id: String(id), account_id: accountId, amount: String(amount) })
}

/** Pays what a member's shares have earned, and gives them up. */
export function leavePool(id: bigint): void {
  const accountId = caller()
  const pool = requirePool(id)
  requirePhase(id, pool, (phase) => phase === 'stopped' || phase === 'completed')
  const member = requireMember(id, accountId)
  if (!member.isRefunded) fail('ERR_NOT_REFUNDED', accountId, id)
  requireNothingOutside(id, pool)
  const { funds, holding, amount } = paidOut(pool, member)
  savePool(id, without(funds, holding))
  removeMember(id, accountId)
  releaseRecords(accountId, memberBytes(id, accountId))
  pay(pool, accountId, amount)
  emit('pool_left', { pool_id: String(id), account_id: accountId, amount: String(amount) })
}

/** What a competition may still return of a release is for the shares that are there when it comes. */
function requireNothingOutside(id: bigint, pool: Pool): void {
  const nowNs = blockTimestamp()
  for (let stage = 0; stage < pool.stage; stage++) {
    const release = loadProposal(id, stage)
    if (release?.isForCompetition !== true || release.outboxId === 0n) continue
    const untilNs = release.releasedAtNs + longestOutsideNs
    const isTaken = loadOutboxEntry(release.outboxId) === undefined
    const isFinal = loadRound(BigInt(release.targetId)) !== undefined
    if (nowNs < untilNs && !(isTaken && isFinal)) fail('ERR_MONEY_OUTSIDE', id, stage, untilNs)
  }
}

/**
 * Moves what nobody owns to the pool that was the tier's next when it began to collect, or to the present one
 * when that raises no more, as far as there is room.
 */
export function sweepPool(id: bigint): void {
  const pool = requirePool(id)
  const after = collected(pool, isEnded(phaseOf(id, pool)))
  if (after.residual === 0n) fail('ERR_NOTHING_TO_SWEEP', id)
  const present = presentPool(requireCounts(pool.tier), blockTimestamp())
  const [nextId, next] =
    raisingPool(id, pool, pool.sweepTo) ??
    raisingPool(id, pool, present) ??
    fail('ERR_NEXT_POOL', pool.tier, tokenId(pool.token))
  const amount = fitting(next, after.residual)
  savePool(id, { ...after, residual: after.residual - amount, sweepTo: present })
  savePool(nextId, withCommonShares(next, amount))
  emit('pool_swept', {
    pool_id: String(id),
    next_pool_id: String(nextId),
    amount: String(amount),
  })
}

/** A pool of that id, when it can take what another has left. */
function raisingPool(
  id: bigint,
  { token }: Pool,
  nextId: bigint,
): readonly [bigint, Pool] | undefined {
  const next = nextId === id ? undefined : loadPool(nextId)
  return next?.token === token && phaseOf(nextId, next) === 'raising' ? [nextId, next] : undefined
}

function pay({ token }: Pool, accountId: string, amount: bigint): void {
  credit(accountId, token, amount)
  changeTotals(token, { locked: -amount, credits: amount })
}
