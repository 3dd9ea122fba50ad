/**
 * The rise of one lane, in place on the packed record: the one path that every kind of settlement takes.
 * `read` the channel, `allow` an amount, `commit` it; then `payee`, `fee` and `royalty` say what it pays.
 */
import {
  bytesCopy,
  storageRead,
  storageWrite,
  u128Add,
  u128Compare,
  u128Difference,
  u128Read,
  u128ScaleDown,
  u128TakePart,
} from '@research-hub/compiler/host'
import { type Status, status } from '../rules/status.js'
import { assetIn, at } from '../state/channel.js'
import { channelKeyLength } from '../state/keys.js'
import { laneBytes } from '../state/lane.js'

/** Where the amounts of a rise lie, u128 each. */
export const part = { delta: 0, payee: 16, fee: 32, royalty: 48 } as const

const nothing = new Uint8Array(16)

export class Rise {
  /** The channel's record as it lies. */
  record: Uint8Array = nothing
  /** Amounts of the rise, at the places of `part`. */
  readonly moved: Uint8Array = new Uint8Array(64)
  /** Whose royalties they are, if the channel names an asset that earns any. */
  assetId: bigint | undefined
  private readonly key = keyBytes(99, channelKeyLength)
  private readonly laneKey = keyBytes(108, channelKeyLength + 1)
  private readonly work = new Uint8Array(16)
  private lane = 0
  private laneRecord: Uint8Array = nothing
  private isNewLane = false
  private newLanes = 0

  /** Reads the channel whose id lies at `from`. */
  read(bytes: Uint8Array, from: number): boolean {
    bytesCopy(this.key, 2, bytes, from, 32)
    const found = storageRead(this.key)
    if (found === undefined) return false
    this.record = found
    return true
  }

  /**
   * Whether the lane, a u32 at `laneAt`, may rise to the u128 at `amountAt`. What the deposit no longer
   * covers stays due: the lane rises as far as the deposit goes, and further after a top-up.
   */
  allow(bytes: Uint8Array, laneAt: number, amountAt: number): Status {
    const { record, moved, work } = this
    const lane = bytes[laneAt] ?? 0
    if (lane > (record[at.lanes] ?? 0)) return status.laneClosed
    if (bytes[laneAt + 1] !== 0 || bytes[laneAt + 2] !== 0 || bytes[laneAt + 3] !== 0)
      return status.laneClosed
    this.lane = lane
    const current = lane === 0 ? record : this.readLane(lane)
    const currentAt = lane === 0 ? at.lane0 : 0
    if (u128Difference(moved, part.delta, bytes, amountAt, current, currentAt) <= 0)
      return status.notNewer
    const isLeft = u128Difference(work, 0, record, at.deposit, record, at.settled) > 0
    if (u128Compare(moved, part.delta, work, 0) <= 0) return status.settled
    // Refusing would let a payer void a signed claim by settling a little on a lane the payee never saw.
    if (!isLeft) return status.overDeposit
    bytesCopy(moved, part.delta, work, 0, 16)
    return status.settled
  }

  /** Raises what `allow` has just allowed. */
  commit(): void {
    const { record, moved, lane, laneRecord } = this
    this.share()
    u128Add(record, at.settled, moved, part.delta)
    if (lane === 0) u128Add(record, at.lane0, moved, part.delta)
    else {
      u128Add(laneRecord, 0, moved, part.delta)
      storageWrite(this.laneKey, laneRecord)
      if (this.isNewLane) this.newLanes++
      const byte = at.laneMask + ((lane - 1) >> 3)
      record[byte] = (record[byte] ?? 0) | (1 << ((lane - 1) & 7))
    }
    storageWrite(this.key, record)
  }

  get payee(): bigint {
    return u128Read(this.moved, part.payee)
  }

  get fee(): bigint {
    return u128Read(this.moved, part.fee)
  }

  get royalty(): bigint {
    return u128Read(this.moved, part.royalty)
  }

  /** Bytes of the lanes that this call has settled for the first time; for the totals. */
  newLaneBytes(): bigint {
    return laneBytes(this.newLanes)
  }

  /** Splits the rise between payee, fee and royalty; the sums of `rules/settlement.ts`. */
  private share(): void {
    const { record, moved, work } = this
    bytesCopy(moved, part.payee, moved, part.delta, 16)
    const feeBps = (record[at.feeBps] ?? 0) | ((record[at.feeBps + 1] ?? 0) << 8)
    u128TakePart(moved, part.payee, part.fee, record, at.settled, feeBps, 10_000)
    const asset = assetIn(record)
    this.assetId = undefined
    if (asset === undefined || asset.royaltyPpm === 0) return
    this.assetId = asset.assetId
    // Royalties are of what fees have left.
    bytesCopy(work, 0, record, at.settled, 16)
    u128ScaleDown(work, 0, feeBps, 10_000)
    u128Difference(work, 0, record, at.settled, work, 0)
    u128TakePart(moved, part.payee, part.royalty, work, 0, asset.royaltyPpm, 1_000_000)
  }

  private readLane(lane: number): Uint8Array {
    bytesCopy(this.laneKey, 2, this.key, 2, 32)
    this.laneKey[channelKeyLength] = lane
    const known = storageRead(this.laneKey)
    this.isNewLane = known === undefined
    this.laneRecord = known ?? new Uint8Array(16)
    return this.laneRecord
  }
}

/** The rise that a call makes, or one after the other. */
export const rise: Rise = new Rise()

function keyBytes(letter: number, length: number): Uint8Array {
  const key = new Uint8Array(length)
  key[0] = letter
  key[1] = 58
  return key
}
