import { accountBalance, storageUsage } from '@research-hub/compiler/host'
import { byteCostYocto } from '../state/account.js'
import { tokenId } from '../state/tokens.js'
import { loadTotals, near, type TokenIndex } from '../state/totals.js'
import type { SolvencyView } from '../wire/interface.js'

/**
 * NEAR: holdings are the balance less the stake for storage; what users' bytes stake comes free when
 * they take their deposits, which are owed, so only the rest counts against the contract. A payment
 * in flight has left the balance. Tokens: the book of what came in and went out, payments in flight
 * included until they are known to have arrived.
 */
export function solvencyView(token: TokenIndex): SolvencyView {
  const totals = loadTotals(token)
  const standing = totals.locked + totals.credits + totals.outbox
  const holds =
    token === near
      ? accountBalance() - (storageUsage() - totals.usedBytes) * byteCostYocto
      : totals.book
  const owed = token === near ? standing + totals.storage : standing + totals.inFlight
  return {
    token: tokenId(token),
    holds: String(holds),
    owed: String(owed),
    locked: String(totals.locked),
    credits: String(totals.credits),
    outbox: String(totals.outbox),
    in_flight: String(totals.inFlight),
    storage_balances: String(totals.storage),
    solvent: holds >= owed,
  }
}
