/** Evaluators in a competition: enrolment, seed, sealed and open scores. */
import {
  blockIndex,
  blockTimestamp,
  hexEncode,
  randomSeed,
  sha256,
} from '@research-hub/compiler/host'
import { chargeRecords } from '../../common/money/credits.js'
import { caller } from '../../common/wire/caller.js'
import { emit } from '../../common/wire/events.js'
import { fail } from '../errors.js'
import { withBit } from '../rules/bits.js'
import { statusCode } from '../rules/codes.js'
import { saltPreimage, scoresPreimage, seedPreimage, xor32 } from '../rules/hashes.js'
import { packNumbers, withNumber } from '../rules/numbers.js'
import { seedAtNs } from '../rules/phase.js'
import { combineDown } from '../rules/scores.js'
import { saveCompetition } from '../state/competition.js'
import {
  enrolmentBytes,
  loadEnrolment,
  requireEnrolment,
  saveEnrolment,
} from '../state/enrolment.js'
import { requireEntry, requireStatus, saveEntry } from '../state/entry.js'
import { freeBond, requireEvaluator, saveEvaluator } from '../state/evaluator.js'
import { requireFrozen } from '../state/frozen.js'
import { loadSlot, saveSlot, slotBytes } from '../state/slot.js'
import { requireBeforeReveal, requirePhase, standingOf } from '../state/standing.js'
import { drawnFor } from './committee.js'
import { here, requireSealed } from './seal.js'

export function enrol(cid: string, saltHash: Uint8Array): void {
  const standing = standingOf(cid)
  const { terms, competition } = standing
  requireBeforeReveal(standing)
  const account = caller()
  const index = requireFrozen(cid).evaluators.indexOf(account)
  if (index < 0) fail('ERR_NOT_EVALUATOR', account, cid)
  if (loadEnrolment(cid, account) !== undefined) fail('ERR_ENROLLED', account, cid)
  const evaluator = requireEvaluator(account)
  const free = freeBond(evaluator)
  if (free < terms.evaluatorBondYocto) fail('ERR_STAKE', free, terms.evaluatorBondYocto)
  chargeRecords(account, enrolmentBytes(cid, account))
  saveEvaluator(account, {
    ...evaluator,
    stakedYocto: evaluator.stakedYocto + terms.evaluatorBondYocto,
  })
  saveEnrolment(cid, account, { index, saltHash, isSaltRevealed: false })
  saveCompetition(cid, {
    ...competition,
    enrolled: competition.enrolled + 1,
    enlisted: competition.enlisted + 1,
    enrolledMask: withBit(competition.enrolledMask, index),
  })
  emit('evaluator_enrolled', { cid, account_id: account })
}

export function revealSalt(cid: string, salt: Uint8Array): void {
  const standing = standingOf(cid)
  const { competition } = standing
  requirePhase(standing, 'reveal', 'seed')
  const account = caller()
  const enrolment = requireEnrolment(cid, account)
  if (enrolment.isSaltRevealed) fail('ERR_SALT_REVEALED', account)
  requireSealed(account, enrolment.saltHash, saltPreimage(here(), cid, account, salt))
  saveEnrolment(cid, account, { ...enrolment, isSaltRevealed: true })
  saveCompetition(cid, {
    ...competition,
    salts: xor32(competition.salts, salt),
    saltMask: withBit(competition.saltMask, enrolment.index),
  })
  emit('salt_revealed', { cid, account_id: account })
}

/**
 * The first call after the last salt could be shown decides; nobody knew that block's randomness before. By then
 * every artefact that will be judged is open, so that nobody chooses to stay silent by it.
 */
export function fixSeed(cid: string): string {
  const standing = standingOf(cid)
  const { terms, competition } = standing
  requirePhase(standing, 'reveal', 'seed', 'eval_commit', 'eval_reveal', 'challenge', 'results')
  if (competition.seedHeight > 0n) fail('ERR_SEED_FIXED', cid)
  const fromNs = seedAtNs(competition.openedAtNs, terms)
  const nowNs = blockTimestamp()
  if (nowNs < fromNs) fail('ERR_SEED_EARLY', fromNs, nowNs)
  const height = blockIndex()
  const seed = sha256(seedPreimage(here(), cid, randomSeed(), height, competition.salts))
  saveCompetition(cid, { ...competition, seed, seedHeight: height })
  emit('seed_fixed', { cid, seed: hexEncode(seed), height: String(height) })
  return hexEncode(seed)
}

/** Seals scores of an entry, by those drawn for it; again, before anybody may open any, replaces the seal. */
export function commitScores(cid: string, entrant: string, commitment: Uint8Array): void {
  const standing = standingOf(cid)
  const { terms, competition } = standing
  requirePhase(standing, 'eval_commit')
  const account = caller()
  const { index } = requireEnrolment(cid, account)
  requireStatus(requireEntry(cid, entrant), statusCode.revealed)
  if (drawnFor(standing, entrant).indexOf(index) < 0) fail('ERR_NOT_DRAWN', account, entrant)
  const found = loadSlot(cid, entrant, account)
  const count = terms.benchmarks
  const scores = found?.scores ?? new Uint8Array(count * 4)
  saveSlot(cid, entrant, account, { commitment, isRevealed: false, count, scores })
  emit('scores_committed', { cid, account_id: entrant, evaluator_id: account })
  if (found !== undefined) return
  chargeRecords(account, slotBytes(cid, entrant, account, count))
  saveCompetition(cid, { ...competition, slots: competition.slots + 1 })
}

export function revealScores(
  cid: string,
  entrant: string,
  scores: readonly number[],
  salt: Uint8Array,
): void {
  const standing = standingOf(cid)
  const { terms, competition } = standing
  requirePhase(standing, 'eval_reveal')
  if (scores.length !== terms.benchmarks) {
    fail('ERR_SCORE_COUNT', scores.length, terms.benchmarks)
  }
  const account = caller()
  const { index } = requireEnrolment(cid, account)
  const slot = loadSlot(cid, entrant, account) ?? fail('ERR_SCORES_MISSING', account)
  if (slot.isRevealed) fail('ERR_SCORES_EXIST', account)
  const preimage = scoresPreimage(here(), cid, entrant, account, competition.seed, scores, salt)
  requireSealed(account, slot.commitment, preimage)
  const entry = requireEntry(cid, entrant)
  const combined = combineDown(scores, requireFrozen(cid).benchmarks)
  saveSlot(cid, entrant, account, { ...slot, isRevealed: true, scores: packNumbers(scores) })
  saveEntry(cid, entrant, {
    ...entry,
    scoredMask: withBit(entry.scoredMask, index),
    scores: withNumber(entry.scores, index, combined),
  })
  emit('scores_revealed', { cid, account_id: entrant, evaluator_id: account, score: combined })
}
