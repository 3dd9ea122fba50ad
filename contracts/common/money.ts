/** Credits and storage charges of registered accounts. Money leaves only through `withdraw`. */
import {
  type AccountRecord,
  availableYocto,
  byteCostYocto,
  loadAccount,
  saveAccount,
} from './account-record.js'
import { fail } from './fail.js'
import { changeTotals } from './totals.js'

export function requireAccount(accountId: string): AccountRecord {
  return loadAccount(accountId) ?? fail('ERR_NOT_REGISTERED', accountId)
}

/** Credits a registered account. */
export function credit(accountId: string, amountYocto: bigint): void {
  if (amountYocto === 0n) return
  const record = requireAccount(accountId)
  saveAccount(accountId, { ...record, creditYocto: record.creditYocto + amountYocto })
}

/** Puts a failed payment back, also for an account that unregistered in the meantime. */
export function restoreCredit(accountId: string, amountYocto: bigint): void {
  const record = loadAccount(accountId)
  saveAccount(accountId, {
    storageYocto: record?.storageYocto ?? 0n,
    usedBytes: record?.usedBytes ?? 0n,
    creditYocto: (record?.creditYocto ?? 0n) + amountYocto,
  })
  if (record === undefined) changeTotals({ accounts: 1n })
}

/** Holds storage deposit for new bytes. */
export function chargeStorage(accountId: string, bytes: bigint): void {
  const record = requireAccount(accountId)
  const available = availableYocto(record)
  const needed = bytes * byteCostYocto
  if (available < needed) fail('ERR_STORAGE_SHORT', available, needed)
  saveAccount(accountId, { ...record, usedBytes: record.usedBytes + bytes })
}

/** Frees the storage of removed bytes and credits the account, in one write. */
export function release(accountId: string, bytes: bigint, creditYocto: bigint): void {
  const record = requireAccount(accountId)
  saveAccount(accountId, {
    ...record,
    usedBytes: record.usedBytes - bytes,
    creditYocto: record.creditYocto + creditYocto,
  })
}
