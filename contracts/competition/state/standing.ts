/** A competition as it stands in this block. */
import { blockTimestamp } from '@research-hub/compiler/host'
import { fail } from '../errors.js'
import type { Phase } from '../interface.js'
import { isBeforeReveal, isOver, type Moment, momentOf } from '../rules/phase.js'
import { type Competition, requireCompetition } from './competition.js'
import { requireTerms, type Terms } from './terms.js'

export type Standing = {
  readonly cid: string
  readonly terms: Terms
  readonly competition: Competition
  readonly moment: Moment
}

export function standingOf(cid: string): Standing {
  const terms = requireTerms(cid)
  const competition = requireCompetition(cid)
  return { cid, terms, competition, moment: momentOf(blockTimestamp(), terms, competition) }
}

export function requirePhase(standing: Standing, ...phases: readonly Phase[]): void {
  if (phases.indexOf(standing.moment.phase) < 0) refusePhase(standing, phases.join(' or '))
}

export function requireBeforeReveal(standing: Standing): void {
  if (!isBeforeReveal(standing.moment.phase)) refusePhase(standing, 'draft, registration or commit')
}

export function requireOver(standing: Standing): void {
  if (!isOver(standing.moment.phase)) refusePhase(standing, 'closed, cancelled or void')
}

export function requireNotFinal(standing: Standing): void {
  const { phase } = standing.moment
  if (phase === 'final' || phase === 'closed') refusePhase(standing, 'a phase before final')
}

function refusePhase({ cid, moment }: Standing, needed: string): never {
  return fail('ERR_PHASE', cid, moment.phase, needed)
}
