/** Resource credits: granted by the competition, spent at registered providers, lapsing by season. */
import { chargeRecords, releaseRecords } from '../../common/money/credits.js'
import { caller } from '../../common/wire/caller.js'
import { emit } from '../../common/wire/events.js'
import { fail } from '../errors.js'
import { granted, liveParts, spent, sumOf, takenBack } from '../rules/credits.js'
import { drawBytes, lastDraw, removeDraw, saveDraw } from '../state/draw.js'
import { moment } from '../state/moment.js'
import { hasProvider, removeProvider, requireProvider, saveProvider } from '../state/provider.js'
import { loadParts, partsBytes, removeParts, saveParts } from '../state/resource-credits.js'
import { requireSeat } from '../state/seat.js'
import { presentPlan } from './tiers.js'

export function grantCredits(accountId: string, cid: bigint, amount: bigint, season: number): void {
  const parts = loadParts(accountId)
  if (parts === undefined) chargeRecords(accountId, partsBytes(accountId))
  saveParts(accountId, granted(parts ?? [], season, amount))
  emit('credits_granted', { account_id: accountId, cid: String(cid), amount: String(amount) })
}

/** Gives the caller, once a season whatever seats it has in it, what a seat of its tier has. */
export function drawResources(tier: number): void {
  const { season } = moment()
  const accountId = caller()
  requireSeat(tier, accountId)
  const drawn = lastDraw(accountId)
  if (drawn === season) fail('ERR_DRAWN', accountId, season)
  const amount = BigInt(presentPlan(tier, season).now.resources)
  const parts = loadParts(accountId)
  const bytes = parts === undefined ? partsBytes(accountId) : 0n
  chargeRecords(accountId, bytes + (drawn === undefined ? drawBytes(accountId) : 0n))
  saveDraw(accountId, season)
  saveParts(accountId, granted(parts ?? [], season, amount))
  emit('resources_drawn', { tier, season, account_id: accountId, amount: String(amount) })
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
  const drawn = lastDraw(accountId)
  const isDrawOver = drawn !== undefined && drawn < season
  const areLive = parts !== undefined && liveParts(parts, season).length > 0
  if (areLive || (parts === undefined && !isDrawOver)) fail('ERR_CREDITS_LIVE', accountId)
  if (parts !== undefined) dropRecord(accountId)
  if (!isDrawOver) return
  removeDraw(accountId)
  releaseRecords(accountId, drawBytes(accountId))
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
