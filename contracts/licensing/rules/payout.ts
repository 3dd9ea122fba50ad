/** NEP-199: who gets what of a resale. Pure. */
import { partDown } from './shares.js'

/** Seller and the asset's owner, exactly `balance` together; one entry where they are the same. */
export function payoutOf(
  balance: bigint,
  resalePpm: number,
  sellerId: string,
  ownerId: string,
): readonly (readonly [accountId: string, amount: bigint])[] {
  const royalty = partDown(balance, resalePpm)
  if (royalty === 0n || sellerId === ownerId) return [[sellerId, balance]]
  return [
    [sellerId, balance - royalty],
    [ownerId, royalty],
  ]
}
