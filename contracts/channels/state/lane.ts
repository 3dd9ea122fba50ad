/** Lanes beside lane 0: one small record each, paid for at open, written when first settled. */
import { storageRead, storageRemove, u128Read } from '@research-hub/compiler/host'
import type { Channel } from './channel.js'
import { channelKeyLength, laneKey } from './keys.js'

/** Key, value and what nearcore adds. */
const bytesPerLane = channelKeyLength + 1 + 16 + 40

/** Bytes of storage that all lanes of a channel may take. */
export function laneBytes(lanes: number): bigint {
  return BigInt(lanes * bytesPerLane)
}

export function laneSettled(id: Uint8Array, channel: Channel, lane: number): bigint {
  if (lane === 0) return channel.lane0
  const bytes = storageRead(laneKey(id, lane))
  return bytes === undefined ? 0n : u128Read(bytes, 0)
}

export function removeLanes(id: Uint8Array, { lanes, laneMask }: Channel): void {
  if (laneMask === 0n) return
  for (let lane = 1; lane <= lanes; lane++) {
    if ((laneMask >> BigInt(lane - 1)) & 1n) storageRemove(laneKey(id, lane))
  }
}
