import type { Devnet } from '@research-hub/devnet'
import type { Balance, Reconciliation } from './report/data.js'

/** Balances of accounts, before and after, against what the chain burnt. */
export type Books = { readonly close: () => Reconciliation }

/** Notes what accounts have now; `accounts` are ids and roles. Those not yet made have nothing. */
export function openBooks(
  devnet: Devnet,
  accounts: readonly (readonly [accountId: string, role: string])[],
): Books {
  const supply = (): bigint => devnet.chain.head().header.totalSupplyYocto
  const before = new Map(accounts.map(([accountId]) => [accountId, devnet.balanceYocto(accountId)]))
  const supplyBefore = supply()
  return {
    close: () => {
      const balances: Balance[] = accounts.map(([accountId, role]) => ({
        accountId,
        role,
        beforeYocto: before.get(accountId) ?? 0n,
        afterYocto: devnet.balanceYocto(accountId),
      }))
      const burntYocto = supplyBefore - supply()
      const lostYocto = balances.reduce(
        (sum, { beforeYocto, afterYocto }) => sum + beforeYocto - afterYocto,
        0n,
      )
      return { balances, burntYocto, differenceYocto: lostYocto - burntYocto }
    },
  }
}
