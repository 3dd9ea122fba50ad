/** Pools from creation over proposals to releases. */
import { blockTimestamp, hexEncode } from '@research-hub/compiler/host'
import { credit, requireHolder } from '../../common/money/credits.js'
import { send } from '../../common/money/outbox.js'
import { loadGovernance, requireGuardianOrOwner } from '../../common/state/governance.js'
import { loadOutboxEntry, removeOutboxEntry } from '../../common/state/outbox.js'
import { tokenId } from '../../common/state/tokens.js'
import { changeTotals, near, type TokenIndex } from '../../common/state/totals.js'
import { caller } from '../../common/wire/caller.js'
import { emit } from '../../common/wire/events.js'
import { failLadder } from '../errors.js'
import { newFunds } from '../rules/funds.js'
import { impossibleTerm, type StageTerms } from '../rules/pool.js'
import { requireConfig } from '../state/config.js'
import {
  loadProposal,
  type Proposal,
  payerBytes,
  payerOf,
  proposalBytes,
  removeProposal,
  requireProposal,
  savePayer,
  saveProposal,
} from '../state/members.js'
import { giveStorage, takeStorage } from '../state/moment.js'
import {
  loadStages,
  nextPoolId,
  type Pool,
  poolBytes,
  requirePool,
  savePool,
  saveStages,
} from '../state/pools.js'
import { loadSeat } from '../state/seats.js'
import { requireCounts, saveCounts } from '../state/tiers.js'
import { depositMoney, phaseOf, requirePhase, withRevenue } from './pool-money.js'

export type PoolTerms = Pick<Pool, 'managerId' | 'token' | 'tier' | 'goal' | 'deadlineNs'>

export function createPool(terms: PoolTerms, stages: readonly StageTerms[]): bigint {
  const creatorId = caller()
  const { tier } = terms
  requireCounts(tier)
  if (creatorId !== loadGovernance().ownerId && loadSeat(tier, creatorId) === undefined) {
    failLadder('ERR_POOL_CREATOR', creatorId, tier)
  }
  const wrong = impossibleTerm({ ...terms, stages }, blockTimestamp())
  if (wrong !== undefined) failLadder('ERR_POOL_TERMS', wrong)
  const id = nextPoolId()
  const pool: Pool = { ...newFunds, ...terms, creatorId, stage: 0 }
  savePool(id, pool)
  saveStages(id, stages)
  takeStorage(creatorId, poolBytes(id, pool))
  emit('pool_created', {
    pool_id: String(id),
    tier,
    token: tokenId(terms.token),
    goal: String(terms.goal),
    manager_id: terms.managerId,
  })
  return id
}

/** Names the pool that takes what nobody owns in a tier's other pools. */
export function setNextPool(tier: number, id: bigint): void {
  const pool = requirePool(id)
  if (pool.tier !== tier) failLadder('ERR_POOL_TERMS', 'tier')
  saveCounts(tier, { ...requireCounts(tier), nextPoolId: id })
  emit('next_pool_set', { tier, pool_id: String(id) })
}

export function proposeRelease(
  id: bigint,
  amount: bigint,
  evidenceHash: Uint8Array,
  target: Proposal['target'],
): void {
  const pool = requirePool(id)
  if (caller() !== pool.managerId) failLadder('ERR_NOT_MANAGER', caller())
  requirePhase(id, pool, (phase) => phase === 'funded')
  const { limit, deadlineNs } = presentStage(id, pool)
  if (amount === 0n || amount > limit) failLadder('ERR_STAGE_LIMIT', amount, limit)
  const vetoEndsNs = blockTimestamp() + requireConfig().vetoNs
  if (vetoEndsNs >= deadlineNs) failLadder('ERR_STAGE_DEADLINE', vetoEndsNs, deadlineNs)
  if (loadProposal(id, pool.stage) !== undefined) failLadder('ERR_PROPOSAL', id)
  if (target.kind === 'account') requireHolder(target.id, pool.token)
  else requireUntaken(target.id, id)
  const proposal = { amount, evidenceHash, target, vetoEndsNs, releasedAtNs: 0n, outboxId: 0n }
  saveProposal(id, pool.stage, proposal)
  takeStorage(pool.managerId, proposalBytes(id, pool.stage, proposal), payerBytes(id, proposal))
  emit('release_proposed', {
    pool_id: String(id),
    stage: pool.stage,
    amount: String(amount),
    evidence_hash: hexEncode(evidenceHash),
  })
}

/** Stops a proposal while there is time; the manager may propose again. */
export function vetoRelease(id: bigint): void {
  requireGuardianOrOwner()
  const pool = requirePool(id)
  const proposal = requireProposal(id, pool.stage)
  const now = blockTimestamp()
  if (now >= proposal.vetoEndsNs) failLadder('ERR_VETO_OVER', proposal.vetoEndsNs, now)
  dropProposal(id, pool, proposal, 'release_vetoed')
}

/** The manager's own, at any time before its release. */
export function withdrawProposal(id: bigint): void {
  const pool = requirePool(id)
  if (caller() !== pool.managerId) failLadder('ERR_NOT_MANAGER', caller())
  dropProposal(id, pool, requireProposal(id, pool.stage), 'proposal_withdrawn')
}

function dropProposal(id: bigint, pool: Pool, proposal: Proposal, event: string): void {
  removeProposal(id, pool.stage)
  giveStorage(pool.managerId, proposalBytes(id, pool.stage, proposal), payerBytes(id, proposal))
  emit(event, { pool_id: String(id), stage: pool.stage })
}

/** Pays a proposal that was not vetoed, and goes on to the next stage. */
export function release(id: bigint): void {
  const pool = requirePool(id)
  requirePhase(id, pool, (phase) => phase === 'funded')
  const proposal = requireProposal(id, pool.stage)
  const now = blockTimestamp()
  if (now < proposal.vetoEndsNs) failLadder('ERR_VETO_OPEN', proposal.vetoEndsNs, now)
  const { amount, target } = proposal
  savePool(id, { ...pool, released: pool.released + amount, stage: pool.stage + 1 })
  const outboxId = payRelease(id, pool, proposal)
  saveProposal(id, pool.stage, { ...proposal, releasedAtNs: now, outboxId })
  emit('released', {
    pool_id: String(id),
    stage: pool.stage,
    amount: String(amount),
    to: target.id,
  })
}

function payRelease(id: bigint, { token }: Pool, proposal: Proposal): bigint {
  const { amount, target } = proposal
  if (target.kind === 'account') {
    credit(target.id, token, amount)
    changeTotals(token, { locked: -amount, credits: amount })
    return 0n
  }
  requireUntaken(target.id, id)
  if (payerOf(target.id) === 0n) changeTotals(near, { usedBytes: payerBytes(id, proposal) })
  savePayer(target.id, id)
  changeTotals(token, { locked: -amount, outbox: amount })
  return send({
    targetId: requireConfig().competitionId,
    method: 'fund',
    args: { cid: target.id },
    token,
    amount,
  })
}

/** Gives the members back what a competition would not take. */
export function recallRelease(id: bigint, stage: number): void {
  const pool = requirePool(id)
  const proposal = requireProposal(id, stage)
  const { outboxId, releasedAtNs } = proposal
  const entry = outboxId === 0n ? undefined : loadOutboxEntry(outboxId)
  const isDue = blockTimestamp() >= releasedAtNs + requireConfig().vetoNs
  if (entry?.status !== 'failed' || !isDue) failLadder('ERR_RECALL', stage, id)
  const { amount } = entry
  removeOutboxEntry(outboxId)
  saveProposal(id, stage, { ...proposal, outboxId: 0n })
  savePool(id, withRevenue(pool, phaseOf(id, pool), amount))
  changeTotals(pool.token, { outbox: -amount, locked: amount })
  emit('release_recalled', { pool_id: String(id), stage, amount: String(amount) })
}

/** What a competition returns must have one pool to go to. */
function requireUntaken(cid: string, id: bigint): void {
  const payer = payerOf(cid)
  if (payer !== 0n && payer !== id) failLadder('ERR_CID_TAKEN', cid, payer)
}

/** Takes back what a competition did not use, for the shares; the caller books it as locked. */
export function returnRelease(cid: bigint, token: TokenIndex, amount: bigint): void {
  const id = payerOf(String(cid))
  if (id === 0n) failLadder('ERR_RETURN_UNKNOWN', cid)
  depositMoney(id, token, amount)
  emit('release_returned', { pool_id: String(id), cid: String(cid), amount: String(amount) })
}

function presentStage(id: bigint, pool: Pool): StageTerms {
  return loadStages(id)[pool.stage] ?? failLadder('ERR_POOL_PHASE', id, 'completed')
}
