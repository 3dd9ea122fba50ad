/** Values nobody knew before their block, each chained to the one before. */
import {
  blockIndex,
  blockTimestamp,
  hexEncode,
  randomSeed,
  sha256,
} from '@research-hub/compiler/host'
import { pack } from '../../common/state/record.js'
import { emit } from '../../common/wire/events.js'
import { failAttestation } from '../errors.js'
import { beaconIntervalS, keptBeacons } from '../limits.js'
import { beaconPreimage } from '../rules/evidence.js'
import { type Beacon, loadBeacons, saveBeacons } from '../state/beacons.js'
import { toNs } from './now.js'

export function nextBeacon(last: Beacon | undefined): Beacon {
  const previous = last?.value ?? new Uint8Array(32)
  return {
    number: (last?.number ?? 0n) + 1n,
    value: sha256(beaconPreimage(randomSeed(), pack('8', [blockIndex()]), previous)),
    madeAtNs: blockTimestamp(),
  }
}

/** The next one, when it is due; the oldest falls away. */
export function makeBeacon(): Beacon {
  const beacons = loadBeacons()
  const last = beacons[beacons.length - 1]
  const now = blockTimestamp()
  const dueNs = last === undefined ? now : last.madeAtNs + toNs(beaconIntervalS)
  if (now < dueNs) failAttestation('ERR_BEACON_YOUNG', dueNs, now)
  const beacon = nextBeacon(last)
  saveBeacons([...beacons, beacon].slice(-keptBeacons))
  emit('beacon_made', { number: String(beacon.number), value: hexEncode(beacon.value) })
  return beacon
}
