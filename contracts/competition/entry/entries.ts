/** Entering, committing, and what comes of it. */
import { input, type RawArgs } from '@research-hub/compiler/host'
import { refuseDeposit, reply } from '../../common/entry/reply.js'
import { decodeArgs } from '../../common/wire/decode.js'
import * as entries from '../actions/apply.js'
import * as artifacts from '../actions/artifact.js'
import * as claims from '../actions/claim.js'
import * as commitments from '../actions/commit.js'
import type * as wire from '../interface.js'
import { admitted, byAccount, byCid, denied, hash, id } from '../rules/decoders.js'

/**
 * Enters the caller with the attached bond; where no place is left, its entry waits for one. During registration. Errors: ERR_BOND, ERR_ENTRY_EXISTS, ERR_SEAT_MISSING, ERR_SEAT_ENTRIES, ERR_EVALUATOR_ENTERS, ERR_STORAGE_SHORT.
 * @payable
 */
export function apply(raw: RawArgs<wire.CidArgs> = input()): wire.DecimalU64 {
  const { cid } = decodeArgs(raw, byCid)
  return reply(entries.apply(cid))
}

/**
 * Gives the caller, whose entry waits, a place that was left. In registration and commit. Errors: ERR_FULL, ERR_ENTRY_NOT_FOUND, ERR_ENTRY_STATUS, ERR_ADMISSION_LIST, ERR_PHASE.
 */
export function take_place(raw: RawArgs<wire.CidArgs> = input()): void {
  refuseDeposit('take_place')
  entries.takePlace(decodeArgs(raw, byCid).cid)
}

/**
 * Takes the caller out, bond in full during registration; afterwards a place costs a part of it. Until commitments end. Errors: ERR_ENTRY_NOT_FOUND, ERR_ENTRY_STATUS, ERR_PHASE.
 */
export function withdraw_entry(raw: RawArgs<wire.CidArgs> = input()): void {
  refuseDeposit('withdraw_entry')
  entries.withdrawEntry(decodeArgs(raw, byCid).cid)
}

/**
 * Admits applicants, at most 16. Series owner, in registration. Errors: ERR_PHASE, ERR_ADMISSION, ERR_FULL, ERR_ENTRY_NOT_FOUND, ERR_ENTRY_STATUS, ERR_NOT_ASCENDING.
 */
export function admit(raw: RawArgs<wire.AdmitArgs> = input()): void {
  refuseDeposit('admit')
  const args = decodeArgs(raw, admitted)
  entries.admit(args.cid, args.account_ids)
}

/**
 * Sends applicants away, at most 7, bond in full. Series owner, until commitments end. Errors as `admit`.
 */
export function deny(raw: RawArgs<wire.AdmitArgs> = input()): void {
  refuseDeposit('deny')
  const args = decodeArgs(raw, denied)
  entries.deny(args.cid, args.account_ids)
}

/**
 * Sends resource credits that are due to an admitted entry. Anyone, in the commit phase. Errors: ERR_NO_CREDITS, ERR_PHASE.
 */
export function request_credits(raw: RawArgs<wire.CidAccountArgs> = input()): void {
  refuseDeposit('request_credits')
  const args = decodeArgs(raw, byAccount)
  entries.requestCredits(args.cid, args.account_id)
}

/**
 * Commits the caller to an artefact. In the commit phase, once. Errors: ERR_PHASE, ERR_ENTRY_STATUS.
 */
export function commit(raw: RawArgs<wire.CommitArgs> = input()): void {
  refuseDeposit('commit')
  const args = decodeArgs(raw, { cid: id, commitment: hash })
  commitments.commit(args.cid, args.commitment)
}

/**
 * Opens the commitment. In the reveal phase. Errors: ERR_COMMITMENT, ERR_PHASE, ERR_ENTRY_STATUS.
 */
export function reveal(raw: RawArgs<wire.RevealArgs> = input()): void {
  refuseDeposit('reveal')
  const shape = { cid: id, artifact_root: hash, manifest_root: hash, salt: hash }
  const args = decodeArgs(raw, shape)
  commitments.reveal(args.cid, args.artifact_root, args.manifest_root, args.salt)
}

/**
 * Credits an entry of a final competition with all that is due to it. Anyone, never pausable. Errors: ERR_ALREADY_CLAIMED, ERR_PHASE.
 */
export function claim(raw: RawArgs<wire.CidAccountArgs> = input()): void {
  refuseDeposit('claim')
  const args = decodeArgs(raw, byAccount)
  claims.claim(args.cid, args.account_id)
}

/**
 * Removes an entry and frees its storage; when the competition is off, returns the bond. Anyone, never pausable. Errors: ERR_PRIZES_OPEN, ERR_PHASE.
 */
export function close_entry(raw: RawArgs<wire.CidAccountArgs> = input()): void {
  refuseDeposit('close_entry')
  const args = decodeArgs(raw, byAccount)
  claims.closeEntry(args.cid, args.account_id)
}

/**
 * Tells licensing of a prize winner's artefact. Anyone, once. Errors: ERR_NOT_WINNER, ERR_REGISTERED.
 */
export function register_winner(raw: RawArgs<wire.CidAccountArgs> = input()): void {
  refuseDeposit('register_winner')
  const args = decodeArgs(raw, byAccount)
  claims.registerWinner(args.cid, args.account_id)
}

/**
 * Gives up the protection of a root, and its storage. Its account. Errors: ERR_ARTIFACT_NOT_HELD, ERR_ARTIFACT_IN_USE.
 */
export function forget_artifact(raw: RawArgs<wire.ArtifactArgs> = input()): void {
  refuseDeposit('forget_artifact')
  artifacts.forgetArtifact(decodeArgs(raw, { artifact_root: hash }).artifact_root)
}
