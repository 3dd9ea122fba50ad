/** What payees agree to in channels opened towards them. */
import { input, type RawArgs } from '@research-hub/compiler/host'
import { reply } from '../../common/entry/reply.js'
import { requireOneYocto } from '../../common/money/storage.js'
import { accountId, decodeArgs } from '../../common/wire/decode.js'
import type { AccountArgs, NoArgs } from '../../common/wire/interface.js'
import * as terms from '../actions/payee-terms.js'
import type * as wire from '../interface.js'
import { agreement } from '../rules/decoders.js'

/**
 * Sets what the caller agrees to as a payee, or replaces it; channels that are open keep what they were
 * opened with. One yoctoNEAR, so that no function-call key can name a key that signs refunds. The record is
 * charged to the caller's storage balance. Returns the revision that `open` names, one more each time. Emits
 * `payee_terms_set`. Errors: ERR_ONE_YOCTO, ERR_NOT_REGISTERED, ERR_STORAGE_SHORT, ERR_WEAK_KEY.
 * @payable
 */
export function set_payee_terms(raw: RawArgs<wire.PayeeTermsArgs> = input()): wire.DecimalU64 {
  requireOneYocto()
  return reply(String(terms.setPayeeTerms(decodeArgs(raw, agreement))))
}

/**
 * Removes the caller's terms and frees their storage: no channel towards it can be opened until it sets others.
 * One yoctoNEAR. Emits `payee_terms_dropped`. Errors: ERR_ONE_YOCTO, ERR_PAYEE_TERMS_NONE.
 * @payable
 */
export function drop_payee_terms(raw: RawArgs<NoArgs> = input()): void {
  requireOneYocto()
  decodeArgs(raw, {})
  terms.dropPayeeTerms()
}

/**
 * What a payee agrees to, or null when it has set nothing and cannot be paid through a channel.
 * @view
 */
export function payee_terms(raw: RawArgs<AccountArgs> = input()): wire.PayeeTermsView | null {
  return reply(terms.payeeTermsView(decodeArgs(raw, { account_id: accountId }).account_id))
}
