/** The last beacons, oldest first, in one record. */
import {
  bytesEqual,
  recordPack,
  recordUnpack,
  storageRead,
  storageWrite,
} from '@research-hub/compiler/host'

export type Beacon = {
  readonly number: bigint
  readonly value: Uint8Array
  readonly madeAtNs: bigint
}

const key = 'e:'

export function loadBeacons(): readonly Beacon[] {
  const bytes = storageRead(key)
  if (bytes === undefined) return []
  const fields = recordUnpack(layoutOf(Math.floor(bytes.length / 48)), bytes)
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

export function findBeacon(value: Uint8Array): Beacon | undefined {
  return loadBeacons().find((beacon) => bytesEqual(beacon.value, value))
}

function layoutOf(count: number): string {
  return '8h8'.repeat(count)
}
