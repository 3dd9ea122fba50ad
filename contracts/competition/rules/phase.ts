/** Phases from time, terms and counts. Pure; monotone in time while the counts follow the phases. */
import { nsPerSecond } from '../../common/wire/time.js'
import type { Phase } from '../interface.js'
import { type EndCode, endCode } from './codes.js'

/** When a competition was rolled, how many of its entries need a quorum, how long each phase lasts. */
export type Schedule = {
  readonly rolledAtNs: bigint
  readonly quorumBps: number
  readonly draftS: number
  readonly registrationS: number
  readonly commitS: number
  readonly seedDelayS: number
  readonly revealS: number
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
  /** Entries that reached a quorum in the first evaluation, and in its repetition. */
  readonly quorateFirst: number
  readonly quorateSecond: number
}

export type Moment = {
  readonly phase: Phase
  /** When time alone ends the phase; 0 when it does not. */
  readonly endsAtNs: bigint
  /** Whether evaluation runs for the second time. */
  readonly isRepeated: boolean
}

export function momentOf(nowNs: bigint, schedule: Schedule, progress: Progress): Moment {
  if (progress.end === endCode.cancelled) return at('cancelled')
  if (progress.end === endCode.void) return at('void')
  if (progress.finalisedAtNs > 0n) {
    const closesAtNs = after(progress.finalisedAtNs, schedule.keepS)
    return nowNs < closesAtNs ? at('final', closesAtNs) : at('closed')
  }
  if (progress.openedAtNs === 0n) {
    const expiresAtNs = after(schedule.rolledAtNs, schedule.draftS)
    return nowNs < expiresAtNs ? at('draft', expiresAtNs) : at('failed')
  }
  let endNs = after(progress.openedAtNs, schedule.registrationS)
  if (nowNs < endNs) return at('registration', endNs)
  endNs = after(endNs, schedule.commitS)
  if (nowNs < endNs) return at('commit', endNs)
  endNs = after(endNs, schedule.revealS)
  if (nowNs < endNs) return at('reveal', endNs)
  if (progress.revealed === 0) return at('failed')
  return evaluation(nowNs, endNs, schedule, progress)
}

function evaluation(
  nowNs: bigint,
  startNs: bigint,
  schedule: Schedule,
  progress: Progress,
): Moment {
  const { revealed, quorateFirst, quorateSecond } = progress
  let endNs = startNs
  for (const isRepeated of [false, true]) {
    endNs = after(endNs, schedule.evalCommitS)
    if (nowNs < endNs) return at('eval_commit', endNs, isRepeated)
    endNs = after(endNs, schedule.evalRevealS)
    if (nowNs < endNs) return at('eval_reveal', endNs, isRepeated)
    const quorate = quorateFirst + (isRepeated ? quorateSecond : 0)
    if (quorate > 0 && quorate * 10_000 >= revealed * schedule.quorumBps) {
      endNs = after(endNs, schedule.challengeS)
      if (nowNs < endNs) return at('challenge', endNs, isRepeated)
      const tallyEndNs = after(endNs, schedule.tallyS)
      return at('results', nowNs < tallyEndNs ? tallyEndNs : 0n, isRepeated)
    }
  }
  return at('failed')
}

/** From when the seed may be fixed. */
export function seedAtNs(openedAtNs: bigint, schedule: Schedule): bigint {
  return after(openedAtNs, schedule.registrationS + schedule.commitS + schedule.seedDelayS)
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

function at(phase: Phase, endsAtNs = 0n, isRepeated = false): Moment {
  return { phase, endsAtNs, isRepeated }
}

function after(startNs: bigint, seconds: number): bigint {
  return startNs + BigInt(seconds) * nsPerSecond
}
