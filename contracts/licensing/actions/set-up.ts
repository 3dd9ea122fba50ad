import {
  accountBytes,
  loadAccount,
  newAccount,
  registrationYocto,
  saveAccount,
} from '../../common/state/account.js'
import { changeTotals, near } from '../../common/state/totals.js'

/** Registers an account out of the contract's own balance. */
export function registerAtOwnCost(accountId: string): void {
  if (loadAccount(accountId) !== undefined) return
  saveAccount(accountId, { ...newAccount, storageYocto: registrationYocto })
  changeTotals(near, { usedBytes: accountBytes(accountId), storage: registrationYocto })
}
