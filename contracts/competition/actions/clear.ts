/** Ends of what hangs on a competition that is over: stakes, scores, and the competition's own records. */

import { blockTimestamp } from '@research-hub/compiler/host'
import { credit, holdToken, releaseRecords } from '../../common/money/credits.js'
import { changeTotals, near, type TokenIndex } from '../../common/state/totals.js'
import { emit } from '../../common/wire/events.js'
import { fail } from '../errors.js'
import { numberAt } from '../rules/numbers.js'
import { competitionBytes, removeCompetition, saveCompetition } from '../state/competition.js'
import { enrolmentBytes, removeEnrolment, requireEnrolment } from '../state/enrolment.js'
import { requireEvaluator, saveEvaluator } from '../state/evaluator.js'
import { removeFrozen } from '../state/frozen.js'
import { loadSlot, removeSlot, slotBytes } from '../state/slot.js'
import { requireOver, requirePhase, standingOf } from '../state/standing.js'
import { removeTerms, termsBytes } from '../state/terms.js'
import { feeOf, penaltyOf } from './penalty.js'
import { releaseFromSeries } from './series.js'

/** Frees a stake. What was forfeited is in the winners' shares since results became final. */
export function settleEvaluator(cid: string, account: string): void {
  const standing = standingOf(cid)
  const { terms, competition, moment } = standing
  requirePhase(standing, 'final', 'closed', 'cancelled', 'void')
  const { index } = requireEnrolment(cid, account)
  const evaluator = requireEvaluator(account)
  const penaltyYocto = penaltyOf(standing, index)
  const fee = feeOf(standing, index)
  const isJudged = moment.phase !== 'cancelled'
  removeEnrolment(cid, account)
  saveEvaluator(account, {
    ...evaluator,
    bondYocto: evaluator.bondYocto - penaltyYocto,
    stakedYocto: evaluator.stakedYocto - terms.evaluatorBondYocto,
    rounds: evaluator.rounds + (isJudged ? 1 : 0),
    missed: evaluator.missed + numberAt(competition.missed, index),
    flagged: evaluator.flagged + numberAt(competition.flagged, index),
    lastRoundNs: isJudged ? blockTimestamp() : evaluator.lastRoundNs,
  })
  saveCompetition(cid, { ...competition, enrolled: competition.enrolled - 1 })
  releaseRecords(account, enrolmentBytes(cid, account))
  if (fee > 0n) payFee(account, terms.token, fee)
  emit(penaltyYocto > 0n ? 'evaluator_slashed' : 'evaluator_settled', {
    cid,
    account_id: account,
    penalty: String(penaltyYocto),
    fee: String(fee),
  })
}

/** The enrolment's record made room for that of the token, so that a fee always finds its way. */
function payFee(account: string, token: TokenIndex, fee: bigint): void {
  if (token !== near) holdToken(account, token)
  credit(account, token, fee)
  changeTotals(token, { locked: -fee, credits: fee })
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

/** Removes a competition nothing hangs on any more; whoever rolled it gets the storage back. */
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
  const usedBytes = competitionBytes(cid) + termsBytes(cid, terms) + removeFrozen(cid)
  removeCompetition(cid)
  removeTerms(cid)
  releaseRecords(terms.rollerId, usedBytes)
  releaseFromSeries(String(terms.seriesId))
  emit('comp_purged', { cid })
}
