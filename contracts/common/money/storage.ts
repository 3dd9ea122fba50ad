/** NEP-145 storage management. Methods take raw arguments; the contract class exposes them. */
import { attachedDeposit, type RawArgs } from '@research-hub/compiler/host'
import {
  type AccountRecord,
  accountBytes,
  availableYocto,
  loadAccount,
  newAccount,
  registrationYocto,
  removeAccount,
  saveAccount,
} from '../state/account.js'
import { changeTotals, near } from '../state/totals.js'
import { caller as callerId } from '../wire/caller.js'
import { accountId, boolean, decodeArgs, optional, u128 } from '../wire/decode.js'
import { fail } from '../wire/fail.js'
import type * as wire from '../wire/interface.js'
import { requireAccount } from './credits.js'
import { transferWithCallback } from './transfers.js'

/** Registers `account_id` (default: the caller) or adds to its deposit; with `registration_only` the rest returns. */
export function storageDeposit(raw: RawArgs<wire.StorageDepositArgs>): wire.StorageBalance {
  const args = decodeArgs(raw, {
    account_id: optional(accountId),
    registration_only: optional(boolean),
  })
  const caller = callerId()
  const target = args.account_id ?? caller
  const attached = attachedDeposit()
  const before = loadAccount(target)
  if (before === undefined && attached < registrationYocto)
    fail('ERR_STORAGE_SHORT', attached, registrationYocto)
  const wanted = before === undefined ? registrationYocto : 0n
  const kept = args.registration_only === true ? wanted : attached
  const held = before ?? newAccount
  const after: AccountRecord = { ...held, storageYocto: held.storageYocto + kept }
  saveAccount(target, after)
  changeTotals(near, { storage: kept, usedBytes: before === undefined ? accountBytes(target) : 0n })
  if (attached > kept) returnDeposit(caller, attached - kept)
  return balanceOf(after)
}

/** Takes unused storage deposit out; 1 yocto. Restored if the transfer fails. */
export function storageWithdraw(raw: RawArgs<wire.StorageWithdrawArgs>): wire.StorageBalance {
  requireOneYocto()
  const args = decodeArgs(raw, { amount: optional(u128) })
  const caller = callerId()
  const record = requireAccount(caller)
  const available = availableYocto(record)
  const amountYocto = args.amount ?? available
  if (amountYocto > available) fail('ERR_STORAGE_SHORT', available, amountYocto)
  const after = {
    ...record,
    storageYocto: record.storageYocto - amountYocto,
    pending: record.pending + 1,
  }
  saveAccount(caller, after)
  changeTotals(near, { storage: -amountYocto, inFlight: amountYocto })
  returnDeposit(caller, 1n)
  transferWithCallback(caller, amountYocto, 'on_storage_withdraw')
  return balanceOf(after)
}

/** Ends the registration and pays its whole deposit back; 1 yocto. Refused while anything is held. */
export function storageUnregister(raw: RawArgs<wire.StorageUnregisterArgs>): boolean {
  requireOneYocto()
  decodeArgs(raw, { force: optional(boolean) })
  const caller = callerId()
  const record = loadAccount(caller)
  if (record === undefined) {
    returnDeposit(caller, 1n)
    return false
  }
  if (record.usedBytes > 0n || record.creditYocto > 0n || record.pending > 0) {
    fail('ERR_STORAGE_IN_USE', caller)
  }
  removeAccount(caller)
  changeTotals(near, {
    storage: -record.storageYocto,
    inFlight: record.storageYocto,
    usedBytes: -accountBytes(caller),
  })
  returnDeposit(caller, 1n)
  transferWithCallback(caller, record.storageYocto, 'on_storage_withdraw', true)
  return true
}

/**
 * A payment from a storage deposit was made, or failed and is deposit again, of an account that is registered
 * again if that had ended it.
 */
export function endStoragePayment(
  account: string,
  amountYocto: bigint,
  isPaid: boolean,
  isEnd: boolean,
): void {
  const restoredYocto = isPaid ? 0n : amountYocto
  let usedBytes = 0n
  if (!isEnd || !isPaid) {
    const before = loadAccount(account)
    const held = before ?? newAccount
    if (before === undefined) usedBytes = accountBytes(account)
    saveAccount(account, {
      ...held,
      storageYocto: held.storageYocto + restoredYocto,
      pending: held.pending - (isEnd ? 0 : 1),
    })
  }
  changeTotals(near, { inFlight: -amountYocto, storage: restoredYocto, usedBytes })
}

export function storageBalanceOf(raw: RawArgs<wire.AccountArgs>): wire.StorageBalance | null {
  const record = loadAccount(decodeArgs(raw, { account_id: accountId }).account_id)
  return record === undefined ? null : balanceOf(record)
}

export function storageBalanceBounds(raw: RawArgs<wire.NoArgs>): wire.StorageBalanceBounds {
  decodeArgs(raw, {})
  return { min: String(registrationYocto), max: null }
}

function balanceOf(record: AccountRecord): wire.StorageBalance {
  return { total: String(record.storageYocto), available: String(availableYocto(record)) }
}

/** Refuses all but one yoctoNEAR, which only a full-access key can attach. */
export function requireOneYocto(): void {
  const attached = attachedDeposit()
  if (attached !== 1n) fail('ERR_ONE_YOCTO', attached)
}

/** Hands back what was attached beyond need; it was never owed, so a failure only leaves a surplus. */
function returnDeposit(account: string, amountYocto: bigint): void {
  transferWithCallback(account, amountYocto, undefined)
}
