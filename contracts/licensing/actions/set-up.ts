import {
  accountBytes,
  loadAccount,
  registrationYocto,
  saveAccount,
} from '../../common/state/account.js'
import { changeTotals, near } from '../../common/state/totals.js'

/** Registers an account out of the contract's own balance. */
export function registerAtOwnCost(accountId: string): void {
  if (loadAccount(accountId) !== undefined) return
  saveAccount(accountId, { storageYocto: registrationYocto, usedBytes: 0n, creditYocto: 0n })
  changeTotals(near, { usedBytes: accountBytes(accountId), storage: registrationYocto })
}
