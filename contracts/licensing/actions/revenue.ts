/** Revenue coming in, and royalties moving from descendants to ancestors. */
import { attachedDeposit, input, type RawArgs } from '@research-hub/compiler/host'
import { refuseDeposit, reply } from '../../common/entry/reply.js'
import { transferWithCallback } from '../../common/money/transfers.js'
import { acceptOnce } from '../../common/state/inbox.js'
import { token as tokenArg } from '../../common/state/tokens.js'
import { changeTotals, near, type TokenIndex } from '../../common/state/totals.js'
import { caller } from '../../common/wire/caller.js'
import { decodeArgs, object, u64 } from '../../common/wire/decode.js'
import { emit } from '../../common/wire/events.js'
import {
  assetId,
  chargeRecords,
  requireAsset,
  requireFlow,
  requireNeighbour,
  requirePaying,
} from './access.js'
import { failLicensing } from '../errors.js'
import type * as wire from '../interface.js'
import type { Flow } from '../rules/flow.js'
import { partDown } from '../rules/shares.js'
import type { Asset } from '../state/asset.js'
import { loadConfig } from '../state/config.js'
import { loadTaken, pulledKey, rolled, saveFlow, saveTaken } from '../state/flow.js'
import { loadAncestors } from '../state/links.js'

const revenueFields = { asset_id: assetId, outbox_id: u64 }

/** Decodes what `ft_transfer_call` carries for revenue. */
export const revenueArgs = object(revenueFields)

/** @payable */
export function record_revenue(raw: RawArgs<wire.RecordRevenueArgs> = input()): boolean {
  const args = decodeArgs(raw, revenueFields)
  const senderId = caller()
  const amount = attachedDeposit()
  const isNew = takeRevenue(senderId, args, near, amount)
  if (isNew) changeTotals(near, { locked: amount })
  // Not owed to anyone here: sent again by mistake, it goes back.
  else if (amount > 0n) transferWithCallback(senderId, amount, undefined)
  return reply(isNew)
}

/** Counts a neighbour's revenue once; false when it was counted before. */
export function takeRevenue(
  senderId: string,
  args: ReturnType<typeof revenueArgs>,
  token: TokenIndex,
  amount: bigint,
): boolean {
  requireNeighbour(senderId, loadConfig().channelsId)
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

export function pull_royalty(raw: RawArgs<wire.PullRoyaltyArgs> = input()): wire.DecimalU128 {
  refuseDeposit('pull_royalty')
  const args = decodeArgs(raw, { child_id: assetId, ancestor_id: assetId, token: tokenArg })
  const { child_id: childId, ancestor_id: ancestorId, token } = args
  requirePaying(childId)
  const flow = requireFlow(childId, token)
  const { due, key, taken } = royaltyDue(childId, ancestorId, token, flow)
  if (due === 0n) failLicensing('ERR_NOTHING_DUE')
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
  return reply(String(due))
}

/** What an ancestor may pull from a child's flow now. */
export function royaltyDue(
  childId: number,
  ancestorId: number,
  token: TokenIndex,
  flow: Flow,
): { readonly due: bigint; readonly key: string; readonly taken: bigint | undefined } {
  const share = loadAncestors(childId).find(({ id }) => id === ancestorId)
  if (share === undefined) failLicensing('ERR_NOT_ANCESTOR', ancestorId, childId)
  const key = pulledKey(childId, token, ancestorId)
  const taken = loadTaken(key)
  return { due: partDown(flow.gross, share.ppm) - (taken ?? 0n), key, taken }
}
