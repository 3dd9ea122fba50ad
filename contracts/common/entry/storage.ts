/** NEP-145 storage management. */
import { input, type RawArgs } from '@research-hub/compiler/host'
import * as storage from '../money/storage.js'
import { transferSucceeded } from '../money/transfers.js'
import { accountId, boolean, decodeArgs, u128 } from '../wire/decode.js'
import type * as wire from '../wire/interface.js'
import { reply, requireSelf } from './reply.js'

/**
 * Registers `account_id` (the caller unless given) or adds to its storage deposit. Anyone may pay for
 * anyone. With `registration_only` what is attached beyond the minimum returns. Errors:
 * ERR_STORAGE_SHORT.
 * @payable
 */
export function storage_deposit(
  raw: RawArgs<wire.StorageDepositArgs> = input(),
): wire.StorageBalance {
  return reply(storage.storageDeposit(raw))
}

/**
 * Takes unused storage deposit out; one yoctoNEAR attached. Restored if the transfer fails. Errors:
 * ERR_ONE_YOCTO, ERR_NOT_REGISTERED, ERR_STORAGE_SHORT.
 * @payable
 */
export function storage_withdraw(
  raw: RawArgs<wire.StorageWithdrawArgs> = input(),
): wire.StorageBalance {
  return reply(storage.storageWithdraw(raw))
}

/**
 * Ends the caller's registration and pays its deposit back; one yoctoNEAR attached. Refused while
 * records or credit are left, `force` or not. Errors: ERR_ONE_YOCTO, ERR_STORAGE_IN_USE.
 * @payable
 */
export function storage_unregister(raw: RawArgs<wire.StorageUnregisterArgs> = input()): boolean {
  return reply(storage.storageUnregister(raw))
}

/**
 * Callback: restores a storage payment that failed.
 * @private
 */
export function on_storage_withdraw(raw: RawArgs<wire.StoragePaymentArgs> = input()): boolean {
  requireSelf('on_storage_withdraw')
  const args = decodeArgs(raw, { account_id: accountId, amount: u128, ends: boolean })
  const ok = transferSucceeded()
  storage.endStoragePayment(args.account_id, args.amount, ok, args.ends)
  return reply(ok)
}

/**
 * An account's storage deposit, null when it is not registered.
 * @view
 */
export function storage_balance_of(
  raw: RawArgs<wire.AccountArgs> = input(),
): wire.StorageBalance | null {
  return reply(storage.storageBalanceOf(raw))
}

/**
 * The least a registration takes.
 * @view
 */
export function storage_balance_bounds(
  raw: RawArgs<wire.NoArgs> = input(),
): wire.StorageBalanceBounds {
  return reply(storage.storageBalanceBounds(raw))
}
