/** Ends of what hangs on a competition that is over: stakes, scores, and the competition's own records. */

import { releaseRecords } from '../../common/money/credits.js'
import { emit } from '../../common/wire/events.js'
import { fail } from '../errors.js'
import { penaltyOf } from '../rules/money.js'
import { numberAt } from '../rules/numbers.js'
import { competitionBytes, removeCompetition, saveCompetition } from '../state/competition.js'
import { enrolmentBytes, removeEnrolment, requireEnrolment } from '../state/enrolment.js'
import { loadEvaluator, saveEvaluator } from '../state/evaluator.js'
import { removeFrozen } from '../state/frozen.js'
import { requireSeries } from '../state/series.js'
import { loadSlot, removeSlot, slotBytes } from '../state/slot.js'
import { requireOver, requirePhase, standingOf } from '../state/standing.js'
import { removeTerms, termsBytes } from '../state/terms.js'

/** Frees a stake. What was forfeited is in the winners' shares since results became final. */
export function settleEvaluator(cid: string, account: string): void {
  const standing = standingOf(cid)
  const { terms, competition } = standing
  requirePhase(standing, 'final', 'closed', 'cancelled', 'void')
  const { index } = requireEnrolment(cid, account)
  const evaluator = loadEvaluator(account)
  const isFinal = competition.finalisedAtNs > 0n
  const pending = numberAt(competition.pending, index)
  const penaltyYocto = isFinal
    ? penaltyOf(pending, terms.penaltyYocto, terms.evaluatorBondYocto)
    : 0n
  const usedBytes = enrolmentBytes(cid, account)
  removeEnrolment(cid, account)
  // Where the stake is zero the evaluator may have taken its bond and gone.
  if (evaluator !== undefined) {
    saveEvaluator(account, {
      ...evaluator,
      bondYocto: evaluator.bondYocto - penaltyYocto,
      stakedYocto: evaluator.stakedYocto - terms.evaluatorBondYocto,
      rounds: evaluator.rounds + 1,
      missed: evaluator.missed + pending,
      flagged: evaluator.flagged + numberAt(competition.flagged, index),
    })
  }
  saveCompetition(cid, { ...competition, enrolled: competition.enrolled - 1 })
  releaseRecords(account, usedBytes)
  emit(penaltyYocto > 0n ? 'evaluator_slashed' : 'evaluator_settled', {
    cid,
    account_id: account,
    penalty: String(penaltyYocto),
  })
}

export function clearScores(cid: string, entrant: string, account: string): void {
  const standing = standingOf(cid)
  const { competition } = standing
  requireOver(standing)
  const slot = loadSlot(cid, entrant, account) ?? fail('ERR_SCORES_MISSING', account)
  const usedBytes = slotBytes(cid, entrant, account, slot.count)
  removeSlot(cid, entrant, account)
  saveCompetition(cid, { ...competition, slots: competition.slots - 1 })
  releaseRecords(account, usedBytes)
}

/** Removes a competition nothing hangs on any more; its series owner gets the storage back. */
export function purge(cid: string): void {
  const standing = standingOf(cid)
  const { terms, competition } = standing
  requireOver(standing)
  const left = [
    [competition.live, 'entries'],
    [competition.funders, 'funding records'],
    [competition.enrolled, 'evaluators to settle'],
    [competition.slots, 'scores'],
  ] as const
  for (const [count, what] of left) {
    if (count > 0) fail('ERR_RECORDS_LEFT', cid, `${count} ${what}`)
  }
  const usedBytes = competitionBytes(cid) + termsBytes(cid) + removeFrozen(cid)
  removeCompetition(cid)
  removeTerms(cid)
  releaseRecords(requireSeries(String(terms.seriesId)).ownerId, usedBytes)
  emit('comp_purged', { cid })
}
