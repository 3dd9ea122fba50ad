/** What many entry points ask first. */
import { blockTimestamp, chainId, currentAccountId, utf8Decode } from '@research-hub/compiler/host'
import { caller } from '../../common/wire/caller.js'
import { loadGovernance } from '../../common/state/governance.js'
import { failCompetition } from '../errors.js'
import type { Phase } from '../interface.js'
import type { Context } from '../rules/hashes.js'
import { isBeforeReveal, isDead, isOver, type Moment, momentOf } from '../rules/phase.js'
import { type Competition, requireCompetition } from './competition.js'
import { requireSeries } from './series.js'
import { requireTerms, type Terms } from './terms.js'

/** A competition as it stands in this block. */
export type Standing = {
  readonly cid: string
  readonly terms: Terms
  readonly competition: Competition
  readonly moment: Moment
}

export function standingOf(cid: string): Standing {
  const terms = requireTerms(cid)
  const competition = requireCompetition(cid)
  const { rolledAtNs, durations, quorumBps } = terms
  const moment = momentOf(blockTimestamp(), rolledAtNs, durations, quorumBps, competition)
  return { cid, terms, competition, moment }
}

export function requirePhase({ cid, moment }: Standing, ...phases: readonly Phase[]): void {
  if (phases.indexOf(moment.phase) < 0) {
    failCompetition('ERR_PHASE', cid, moment.phase, phases.join(' or '))
  }
}

export function requireBeforeReveal({ cid, moment }: Standing): void {
  if (!isBeforeReveal(moment.phase)) {
    failCompetition('ERR_PHASE', cid, moment.phase, 'draft, registration or commit')
  }
}

export function requireDead({ cid, moment }: Standing): void {
  if (!isDead(moment.phase)) failCompetition('ERR_PHASE', cid, moment.phase, 'cancelled or void')
}

export function requireOver({ cid, moment }: Standing): void {
  if (!isOver(moment.phase)) {
    failCompetition('ERR_PHASE', cid, moment.phase, 'closed, cancelled or void')
  }
}

/** Series owner; for what stops a competition also the contract's owner. */
export function requireOrganiser({ terms }: Standing, isContractOwnerToo: boolean): void {
  const account = caller()
  if (account === requireSeries(String(terms.seriesId)).ownerId) return
  if (isContractOwnerToo && account === loadGovernance().ownerId) return
  failCompetition('ERR_NOT_SERIES_OWNER', account)
}

/** What hashes are bound to. */
export function here(): Context {
  return { chainId: utf8Decode(chainId()), contractId: utf8Decode(currentAccountId()) }
}
