/** Evaluators, scores, results. */
import { input, type RawArgs } from '@research-hub/compiler/host'
import { refuseDeposit, reply } from '../../common/entry/reply.js'
import { decodeArgs, integer, list, optional, u128 } from '../../common/wire/decode.js'
import * as bonds from '../actions/bond.js'
import * as ends from '../actions/clear.js'
import * as evaluation from '../actions/evaluate.js'
import * as results from '../actions/results.js'
import type * as wire from '../interface.js'
import { maxBenchmarks } from '../limits.js'
import { byAccount, byCid, byEvaluator, bySlot, hash, id } from '../rules/decoders.js'

/**
 * Adds the attached NEAR to the caller's bond. Errors: ERR_BOND, ERR_NOT_REGISTERED, ERR_STORAGE_SHORT.
 * @payable
 */
export function register_evaluator(raw: RawArgs<wire.NoArgs> = input()): void {
  decodeArgs(raw, {})
  bonds.registerEvaluator()
}

/**
 * Starts the delay after which free bond can be taken. Its owner. Errors: ERR_NO_BOND, ERR_STAKE.
 */
export function request_unbond(raw: RawArgs<wire.RequestUnbondArgs> = input()): void {
  refuseDeposit('request_unbond')
  bonds.requestUnbond(decodeArgs(raw, { amount: optional(u128) }).amount)
}

/**
 * Credits the bond whose delay is over. Its owner. Errors: ERR_NO_BOND, ERR_UNBOND_EARLY.
 */
export function unbond(raw: RawArgs<wire.NoArgs> = input()): void {
  refuseDeposit('unbond')
  decodeArgs(raw, {})
  bonds.unbond()
}

/**
 * Stakes on a competition and seals a salt. Its evaluators, until commitments end. Errors: ERR_NOT_EVALUATOR, ERR_STAKE, ERR_ENROLLED.
 */
export function enrol(raw: RawArgs<wire.EnrolArgs> = input()): void {
  refuseDeposit('enrol')
  const args = decodeArgs(raw, { cid: id, salt_hash: hash })
  evaluation.enrol(args.cid, args.salt_hash)
}

/**
 * Opens the salt. Enrolled evaluators, in the phases reveal and seed. Errors: ERR_COMMITMENT, ERR_PHASE, ERR_SALT_REVEALED.
 */
export function reveal_salt(raw: RawArgs<wire.RevealSaltArgs> = input()): void {
  refuseDeposit('reveal_salt')
  const args = decodeArgs(raw, { cid: id, salt: hash })
  evaluation.revealSalt(args.cid, args.salt)
}

/**
 * Fixes the seed, once, from the announced time on. Anyone. Errors: ERR_SEED_EARLY, ERR_SEED_FIXED.
 */
export function fix_seed(raw: RawArgs<wire.CidArgs> = input()): wire.Hex32 {
  refuseDeposit('fix_seed')
  return reply(evaluation.fixSeed(decodeArgs(raw, byCid).cid))
}

/**
 * Seals scores of an entry. Evaluators drawn for it. Errors: ERR_NOT_DRAWN, ERR_SEED_MISSING, ERR_PHASE, ERR_STORAGE_SHORT.
 */
export function commit_scores(raw: RawArgs<wire.CommitScoresArgs> = input()): void {
  refuseDeposit('commit_scores')
  const args = decodeArgs(raw, { ...byAccount, commitment: hash })
  evaluation.commitScores(args.cid, args.account_id, args.commitment)
}

/**
 * Opens them. The same evaluator. Errors: ERR_COMMITMENT, ERR_SCORE_COUNT, ERR_SCORES_MISSING.
 */
export function reveal_scores(raw: RawArgs<wire.RevealScoresArgs> = input()): void {
  refuseDeposit('reveal_scores')
  const scores = list(integer(0, 0xffff_ffff), maxBenchmarks)
  const args = decodeArgs(raw, { ...byAccount, scores, salt: hash })
  evaluation.revealScores(args.cid, args.account_id, args.scores, args.salt)
}

/**
 * Ranks a revealed entry by its committee's scores. Anyone, once evaluation has ended. Errors: ERR_PHASE, ERR_ENTRY_STATUS, ERR_SEED_MISSING.
 */
export function tally(raw: RawArgs<wire.CidAccountArgs> = input()): void {
  refuseDeposit('tally')
  const args = decodeArgs(raw, byAccount)
  results.tally(args.cid, args.account_id)
}

/**
 * Fixes root, places and money, and tells the ladder; the caller's storage has the message until it is taken.
 * Anyone, after the challenge window. Errors: ERR_TALLY_OPEN, ERR_TOO_FEW_RANKED, ERR_NOT_REGISTERED, ERR_STORAGE_SHORT.
 */
export function finalise(raw: RawArgs<wire.CidArgs> = input()): wire.Hex32 {
  refuseDeposit('finalise')
  return reply(results.finalise(decodeArgs(raw, byCid).cid))
}

/**
 * Tells the ladder of the results again, which takes them once: for when it failed and the message was dropped.
 * Anyone, with storage for the message. Errors: ERR_PHASE, ERR_NOT_REGISTERED, ERR_STORAGE_SHORT.
 */
export function announce_results(raw: RawArgs<wire.CidArgs> = input()): void {
  refuseDeposit('announce_results')
  results.announceResults(decodeArgs(raw, byCid).cid)
}

/**
 * Frees a stake less penalties, and credits the fee. Anyone, once over. Errors: ERR_NOT_ENROLLED, ERR_PHASE.
 */
export function settle_evaluator(raw: RawArgs<wire.CidEvaluatorArgs> = input()): void {
  refuseDeposit('settle_evaluator')
  const args = decodeArgs(raw, byEvaluator)
  ends.settleEvaluator(args.cid, args.evaluator_id)
}

/**
 * Frees the record of scores. Anyone, once closed or off. Errors: ERR_SCORES_MISSING, ERR_PHASE.
 */
export function clear_scores(raw: RawArgs<wire.SlotArgs> = input()): void {
  refuseDeposit('clear_scores')
  const args = decodeArgs(raw, bySlot)
  ends.clearScores(args.cid, args.account_id, args.evaluator_id)
}
