import { blockTimestamp } from '@research-hub/compiler/host'
import { chargeStorage, releaseStorage } from '../../common/money/credits.js'
import { changeTotals, near } from '../../common/state/totals.js'
import { caller } from '../../common/wire/caller.js'
import { fail } from '../errors.js'
import { seasonAt } from '../rules/season.js'
import { type Config, requireConfig } from './config.js'

export type Moment = { readonly config: Config; readonly nowNs: bigint; readonly season: number }

/** Settings and the present season. */
export function moment(): Moment {
  const config = requireConfig()
  const nowNs = blockTimestamp()
  return { config, nowNs, season: seasonAt(config, nowNs) }
}

export function requireNeighbour(accountId: string): void {
  if (caller() !== accountId) fail('ERR_NOT_NEIGHBOUR', caller())
}

/** Charges new bytes, in the totals too; there without those that are charged before they are written. */
export function takeStorage(accountId: string, bytes: bigint, unwrittenBytes = 0n): void {
  chargeStorage(accountId, bytes)
  changeTotals(near, { usedBytes: bytes - unwrittenBytes })
}

/** Frees removed bytes, in the totals too; there without those that were never written. */
export function giveStorage(accountId: string, bytes: bigint, unwrittenBytes = 0n): void {
  releaseStorage(accountId, bytes)
  changeTotals(near, { usedBytes: unwrittenBytes - bytes })
}
