/**
 * Storage keys: one letter, a colon, the id. c channel · d tombstone · l lane · e pending decrease ·
 * f fees of a token · p terms of a payee · r royalties of an asset and token · s settings.
 */
import { bytesCopy, utf8Encode } from '@research-hub/compiler/host'

export const channelKeyLength = 34

/** Key of a record named by a channel id. */
export function keyOf(prefix: string, id: Uint8Array): Uint8Array {
  const key = new Uint8Array(channelKeyLength)
  bytesCopy(key, 0, utf8Encode(`${prefix}:`), 0, 2)
  bytesCopy(key, 2, id, 0, 32)
  return key
}

/** Key of the record of lane 1 to 64. */
export function laneKey(id: Uint8Array, lane: number): Uint8Array {
  const key = new Uint8Array(channelKeyLength + 1)
  bytesCopy(key, 0, keyOf('l', id), 0, channelKeyLength)
  key[channelKeyLength] = lane
  return key
}
