/** Credits of registered accounts. Never pausable. */
import { attachedDeposit, input, type RawArgs } from '@research-hub/compiler/host'
import { beginPayment, credit, creditOf, endPayment, requireHolder } from '../money/credits.js'
import { requireOneYocto } from '../money/storage.js'
import { payOut, transferSucceeded } from '../money/transfers.js'
import { token, tokenId } from '../state/tokens.js'
import { changeTotals, near } from '../state/totals.js'
import { caller } from '../wire/caller.js'
import { accountId, decodeArgs, optional, u128 } from '../wire/decode.js'
import { emit } from '../wire/events.js'
import { fail } from '../wire/fail.js'
import type * as wire from '../wire/interface.js'
import { nearId } from '../wire/token-name.js'
import { reply, requireSelf } from './reply.js'

/**
 * Adds the attached NEAR to the caller's credit. The caller must be registered. Errors:
 * ERR_NOT_REGISTERED, ERR_ARGS. Tokens are deposited by `ft_transfer_call`.
 * @payable
 */
export function deposit(raw: RawArgs<wire.NoArgs> = input()): wire.DecimalU128 {
  decodeArgs(raw, {})
  const account = caller()
  const amountYocto = attachedDeposit()
  credit(account, near, amountYocto)
  changeTotals(near, { credits: amountYocto })
  emit('deposited', { account_id: account, token: nearId, amount: String(amountYocto) })
  return reply(String(creditOf(account, near)))
}

/**
 * Pays the caller's credit out, all of it unless `amount` says less; one yoctoNEAR attached, which a key
 * that may only call functions cannot do, and which goes with the payment. Restored if the transfer fails.
 * Errors: ERR_ONE_YOCTO, ERR_NOT_REGISTERED, ERR_TOKEN_NOT_HELD, ERR_NOTHING_TO_WITHDRAW, ERR_CREDIT_SHORT,
 * ERR_UNKNOWN_TOKEN.
 * @payable
 */
export function withdraw(raw: RawArgs<wire.WithdrawArgs> = input()): void {
  requireOneYocto()
  const args = decodeArgs(raw, { token, amount: optional(u128) })
  const account = caller()
  requireHolder(account, args.token)
  const available = creditOf(account, args.token)
  const amount = args.amount ?? available
  const id = tokenId(args.token)
  if (available === 0n || amount === 0n) fail('ERR_NOTHING_TO_WITHDRAW', id)
  beginPayment(account, args.token, amount)
  changeTotals(args.token, { credits: -amount, inFlight: amount })
  emit('withdrawn', { account_id: account, token: id, amount: String(amount) })
  payOut(account, args.token, amount)
}

/**
 * Callback: restores a payment that failed.
 * @private
 */
export function on_withdraw(raw: RawArgs<wire.PaymentArgs> = input()): boolean {
  requireSelf('on_withdraw')
  const args = decodeArgs(raw, { account_id: accountId, token, amount: u128 })
  const ok = transferSucceeded()
  const { amount } = args
  endPayment(args.account_id, args.token, ok ? 0n : amount)
  changeTotals(args.token, {
    inFlight: -amount,
    credits: ok ? 0n : amount,
    book: ok && args.token !== near ? -amount : 0n,
  })
  if (!ok) {
    emit('withdraw_restored', {
      account_id: args.account_id,
      token: tokenId(args.token),
      amount: String(amount),
    })
  }
  return reply(ok)
}

/**
 * An account's credit in a token.
 * @view
 */
export function credit_of(raw: RawArgs<wire.CreditArgs> = input()): wire.DecimalU128 {
  const args = decodeArgs(raw, { account_id: accountId, token })
  return reply(String(creditOf(args.account_id, args.token)))
}
