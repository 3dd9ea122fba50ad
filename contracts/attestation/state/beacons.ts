/** The last beacons, oldest first, in one record. */
import { bytesCompare, storageRead, storageWrite } from '@research-hub/compiler/host'
import { bytes32, offsetsOf, type RecordOf, record, u64 } from '../../common/state/record.js'
import { joinBytes } from '../../common/wire/bytes.js'

const fields = { number: u64, value: bytes32, madeAtNs: u64 } as const
export const beaconRecord = record(fields)
/** What is hashed of the block that made one. */
export const heightRecord = record({ height: u64 })
const length = beaconRecord.size
const valueAt = offsetsOf(fields).value
const key = 'e:'

export type Beacon = RecordOf<typeof beaconRecord>

export function loadBeacons(): readonly Beacon[] {
  const bytes = storageRead(key)
  const beacons: Beacon[] = []
  const end = bytes === undefined ? 0 : bytes.length
  for (let at = 0; bytes !== undefined && at < end; at += length) beacons.push(beaconAt(bytes, at))
  return beacons
}

export function saveBeacons(beacons: readonly Beacon[]): void {
  storageWrite(key, joinBytes(beacons.map((beacon) => beaconRecord.encode(beacon))))
}

/** Looked for from the newest on, where it lies in the record. */
export function findBeacon(value: Uint8Array): Beacon | undefined {
  const bytes = storageRead(key)
  if (bytes === undefined) return undefined
  for (let at = bytes.length - length; at >= 0; at -= length) {
    if (bytesCompare(bytes, at + valueAt, value, 0, 32) === 0) {
      return beaconAt(bytes, at)
    }
  }
  return undefined
}

function beaconAt(bytes: Uint8Array, at: number): Beacon {
  return beaconRecord.decode(bytes.subarray(at, at + length))
}
