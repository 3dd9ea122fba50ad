/** Revenue coming in, and royalties moving from descendants to ancestors. */
import { chargeRecords } from '../../common/money/credits.js'
import { acceptOnce } from '../../common/state/inbox.js'
import type { TokenIndex } from '../../common/state/totals.js'
import { caller } from '../../common/wire/caller.js'
import { emit } from '../../common/wire/events.js'
import { fail } from '../errors.js'
import type { Revenue } from '../rules/decoders.js'
import type { Flow } from '../rules/flow.js'
import { partDown } from '../rules/shares.js'
import { type Asset, requireAsset } from '../state/asset.js'
import { loadTaken, pulledKey, requireFlow, rolled, saveFlow, saveTaken } from '../state/flow.js'
import { loadAncestors } from '../state/links.js'
import { requireOpen } from './access.js'

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
  if (!acceptOnce(senderId, args.outbox_id)) return false
  accrue(id, asset, token, flow, amount)
  emit('revenue_recorded', {
    asset_id: String(id),
    token_index: token,
    amount: String(amount),
    outbox_id: String(args.outbox_id),
  })
  return true
}

/** Adds to an asset's gross. Tags and pauses do not stop it. */
export function accrue(
  id: number,
  asset: Asset,
  token: TokenIndex,
  flow: Flow,
  amount: bigint,
): void {
  const current = rolled(id, token, flow, asset.epoch)
  saveFlow(id, token, { ...current, gross: current.gross + amount })
}

/** Moves what a descendant owes an ancestor into the ancestor's flow; returns that. */
export function pullRoyalty(childId: number, ancestorId: number, token: TokenIndex): bigint {
  requireOpen(childId)
  const flow = requireFlow(childId, token)
  const { due, key, taken } = royaltyDue(childId, ancestorId, token, flow)
  if (due === 0n) fail('ERR_NOTHING_DUE')
  const ancestor = requireAsset(ancestorId)
  const into = rolled(ancestorId, token, requireFlow(ancestorId, token), ancestor.epoch)
  saveFlow(childId, token, { ...flow, pulled: flow.pulled + due })
  saveFlow(ancestorId, token, {
    ...into,
    royalties: into.royalties + due,
    epochRoyalty: into.epochRoyalty + due,
  })
  const bytes = saveTaken(key, (taken ?? 0n) + due)
  if (taken === undefined) chargeRecords(caller(), bytes)
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
): { readonly due: bigint; readonly key: string; readonly taken: bigint | undefined } {
  const share = loadAncestors(childId).find(({ id }) => id === ancestorId)
  if (share === undefined) fail('ERR_NOT_ANCESTOR', ancestorId, childId)
  const key = pulledKey(childId, token, ancestorId)
  const taken = loadTaken(key)
  return { due: partDown(flow.gross, share.ppm) - (taken ?? 0n), key, taken }
}
