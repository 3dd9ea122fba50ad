/** Resource credits: granted by the competition, spent at registered providers, lapsing by season. */
import { chargeRecords, releaseRecords } from '../../common/money/credits.js'
import { caller } from '../../common/wire/caller.js'
import { emit } from '../../common/wire/events.js'
import { fail } from '../errors.js'
import { granted, liveParts, spent, sumOf, takenBack } from '../rules/credits.js'
import { moment } from '../state/moment.js'
import { hasProvider, removeProvider, requireProvider, saveProvider } from '../state/provider.js'
import { loadParts, partsBytes, removeParts, saveParts } from '../state/resource-credits.js'

export function grantCredits(accountId: string, cid: bigint, amount: bigint, season: number): void {
  const parts = loadParts(accountId)
  if (parts === undefined) chargeRecords(accountId, partsBytes(accountId))
  saveParts(accountId, granted(parts ?? [], season, amount))
  emit('credits_granted', { account_id: accountId, cid: String(cid), amount: String(amount) })
}

/** The place that they came with is left: what is not spent of them goes. */
export function returnCredits(
  accountId: string,
  cid: bigint,
  amount: bigint,
  season: number,
): void {
  const parts = loadParts(accountId)
  if (parts === undefined) return
  const left = takenBack(parts, season, amount)
  if (left.length > 0) saveParts(accountId, left)
  else dropRecord(accountId)
  const gone = sumOf(liveParts(parts, season)) - sumOf(left)
  emit('credits_returned', { account_id: accountId, cid: String(cid), amount: String(gone) })
}

export function spendCredits(providerId: string, amount: bigint): void {
  const { season } = moment()
  const accountId = caller()
  const received = requireProvider(providerId)
  const parts = loadParts(accountId) ?? []
  const left = spent(parts, season, amount)
  if (left === undefined || amount === 0n) {
    fail('ERR_RESOURCE_CREDITS', sumOf(liveParts(parts, season)), amount)
  }
  if (left.length > 0) saveParts(accountId, left)
  else dropRecord(accountId)
  saveProvider(providerId, received + amount)
  emit('credits_spent', {
    account_id: accountId,
    provider_id: providerId,
    amount: String(amount),
  })
}

export function dropCredits(accountId: string): void {
  const { season } = moment()
  const parts = loadParts(accountId)
  if (parts === undefined || liveParts(parts, season).length > 0) {
    fail('ERR_CREDITS_LIVE', accountId)
  }
  dropRecord(accountId)
}

function dropRecord(accountId: string): void {
  removeParts(accountId)
  releaseRecords(accountId, partsBytes(accountId))
}

export function registerProvider(providerId: string): void {
  if (hasProvider(providerId)) fail('ERR_PROVIDER_KNOWN', providerId)
  saveProvider(providerId, 0n)
  emit('provider_registered', { provider_id: providerId })
}

/** Ends its registration; what was spent there stays spent. */
export function endProvider(providerId: string): void {
  requireProvider(providerId)
  removeProvider(providerId)
  emit('provider_removed', { provider_id: providerId })
}
