/** Raw inputs of many entries: vouchers of one payee, or one signature of one payer. */
import {
  ascending,
  batchEntry,
  batchInput,
  join,
  multiEntries,
  multiVoucher,
  sha256,
} from '../../support/messages.js'
import type { EntryPick } from '../commands.js'
import type { PlannedAction } from '../driver.js'
import { idOf, type payers } from '../names.js'
import { hexOf } from '../signed.js'
import {
  keys,
  laneAmount,
  picked,
  promise,
  signWith,
  type World,
  type WorldChannel,
} from '../world.js'
import { plainVoucher } from './messages.js'

/** A batch for the payee and token of one channel; entries of others are among its garbage. */
export function batchPlan(
  world: World,
  { payee, token }: WorldChannel,
  picks: readonly EntryPick[],
): PlannedAction {
  const entries: Uint8Array[] = []
  for (const { amount, kind, lane, pick } of picks) {
    const channel = picked(world, pick)
    const last = entries.at(-1)
    if (kind === 'repeated' && last !== undefined) entries.push(last)
    else if (kind === 'garbage' || channel === undefined)
      entries.push(garbage(entries.length + lane))
    else {
      const cumulative = laneAmount(world, channel, lane, amount)
      const { signed } = plainVoucher(world, channel, lane, cumulative, kind === 'forged')
      entries.push(batchEntry({ voucher: signed.message, signature: signed.signature }))
    }
  }
  const args = batchInput(entries, idOf(payee), token)
  return { method: 'settle_batch', args, deposit: 0n, tgas: 100n }
}

function garbage(seed: number): Uint8Array {
  const bytes = Array.from({ length: 5 }, (_, i) => sha256(`garbage ${seed} ${i}`))
  return join(...bytes).slice(0, 148)
}

export function multiPlan(
  world: World,
  payer: (typeof payers)[number],
  picks: readonly EntryPick[],
): PlannedAction | undefined {
  const byLane = new Map<string, { channelId: Uint8Array; lane: number; cumulative: bigint }>()
  for (const { amount, lane, pick } of picks) {
    const channel = picked(world, pick)
    if (channel === undefined) continue
    const cumulative = laneAmount(world, channel, lane, amount)
    if (channel.payer === payer) promise(world, channel.id, lane, cumulative)
    const channelId = Buffer.from(channel.id, 'hex')
    byLane.set(`${channel.id} ${lane}`, { channelId, lane, cumulative })
  }
  if (byLane.size === 0) return undefined
  const entries = ascending([...byLane.values()])
  const list = multiEntries(entries)
  const isForged = picks[0]?.kind === 'forged'
  const signer = keys.signer(payer)
  const message = multiVoucher(world.ctx, entries)
  const key = isForged ? keys.forger() : signer
  const { signature } = signWith(world, key, message, { kind: 'multi', entries: hexOf(list) })
  const args = join(signer.publicKey, signature, list)
  return { method: 'settle_multi', args, deposit: 0n, tgas: 100n }
}
