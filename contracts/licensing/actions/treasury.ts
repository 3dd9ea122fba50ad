/** An asset's flows: opening them, the protocol's fee, the next model's pool share. */
import { blockTimestamp } from '@research-hub/compiler/host'
import { chargeStorage, credit } from '../../common/money/credits.js'
import { send, takeBack } from '../../common/money/outbox.js'
import { loadOutboxEntry } from '../../common/state/outbox.js'
import { tokenId } from '../../common/state/tokens.js'
import { changeTotals, near, type TokenIndex } from '../../common/state/totals.js'
import { caller } from '../../common/wire/caller.js'
import { emit } from '../../common/wire/events.js'
import { fail } from '../errors.js'
import { forwardExpiresNs, maxFlows } from '../limits.js'
import { type Flow, newFlow } from '../rules/flow.js'
import { partDown } from '../rules/shares.js'
import { type Asset, isFlagged, requireAsset, saveAsset } from '../state/asset.js'
import { loadConfig, presentPool } from '../state/config.js'
import { flowBytes, loadFlow, requireFlow, saveFlow, spanBytes } from '../state/flow.js'
import { epochAt } from '../state/split.js'
import { requireOpen } from './access.js'

export function openFlow(id: number, token: TokenIndex): void {
  const asset = requireAsset(id)
  // A pending asset must stay one that can be dropped.
  if (!isFlagged(asset, 'accepted') && !isFlagged(asset, 'sealed')) fail('ERR_ASSET_PENDING', id)
  const account = caller()
  if (loadFlow(id, token) !== undefined) fail('ERR_FLOW_OPEN', id, tokenId(token))
  // Strangers can fill half the places only.
  const most = account === asset.ownerId ? 2 * maxFlows : maxFlows
  if (asset.flows >= most) fail('ERR_FLOW_LIMIT', id, most)
  const nowNs = blockTimestamp()
  saveFlow(id, token, newFlow(epochAt(id, asset, nowNs)))
  saveAsset(id, { ...asset, flows: asset.flows + 1 })
  // An announced epoch will end the open one in this flow too.
  const ends = nowNs < asset.splitFromNs ? spanBytes : 0n
  chargeStorage(account, flowBytes(id, token) + ends)
  changeTotals(near, { usedBytes: flowBytes(id, token) })
  emit('flow_opened', { asset_id: String(id), token_index: token })
}

/** Credits the treasury with the fee that is due; returns that. */
export function claimFee(id: number, token: TokenIndex): bigint {
  const asset = requireOpen(id)
  const flow = requireFlow(id, token)
  const due = partDown(flow.gross, asset.feePpm) - flow.feeTaken
  if (due === 0n) fail('ERR_NOTHING_DUE')
  saveFlow(id, token, { ...flow, feeTaken: flow.feeTaken + due })
  credit(loadConfig().treasuryId, token, due)
  changeTotals(token, { locked: -due, credits: due })
  emit('fee_claimed', { asset_id: String(id), token_index: token, amount: String(due) })
  return due
}

/** Sends the pool share to the ladder; returns the notification's id. */
export function forwardPoolShare(id: number, token: TokenIndex): bigint {
  const asset = requireOpen(id)
  const flow = requireFlow(id, token)
  const { poolId } = flow
  if (poolId === 0n) fail('ERR_NO_POOL')
  requireNoForward(flow)
  const due = poolDue(asset, flow)
  if (due === 0n) fail('ERR_NOTHING_DUE')
  changeTotals(token, { locked: -due, outbox: due })
  const forwardId = send({
    targetId: loadConfig().ladderId,
    method: 'deposit_revenue',
    args: { pool_id: String(poolId) },
    token,
    amount: due,
  })
  const forwardedAtNs = blockTimestamp()
  saveFlow(id, token, { ...flow, poolTaken: flow.poolTaken + due, forwardId, forwardedAtNs })
  emit('pool_share_forwarded', {
    asset_id: String(id),
    token_index: token,
    pool_id: String(poolId),
    amount: String(due),
    outbox_id: String(forwardId),
  })
  return forwardId
}

/** Credits the treasury with a pool share that no pool takes; returns that. */
export function claimTreasury(id: number, token: TokenIndex): bigint {
  const asset = requireOpen(id)
  const flow = requireFlow(id, token)
  const { poolId } = flow
  const refused = refusedShare(flow)
  if (refused === 0n && poolId !== 0n) fail('ERR_POOL_NAMED', poolId)
  const unsent = poolId === 0n ? poolDue(asset, flow) : 0n
  const due = refused + unsent
  if (due === 0n) fail('ERR_NOTHING_DUE')
  if (refused > 0n) takeBack(flow.forwardId)
  saveFlow(id, token, { ...flow, poolTaken: flow.poolTaken + unsent })
  credit(loadConfig().treasuryId, token, due)
  changeTotals(token, { locked: -unsent, outbox: -refused, credits: due })
  emit('treasury_claimed', { asset_id: String(id), token_index: token, amount: String(due) })
  return due
}

/** The pool that an asset's share goes to when it is earned now; 0 for the treasury. */
export function poolOf(asset: Asset, nowNs: bigint): bigint {
  return asset.poolId === 0n ? presentPool(loadConfig(), nowNs) : asset.poolId
}

/** One forward at a time: a neighbour that fails cannot make this contract pile records up. */
function requireNoForward({ forwardId }: Flow): void {
  if (forwardId !== 0n && loadOutboxEntry(forwardId) !== undefined) {
    fail('ERR_FORWARD_PENDING', forwardId)
  }
}

export function poolDue(asset: Asset, flow: Flow): bigint {
  return partDown(flow.gross, asset.poolPpm) - flow.poolTaken
}

/** What the ladder has refused for so long that it is the treasury's. */
function refusedShare(flow: Flow): bigint {
  if (flow.forwardId === 0n || blockTimestamp() < flow.forwardedAtNs + forwardExpiresNs) return 0n
  const entry = loadOutboxEntry(flow.forwardId)
  return entry?.status === 'failed' ? entry.amount : 0n
}
