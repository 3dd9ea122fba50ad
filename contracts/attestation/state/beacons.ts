/** The last beacons, oldest first, in one record. */
import {
  bytesCompare,
  recordPack,
  recordUnpack,
  storageRead,
  storageWrite,
} from '@research-hub/compiler/host'
import { unpack } from '../../common/record.js'

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
  if (bytes === undefined) return []
  const fields = recordUnpack(layoutOf(Math.floor(bytes.length / length)), bytes)
  const beacons: Beacon[] = []
  for (let i = 0; i + 2 < fields.length; i += 3) {
    beacons.push({
      number: fields[i] as bigint,
      value: fields[i + 1] as Uint8Array,
      madeAtNs: fields[i + 2] as bigint,
    })
  }
  return beacons
}

export function saveBeacons(beacons: readonly Beacon[]): void {
  const fields = beacons.flatMap(({ number, value, madeAtNs }) => [number, value, madeAtNs])
  storageWrite(key, recordPack(layoutOf(beacons.length), fields))
}

/** Looked for from the newest on, where it lies in the record. */
export function findBeacon(value: Uint8Array): Beacon | undefined {
  const bytes = storageRead(key)
  if (bytes === undefined) return undefined
  for (let at = bytes.length - length; at >= 0; at -= length) {
    if (bytesCompare(bytes, at + 8, value, 0, 32) === 0) {
      const [number, , madeAtNs] = unpack(layout, bytes.subarray(at, at + length))
      return { number, value, madeAtNs }
    }
  }
  return undefined
}

function layoutOf(count: number): string {
  return layout.repeat(count)
}
