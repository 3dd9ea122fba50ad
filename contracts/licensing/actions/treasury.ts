/** The protocol's fee and the next model's pool share. */
import { attachedDeposit, blockTimestamp, input, type RawArgs } from '@research-hub/compiler/host'
import { refuseDeposit, reply } from '../../common/entry/reply.js'
import { credit } from '../../common/money/credits.js'
import { send } from '../../common/money/outbox.js'
import { loadOutboxEntry, removeOutboxEntry } from '../../common/state/outbox.js'
import { token as tokenArg, tokenId } from '../../common/state/tokens.js'
import { changeTotals, near } from '../../common/state/totals.js'
import { caller } from '../../common/wire/caller.js'
import { decodeArgs } from '../../common/wire/decode.js'
import { emit } from '../../common/wire/events.js'
import { fail } from '../../common/wire/fail.js'
import { assetId, chargeRecords, requireAsset, requireFlow, requirePaying } from './access.js'
import { failLicensing } from '../errors.js'
import type * as wire from '../interface.js'
import { forwardExpiresNs, maxFlows } from '../limits.js'
import { type Flow, newFlow } from '../rules/flow.js'
import { partDown } from '../rules/shares.js'
import { type Asset, saveAsset } from '../state/asset.js'
import { loadConfig } from '../state/config.js'
import { flowBytes, loadFlow, saveFlow } from '../state/flow.js'

const flowFields = { asset_id: assetId, token: tokenArg }

export function open_flow(raw: RawArgs<wire.FlowArgs> = input()): void {
  refuseDeposit('open_flow')
  const { asset_id: id, token } = decodeArgs(raw, flowFields)
  const asset = requireAsset(id)
  const account = caller()
  if (loadFlow(id, token) !== undefined) failLicensing('ERR_FLOW_OPEN', id, tokenId(token))
  // Strangers can fill half the places only.
  const most = account === asset.ownerId ? 2 * maxFlows : maxFlows
  if (asset.flows >= most) failLicensing('ERR_FLOW_LIMIT', id, most)
  saveFlow(id, token, newFlow(asset.epoch))
  saveAsset(id, { ...asset, flows: asset.flows + 1 })
  chargeRecords(account, flowBytes(id, token))
  emit('flow_opened', { asset_id: String(id), token_index: token })
}

export function claim_fee(raw: RawArgs<wire.FlowArgs> = input()): wire.DecimalU128 {
  refuseDeposit('claim_fee')
  const { asset_id: id, token } = decodeArgs(raw, flowFields)
  const asset = requirePaying(id)
  const flow = requireFlow(id, token)
  const due = partDown(flow.gross, asset.feePpm) - flow.feeTaken
  if (due === 0n) failLicensing('ERR_NOTHING_DUE')
  saveFlow(id, token, { ...flow, feeTaken: flow.feeTaken + due })
  credit(loadConfig().treasuryId, token, due)
  changeTotals(token, { locked: -due, credits: due })
  emit('fee_claimed', { asset_id: String(id), token_index: token, amount: String(due) })
  return reply(String(due))
}

/** @payable */
export function forward_pool_share(raw: RawArgs<wire.FlowArgs> = input()): wire.DecimalU64 {
  const { asset_id: id, token } = decodeArgs(raw, flowFields)
  if (token === near && attachedDeposit() > 0n) fail('ERR_NOT_PAYABLE', 'forward_pool_share')
  const asset = requirePaying(id)
  const flow = requireFlow(id, token)
  const config = loadConfig()
  const poolId = asset.poolId === 0n ? config.nextPoolId : asset.poolId
  if (poolId === 0n) failLicensing('ERR_NO_POOL')
  requireNoForward(flow)
  const due = poolDue(asset, flow)
  if (due === 0n) failLicensing('ERR_NOTHING_DUE')
  changeTotals(token, { locked: -due, outbox: due })
  const forwardId = send({
    targetId: config.ladderId,
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
  return reply(String(forwardId))
}

export function claim_treasury(raw: RawArgs<wire.FlowArgs> = input()): wire.DecimalU128 {
  refuseDeposit('claim_treasury')
  const { asset_id: id, token } = decodeArgs(raw, flowFields)
  const asset = requirePaying(id)
  const flow = requireFlow(id, token)
  const config = loadConfig()
  const poolId = asset.poolId === 0n ? config.nextPoolId : asset.poolId
  const refused = refusedShare(flow)
  if (refused === 0n && poolId !== 0n) failLicensing('ERR_POOL_NAMED', poolId)
  const unsent = poolId === 0n ? poolDue(asset, flow) : 0n
  const due = refused + unsent
  if (due === 0n) failLicensing('ERR_NOTHING_DUE')
  if (refused > 0n) removeOutboxEntry(flow.forwardId)
  saveFlow(id, token, { ...flow, poolTaken: flow.poolTaken + unsent })
  credit(config.treasuryId, token, due)
  changeTotals(token, { locked: -unsent, outbox: -refused, credits: due })
  emit('treasury_claimed', { asset_id: String(id), token_index: token, amount: String(due) })
  return reply(String(due))
}

/** One forward at a time: a neighbour that fails cannot make this contract pile records up. */
function requireNoForward({ forwardId }: Flow): void {
  if (forwardId !== 0n && loadOutboxEntry(forwardId) !== undefined) {
    failLicensing('ERR_FORWARD_PENDING', forwardId)
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
