/** The last beacons, oldest first, in one record. */
import { bytesCompare, storageRead, storageWrite } from '@research-hub/compiler/host'
import { pack, unpack } from '../../common/state/record.js'
import { joinBytes } from '../../common/wire/bytes.js'

export type Beacon = {
  readonly number: bigint
  readonly value: Uint8Array
  readonly madeAtNs: bigint
}

const key = 'e:'
const layout = '8h8'
const length = 8 + 32 + 8

export function loadBeacons(): readonly Beacon[] {
  const bytes = storageRead(key)
  const beacons: Beacon[] = []
  const end = bytes === undefined ? 0 : bytes.length
  for (let at = 0; bytes !== undefined && at < end; at += length) beacons.push(beaconAt(bytes, at))
  return beacons
}

export function saveBeacons(beacons: readonly Beacon[]): void {
  const parts = beacons.map(({ number, value, madeAtNs }) =>
    pack(layout, [number, value, madeAtNs]),
  )
  storageWrite(key, joinBytes(parts))
}

/** Looked for from the newest on, where it lies in the record. */
export function findBeacon(value: Uint8Array): Beacon | undefined {
  const bytes = storageRead(key)
  if (bytes === undefined) return undefined
  for (let at = bytes.length - length; at >= 0; at -= length) {
    if (bytesCompare(bytes, at + 8, value, 0, 32) === 0) {
      return beaconAt(bytes, at)
    }
  }
  return undefined
}

function beaconAt(bytes: Uint8Array, at: number): Beacon {
  const [number, value, madeAtNs] = unpack(layout, bytes.subarray(at, at + length))
  return { number, value, madeAtNs }
}
