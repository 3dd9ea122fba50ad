/** NEP-145 storage management. Methods take raw arguments; the contract class exposes them. */
import { attachedDeposit, predecessorAccountId, utf8Decode } from '@research-hub/compiler/host'
import {
  type AccountRecord,
  availableYocto,
  loadAccount,
  registrationYocto,
  removeAccount,
  saveAccount,
} from './account-record.js'
import { accountId, boolean, decodeArgs, optional, u128 } from './decode.js'
import { fail } from './fail.js'
import { requireAccount } from './money.js'
import { changeTotals } from './totals.js'
import { transferWithCallback } from './transfers.js'

export type StorageBalance = { readonly total: string; readonly available: string }

/** Registers `account_id` (default: the caller) or adds to its deposit; with `registration_only` the rest returns. */
export function storageDeposit(raw: Uint8Array): StorageBalance {
  const args = decodeArgs(raw, {
    account_id: optional(accountId),
    registration_only: optional(boolean),
  })
  const caller = utf8Decode(predecessorAccountId())
  const target = args.account_id ?? caller
  const attached = attachedDeposit()
  const before = loadAccount(target)
  if (before === undefined && attached < registrationYocto)
    fail('ERR_STORAGE_SHORT', attached, registrationYocto)
  const wanted = before === undefined ? registrationYocto : 0n
  const kept = args.registration_only === true ? wanted : attached
  const after: AccountRecord = {
    storageYocto: (before?.storageYocto ?? 0n) + kept,
    usedBytes: before?.usedBytes ?? 0n,
    creditYocto: before?.creditYocto ?? 0n,
  }
  saveAccount(target, after)
  changeTotals({ storageYocto: kept, accounts: before === undefined ? 1n : 0n })
  if (attached > kept) returnDeposit(caller, attached - kept)
  return balanceOf(after)
}

/** Takes unused storage deposit out; 1 yocto. Restored if the transfer fails. */
export function storageWithdraw(raw: Uint8Array): StorageBalance {
  requireOneYocto()
  const args = decodeArgs(raw, { amount: optional(u128) })
  const caller = utf8Decode(predecessorAccountId())
  const record = requireAccount(caller)
  const available = availableYocto(record)
  const amountYocto = args.amount ?? available
  if (amountYocto > available) fail('ERR_STORAGE_SHORT', available, amountYocto)
  const after = { ...record, storageYocto: record.storageYocto - amountYocto }
  saveAccount(caller, after)
  changeTotals({ storageYocto: -amountYocto, inFlightYocto: amountYocto })
  returnDeposit(caller, 1n)
  transferWithCallback(caller, amountYocto, 'on_storage_withdraw')
  return balanceOf(after)
}

/** Ends the registration and pays its whole deposit back; 1 yocto. Refused while anything is held. */
export function storageUnregister(raw: Uint8Array): boolean {
  requireOneYocto()
  decodeArgs(raw, { force: optional(boolean) })
  const caller = utf8Decode(predecessorAccountId())
  const record = loadAccount(caller)
  if (record === undefined) {
    returnDeposit(caller, 1n)
    return false
  }
  if (record.usedBytes > 0n || record.creditYocto > 0n) fail('ERR_STORAGE_IN_USE', caller)
  removeAccount(caller)
  changeTotals({
    storageYocto: -record.storageYocto,
    inFlightYocto: record.storageYocto,
    accounts: -1n,
  })
  returnDeposit(caller, 1n)
  transferWithCallback(caller, record.storageYocto, 'on_storage_withdraw')
  return true
}

/** Puts a failed storage transfer back, registering the account again if it was gone. */
export function restoreStorage(account: string, amountYocto: bigint): void {
  const record = loadAccount(account)
  saveAccount(account, {
    storageYocto: (record?.storageYocto ?? 0n) + amountYocto,
    usedBytes: record?.usedBytes ?? 0n,
    creditYocto: record?.creditYocto ?? 0n,
  })
  changeTotals({ storageYocto: amountYocto, accounts: record === undefined ? 1n : 0n })
}

export function storageBalanceOf(raw: Uint8Array): StorageBalance | null {
  const record = loadAccount(decodeArgs(raw, { account_id: accountId }).account_id)
  return record === undefined ? null : balanceOf(record)
}

export function storageBalanceBounds(raw: Uint8Array): {
  readonly min: string
  readonly max: null
} {
  decodeArgs(raw, {})
  return { min: String(registrationYocto), max: null }
}

function balanceOf(record: AccountRecord): StorageBalance {
  return { total: String(record.storageYocto), available: String(availableYocto(record)) }
}

function requireOneYocto(): void {
  const attached = attachedDeposit()
  if (attached !== 1n) fail('ERR_ONE_YOCTO', attached)
}

/** Hands back what was attached beyond need; it was never owed, so a failure only leaves a surplus. */
function returnDeposit(account: string, amountYocto: bigint): void {
  transferWithCallback(account, amountYocto, undefined)
}
