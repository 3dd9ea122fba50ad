/**
 * Raising the settled amount of a lane, in place on the packed record: the one path that every kind of
 * settlement takes. `check` says whether a lane may rise, `commit` does it and leaves in `moved` what it
 * pays to whom.
 */
import {
  bytesCopy,
  storageRead,
  storageWrite,
  u128Add,
  u128Compare,
  u128ScaleDown,
  u128Subtract,
} from '@research-hub/compiler/host'
import { type Status, status } from '../rules/status.js'
import { assetIdOf, at, royaltyPpmOf } from '../state/channel.js'
import { channelKeyLength } from '../state/keys.js'
import { laneBytes } from '../state/lane.js'

/** Amounts of the last `commit`, u128 each. */
export const moved: Uint8Array = new Uint8Array(64)
/** Where they lie. */
export const part = { delta: 0, payee: 16, fee: 32, royalty: 48 } as const

const key = new Uint8Array(channelKeyLength)
key[0] = 99
key[1] = 58
const laneKey = new Uint8Array(channelKeyLength + 1)
laneKey[0] = 108
laneKey[1] = 58
let lane = 0
let laneRecord: Uint8Array = new Uint8Array(16)
let isNewLane = false
let newLanes = 0
const work = new Uint8Array(64)
const nothing = new Uint8Array(16)

/** The record of the channel whose id lies at `from` in `bytes`; `commit` writes to the same. */
export function readRecord(bytes: Uint8Array, from: number): Uint8Array | undefined {
  bytesCopy(key, 2, bytes, from, 32)
  return storageRead(key)
}

/**
 * Whether the lane, a u32 at `laneAt`, may rise to the u128 at `amountAt`. What the deposit no longer
 * covers stays due: the lane rises as far as the deposit goes, and further after a top-up.
 */
export function check(
  record: Uint8Array,
  bytes: Uint8Array,
  laneAt: number,
  amountAt: number,
): Status {
  lane = bytes[laneAt] ?? 0
  if (lane > (record[at.lanes] ?? 0)) return status.laneClosed
  if (bytes[laneAt + 1] !== 0 || bytes[laneAt + 2] !== 0 || bytes[laneAt + 3] !== 0)
    return status.laneClosed
  if (lane > 0) readLane()
  const current = lane === 0 ? record : laneRecord
  const currentAt = lane === 0 ? at.lane0 : 0
  if (u128Compare(bytes, amountAt, current, currentAt) <= 0) return status.notNewer
  bytesCopy(moved, part.delta, bytes, amountAt, 16)
  u128Subtract(moved, part.delta, current, currentAt)
  bytesCopy(work, 0, record, at.deposit, 16)
  u128Subtract(work, 0, record, at.settled)
  if (u128Compare(moved, part.delta, work, 0) <= 0) {
    bytesCopy(work, 48, bytes, amountAt, 16)
    return status.settled
  }
  // Refusing would let a payer void a signed claim by settling a little on a lane the payee never saw.
  if (u128Compare(work, 0, nothing, 0) === 0) return status.overDeposit
  bytesCopy(moved, part.delta, work, 0, 16)
  bytesCopy(work, 48, current, currentAt, 16)
  u128Add(work, 48, moved, part.delta)
  return status.settled
}

/** Raises what `check` has just allowed. */
export function commit(record: Uint8Array): void {
  share(record)
  u128Add(record, at.settled, moved, part.delta)
  if (lane === 0) bytesCopy(record, at.lane0, work, 48, 16)
  else {
    bytesCopy(laneRecord, 0, work, 48, 16)
    storageWrite(laneKey, laneRecord)
    if (isNewLane) newLanes++
    const byte = at.laneMask + ((lane - 1) >> 3)
    record[byte] = (record[byte] ?? 0) | (1 << ((lane - 1) & 7))
  }
  storageWrite(key, record)
}

/** Bytes of the lanes that this call has settled for the first time; for the totals. */
export function newLaneBytes(): bigint {
  return laneBytes(newLanes)
}

/** Royalties of the last `commit` belong to this asset; undefined when it has none. */
export function assetOf(record: Uint8Array): bigint | undefined {
  return royaltyPpmOf(record) === 0 ? undefined : assetIdOf(record)
}

/** Splits the rise between payee, fee and royalty; the sums of `rules/settlement.ts`. */
function share(record: Uint8Array): void {
  bytesCopy(moved, part.payee, moved, part.delta, 16)
  const feeBps = (record[at.feeBps] ?? 0) | ((record[at.feeBps + 1] ?? 0) << 8)
  const royaltyPpm = royaltyPpmOf(record)
  if (feeBps === 0 && royaltyPpm === 0) {
    moved.fill(0, part.fee)
    return
  }
  // Fees: of the new total at 0, of the old one at 16.
  bytesCopy(work, 0, record, at.settled, 16)
  bytesCopy(work, 16, work, 0, 16)
  u128Add(work, 0, moved, part.delta)
  u128ScaleDown(work, 0, feeBps, 10_000)
  u128ScaleDown(work, 16, feeBps, 10_000)
  bytesCopy(moved, part.fee, work, 0, 16)
  u128Subtract(moved, part.fee, work, 16)
  u128Subtract(moved, part.payee, moved, part.fee)
  if (royaltyPpm === 0) {
    moved.fill(0, part.royalty)
    return
  }
  // What is left of the old total at 32, of the new one at 0.
  bytesCopy(work, 32, record, at.settled, 16)
  u128Subtract(work, 32, work, 16)
  bytesCopy(work, 0, work, 32, 16)
  u128Add(work, 0, moved, part.payee)
  u128ScaleDown(work, 0, royaltyPpm, 1_000_000)
  u128ScaleDown(work, 32, royaltyPpm, 1_000_000)
  bytesCopy(moved, part.royalty, work, 0, 16)
  u128Subtract(moved, part.royalty, work, 32)
  u128Subtract(moved, part.payee, moved, part.royalty)
}

function readLane(): void {
  bytesCopy(laneKey, 2, key, 2, 32)
  laneKey[channelKeyLength] = lane
  const known = storageRead(laneKey)
  isNewLane = known === undefined
  laneRecord = known ?? new Uint8Array(16)
}
