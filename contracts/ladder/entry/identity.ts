/** Who is which person, where seats ask for it. */
import { input, type RawArgs } from '@research-hub/compiler/host'
import { refuseDeposit } from '../../common/entry/reply.js'
import { accountId, decodeArgs, hex, u64 } from '../../common/wire/decode.js'
import * as identity from '../actions/identity.js'
import type * as wire from '../interface.js'

/**
 * Says that an account is a person's only one, until a time; takes the caller's storage. The identity
 * adapter only. Errors: ERR_NOT_IDENTITY, ERR_PERSON_KNOWN, ERR_NOT_REGISTERED, ERR_STORAGE_SHORT.
 */
export function vouch(raw: RawArgs<wire.VouchArgs> = input()): void {
  refuseDeposit('vouch')
  const args = decodeArgs(raw, { account_id: accountId, person: hex(32), until_ns: u64 })
  identity.vouch(args.account_id, args.person, args.until_ns)
}

/**
 * Frees a person for another account, once this one has no seat. The identity adapter only. Errors:
 * ERR_NOT_IDENTITY, ERR_NOT_VOUCHED, ERR_HAS_SEAT.
 */
export function unvouch(raw: RawArgs<wire.AccountIdArgs> = input()): void {
  refuseDeposit('unvouch')
  identity.unvouch(decodeArgs(raw, { account_id: accountId }).account_id)
}
