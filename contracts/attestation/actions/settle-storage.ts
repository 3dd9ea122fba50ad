import { chargeStorage, releaseStorage } from '../../common/money/credits.js'
import { changeTotals, near } from '../../common/state/totals.js'
import { takeCharges } from '../state/paid.js'

/** Applies what the call's changes of records cost and free: releases first, so that one may pay for another. */
export function settleStorage(): void {
  const { charges, surplusBytes } = takeCharges()
  let sum = -surplusBytes
  for (const { accountId, bytes } of charges) {
    sum += bytes
    if (bytes < 0n) releaseStorage(accountId, -bytes)
  }
  for (const { accountId, bytes } of charges) if (bytes > 0n) chargeStorage(accountId, bytes)
  if (sum !== 0n) changeTotals(near, { usedBytes: sum })
}
