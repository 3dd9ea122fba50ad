/** Removal of proven cheats. */
import { input, type RawArgs } from '@research-hub/compiler/host'
import { refuseDeposit } from '../../common/entry/reply.js'
import { accountId, decodeArgs, hex } from '../../common/wire/decode.js'
import * as disputes from '../actions/disputes.js'
import type * as wire from '../interface.js'

/**
 * Accuses an account of having cheated, on evidence whose hash is on chain from then on. Guardian or
 * owner. Errors: ERR_NOT_GUARDIAN, ERR_ACCUSED, ERR_NOT_REGISTERED, ERR_STORAGE_SHORT.
 */
export function accuse(raw: RawArgs<wire.AccuseArgs> = input()): void {
  refuseDeposit('accuse')
  const args = decodeArgs(raw, { account_id: accountId, evidence_hash: hex(32) })
  disputes.accuse(args.account_id, args.evidence_hash)
}

/**
 * Ends an accusation that is not carried out yet. Guardian or owner. Errors: ERR_NOT_GUARDIAN, ERR_NOT_ACCUSED,
 * ERR_VETO_OVER.
 */
export function dismiss_accusation(raw: RawArgs<wire.AccountIdArgs> = input()): void {
  refuseDeposit('dismiss_accusation')
  disputes.dismissAccusation(decodeArgs(raw, { account_id: accountId }).account_id)
}

/**
 * Ends the seat of an account whose accusation nobody dismissed in time, and bars it from seats for
 * four seasons. Anyone. Errors: ERR_NOT_ACCUSED, ERR_BARRED, ERR_VETO_OPEN.
 */
export function remove_cheat(raw: RawArgs<wire.AccountIdArgs> = input()): void {
  refuseDeposit('remove_cheat')
  disputes.removeCheat(decodeArgs(raw, { account_id: accountId }).account_id)
}

/**
 * Frees the record of an account that is no longer barred. Anyone. Errors: ERR_NOT_ACCUSED, ERR_BARRED.
 */
export function forget_accusation(raw: RawArgs<wire.AccountIdArgs> = input()): void {
  refuseDeposit('forget_accusation')
  disputes.forgetAccusation(decodeArgs(raw, { account_id: accountId }).account_id)
}
