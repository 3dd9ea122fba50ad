/** Phases from time, terms and counts. Pure; monotone in time while the counts follow the phases. */
import { nsPerSecond } from '../../common/wire/time.js'
import type { Phase } from '../interface.js'
import { type EndCode, endCode } from './codes.js'

/** When a competition was rolled, how many evaluators an entry needs, how long each phase lasts. */
export type Schedule = {
  readonly rolledAtNs: bigint
  readonly committee: number
  readonly draftS: number
  readonly registrationS: number
  readonly commitS: number
  readonly revealS: number
  readonly seedDelayS: number
  readonly evalCommitS: number
  readonly evalRevealS: number
  readonly challengeS: number
  readonly tallyS: number
  readonly keepS: number
}

export type Progress = {
  readonly end: EndCode
  /** 0 until the prize is in escrow. */
  readonly openedAtNs: bigint
  /** 0 until final. */
  readonly finalisedAtNs: bigint
  readonly revealed: number
  /** Evaluators that enrolled before commitments ended, as a count that is never lowered. */
  readonly enlisted: number
}

export type Moment = {
  readonly phase: Phase
  /** When time alone ends the phase; 0 when it does not. */
  readonly endsAtNs: bigint
}

/** The phases that follow the opening, one upon the other, and what says how long each lasts. */
export const timedPhases = [
  ['registration', 'registrationS'],
  ['commit', 'commitS'],
  ['reveal', 'revealS'],
  ['seed', 'seedDelayS'],
  ['eval_commit', 'evalCommitS'],
  ['eval_reveal', 'evalRevealS'],
  ['challenge', 'challengeS'],
  ['results', 'tallyS'],
] as const satisfies readonly (readonly [Phase, keyof Schedule])[]

export function momentOf(nowNs: bigint, schedule: Schedule, progress: Progress): Moment {
  if (progress.end === endCode.cancelled) return at('cancelled')
  if (progress.end !== endCode.none) return at('void')
  if (progress.finalisedAtNs > 0n) {
    const closesAtNs = after(progress.finalisedAtNs, schedule.keepS)
    return nowNs < closesAtNs ? at('final', closesAtNs) : at('closed')
  }
  if (progress.openedAtNs === 0n) {
    const expiresAtNs = after(schedule.rolledAtNs, schedule.draftS)
    return nowNs < expiresAtNs ? at('draft', expiresAtNs) : at('failed')
  }
  let endNs = progress.openedAtNs
  for (const [phase, duration] of timedPhases) {
    if (phase === 'reveal' && progress.enlisted < schedule.committee) return at('failed')
    if (phase === 'seed' && progress.revealed === 0) return at('failed')
    endNs = after(endNs, schedule[duration])
    if (nowNs < endNs) return at(phase, endNs)
  }
  return at('results')
}

/** From when the seed may be fixed: no artefact and no salt can be revealed any more. */
export function seedAtNs(openedAtNs: bigint, schedule: Schedule): bigint {
  const { registrationS, commitS, revealS, seedDelayS } = schedule
  return after(openedAtNs, registrationS + commitS + revealS + seedDelayS)
}

export function isDead(phase: Phase): boolean {
  return phase === 'cancelled' || phase === 'void'
}

export function isOver(phase: Phase): boolean {
  return phase === 'closed' || isDead(phase)
}

/** Commitments have not ended yet. */
export function isBeforeReveal(phase: Phase): boolean {
  return phase === 'draft' || phase === 'registration' || phase === 'commit'
}

function at(phase: Phase, endsAtNs = 0n): Moment {
  return { phase, endsAtNs }
}

function after(startNs: bigint, seconds: number): bigint {
  return startNs + BigInt(seconds) * nsPerSecond
}
