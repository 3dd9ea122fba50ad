/** Revenue coming in, and royalties moving from descendants to ancestors. */
import { blockTimestamp } from '@research-hub/compiler/host'
import { chargeRecords } from '../../common/money/credits.js'
import { acceptOnce } from '../../common/state/inbox.js'
import type { TokenIndex } from '../../common/state/totals.js'
import { caller } from '../../common/wire/caller.js'
import { emit } from '../../common/wire/events.js'
import { fail } from '../errors.js'
import type { Revenue } from '../rules/decoders.js'
import { type Flow, unpulledSinceNs, withMoney } from '../rules/flow.js'
import { ownPpm, partDown } from '../rules/shares.js'
import { type Asset, isFlagged, requireAsset } from '../state/asset.js'
import {
  addToSpan,
  loadPulled,
  type Pulled,
  pulledKey,
  requireFlow,
  rolled,
  saveFlow,
  savePulled,
} from '../state/flow.js'
import { loadAncestors } from '../state/links.js'
import { epochAt } from '../state/split.js'
import { requireOpen } from './access.js'
import { poolDue, poolOf } from './treasury.js'

/** Counts a neighbour's revenue once; false when it was counted before. */
export function takeRevenue(
  senderId: string,
  args: Revenue,
  token: TokenIndex,
  amount: bigint,
): boolean {
  const id = args.asset_id
  const asset = requireAsset(id)
  const flow = requireFlow(id, token)
  if (!acceptOnce(senderId, token, args.outbox_id)) return false
  accrue(id, asset, token, flow, amount, args.since_ns ?? blockTimestamp())
  emit('revenue_recorded', {
    asset_id: String(id),
    token_index: token,
    amount: String(amount),
    outbox_id: String(args.outbox_id),
  })
  return true
}

/** Adds to an asset's gross, for the epoch in which it was earned. Tags and pauses do not stop it. */
export function accrue(
  id: number,
  asset: Asset,
  token: TokenIndex,
  flow: Flow,
  amount: bigint,
  sinceNs: bigint,
): void {
  const nowNs = blockTimestamp()
  const current = rolled(id, token, flow, epochAt(id, asset, nowNs))
  // What begins to collect for a pool goes to the one that is named now, whoever is named later.
  const poolId = poolDue(asset, current) === 0n ? poolOf(asset, nowNs) : current.poolId
  const after = { ...withMoney(current, amount, sinceNs, nowNs), poolId }
  const earned = earnedIn(id, asset, current, sinceNs)
  // What belongs to whom is not settled before the seal.
  if (earned === current.epoch || !isFlagged(asset, 'sealed')) {
    saveFlow(id, token, after)
    return
  }
  const ppm = ownPpm(asset)
  const moved = partDown(after.gross, ppm) - partDown(current.gross, ppm)
  addToSpan(id, token, earned, moved)
  saveFlow(id, token, { ...after, epochMoved: after.epochMoved + moved })
}

/** The epoch that money earned at a time belongs to. */
function earnedIn(id: number, asset: Asset, flow: Flow, sinceNs: bigint): number {
  return Math.min(flow.epoch, Math.max(flow.firstEpoch, epochAt(id, asset, sinceNs)))
}

/** Moves what a descendant owes an ancestor into the ancestor's flow; returns that. */
export function pullRoyalty(childId: number, ancestorId: number, token: TokenIndex): bigint {
  requireOpen(childId)
  const flow = requireFlow(childId, token)
  const { due, key, pulled } = royaltyDue(childId, ancestorId, token, flow)
  const ancestor = requireAsset(ancestorId)
  const nowNs = blockTimestamp()
  const open = epochAt(ancestorId, ancestor, nowNs)
  const into = rolled(ancestorId, token, requireFlow(ancestorId, token), open)
  const sinceNs = unpulledSinceNs(flow, pulled?.atNs ?? 0n)
  const earned = earnedIn(ancestorId, ancestor, into, sinceNs)
  // With nothing due, a first pull in an epoch tells that what comes is its own.
  if (due === 0n && (earned === open || flow.gross === 0n)) fail('ERR_NOTHING_DUE')
  saveFlow(childId, token, { ...flow, pulled: flow.pulled + due })
  const isLate = earned !== open
  if (isLate && due > 0n) addToSpan(ancestorId, token, earned, due)
  saveFlow(ancestorId, token, {
    ...into,
    royalties: into.royalties + due,
    epochRoyalty: isLate ? into.epochRoyalty : into.epochRoyalty + due,
  })
  const bytes = savePulled(key, { amount: (pulled?.amount ?? 0n) + due, atNs: nowNs })
  if (pulled === undefined) chargeRecords(caller(), bytes)
  emit('royalty_pulled', {
    child_id: String(childId),
    ancestor_id: String(ancestorId),
    token_index: token,
    amount: String(due),
  })
  return due
}

/** What an ancestor may pull from a child's flow now. */
export function royaltyDue(
  childId: number,
  ancestorId: number,
  token: TokenIndex,
  flow: Flow,
): { readonly due: bigint; readonly key: string; readonly pulled: Pulled | undefined } {
  const share = loadAncestors(childId).find(({ id }) => id === ancestorId)
  if (share === undefined) fail('ERR_NOT_ANCESTOR', ancestorId, childId)
  const key = pulledKey(childId, token, ancestorId)
  const pulled = loadPulled(key)
  return { due: partDown(flow.gross, share.ppm) - (pulled?.amount ?? 0n), key, pulled }
}
