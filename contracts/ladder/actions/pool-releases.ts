/** A pool's releases, from proposal to payment, and what comes back. */
import { attachedDeposit, blockTimestamp, hexEncode } from '@research-hub/compiler/host'
import { chargeStorage, credit, releaseStorage, requireHolder } from '../../common/money/credits.js'
import { send, takeBack } from '../../common/money/outbox.js'
import { requireGuardianOrOwner } from '../../common/state/governance.js'
import { loadOutboxEntry } from '../../common/state/outbox.js'
import { changeTotals, near, type TokenIndex } from '../../common/state/totals.js'
import { caller } from '../../common/wire/caller.js'
import { emit } from '../../common/wire/events.js'
import { fail } from '../errors.js'
import type { StageTerms } from '../rules/pool.js'
import { loadConfig } from '../state/config.js'
import { type Pool, requirePool, savePool } from '../state/pool.js'
import {
  loadProposal,
  type Proposal,
  proposalBytes,
  removeProposal,
  requireProposal,
  saveProposal,
} from '../state/proposal.js'
import { loadStages } from '../state/stages.js'
import { depositMoney, phaseOf, requirePhase, withRevenue } from './pool-money.js'

export function proposeRelease(
  id: bigint,
  amount: bigint,
  evidenceHash: Uint8Array,
  target: Pick<Proposal, 'isForCompetition' | 'targetId'>,
): void {
  const pool = requirePool(id)
  if (caller() !== pool.managerId) fail('ERR_NOT_MANAGER', caller())
  requirePhase(id, pool, (phase) => phase === 'funded')
  const { limit, deadlineNs } = presentStage(id, pool)
  if (amount === 0n || amount > limit) fail('ERR_STAGE_LIMIT', amount, limit)
  const vetoEndsNs = blockTimestamp() + loadConfig().vetoNs
  if (vetoEndsNs >= deadlineNs) fail('ERR_STAGE_DEADLINE', vetoEndsNs, deadlineNs)
  if (loadProposal(id, pool.stage) !== undefined) fail('ERR_PROPOSAL', id)
  if (!target.isForCompetition) requireHolder(target.targetId, pool.token)
  const proposal: Proposal = {
    amount,
    evidenceHash,
    ...target,
    vetoEndsNs,
    releasedAtNs: 0n,
    outboxId: 0n,
  }
  saveProposal(id, pool.stage, proposal)
  const bytes = proposalBytes(id, pool.stage, proposal)
  chargeStorage(pool.managerId, bytes)
  changeTotals(near, { usedBytes: bytes })
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
  if (now >= proposal.vetoEndsNs) fail('ERR_VETO_OVER', proposal.vetoEndsNs, now)
  dropProposal(id, pool, proposal, 'release_vetoed')
}

/** The manager's own, at any time before its release. */
export function withdrawProposal(id: bigint): void {
  const pool = requirePool(id)
  if (caller() !== pool.managerId) fail('ERR_NOT_MANAGER', caller())
  dropProposal(id, pool, requireProposal(id, pool.stage), 'proposal_withdrawn')
}

function dropProposal(id: bigint, pool: Pool, proposal: Proposal, event: string): void {
  removeProposal(id, pool.stage)
  const bytes = proposalBytes(id, pool.stage, proposal)
  releaseStorage(pool.managerId, bytes)
  changeTotals(near, { usedBytes: -bytes })
  emit(event, { pool_id: String(id), stage: pool.stage })
}

/** Pays a proposal that was not vetoed, and goes on to the next stage. */
export function release(id: bigint): void {
  const pool = requirePool(id)
  requirePhase(id, pool, (phase) => phase === 'funded')
  const proposal = requireProposal(id, pool.stage)
  const now = blockTimestamp()
  if (now < proposal.vetoEndsNs) fail('ERR_VETO_OPEN', proposal.vetoEndsNs, now)
  const { amount, targetId } = proposal
  savePool(id, { ...pool, released: pool.released + amount, stage: pool.stage + 1 })
  const outboxId = payRelease(id, pool, proposal)
  saveProposal(id, pool.stage, { ...proposal, releasedAtNs: now, outboxId })
  emit('released', {
    pool_id: String(id),
    stage: pool.stage,
    amount: String(amount),
    to: targetId,
  })
}

function payRelease(id: bigint, { token }: Pool, proposal: Proposal): bigint {
  const { amount, isForCompetition, targetId } = proposal
  if (attachedDeposit() > 0n && !(isForCompetition && token !== near)) {
    fail('ERR_NOT_PAYABLE', 'release')
  }
  if (!isForCompetition) {
    credit(targetId, token, amount)
    changeTotals(token, { locked: -amount, credits: amount })
    return 0n
  }
  changeTotals(token, { locked: -amount, outbox: amount })
  return send({
    targetId: loadConfig().competitionId,
    method: 'fund',
    args: { cid: targetId, pool_id: String(id) },
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
  const isDue = blockTimestamp() >= releasedAtNs + loadConfig().vetoNs
  if (entry?.status !== 'failed' || !isDue) fail('ERR_RECALL', stage, id)
  const amount = takeBack(outboxId)
  saveProposal(id, stage, { ...proposal, outboxId: 0n })
  savePool(id, withRevenue(pool, phaseOf(id, pool), amount))
  changeTotals(pool.token, { outbox: -amount, locked: amount })
  emit('release_recalled', { pool_id: String(id), stage, amount: String(amount) })
}

/** Takes back what a competition did not use, for the shares; the caller books it as locked. */
export function returnRelease(id: bigint, cid: bigint, token: TokenIndex, amount: bigint): void {
  const pool = requirePool(id)
  let isPaid = false
  for (let stage = 0; stage < pool.stage; stage++) {
    const proposal = requireProposal(id, stage)
    if (proposal.targetId !== String(cid) || proposal.outboxId === 0n) continue
    isPaid = true
    saveProposal(id, stage, { ...proposal, outboxId: 0n })
  }
  if (!isPaid) fail('ERR_RETURN_UNKNOWN', cid)
  depositMoney(id, token, amount)
  emit('release_returned', { pool_id: String(id), cid: String(cid), amount: String(amount) })
}

function presentStage(id: bigint, pool: Pool): StageTerms {
  return loadStages(id)[pool.stage] ?? fail('ERR_POOL_PHASE', id, 'completed')
}
