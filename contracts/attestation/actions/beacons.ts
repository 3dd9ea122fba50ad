/** Values nobody knew before their block, each chained to the one before. */
import {
  blockIndex,
  blockTimestamp,
  hexEncode,
  randomSeed,
  sha256,
} from '@research-hub/compiler/host'
import { zeroBytes32 } from '../../common/wire/bytes.js'
import { emit } from '../../common/wire/events.js'
import { fail } from '../errors.js'
import { beaconIntervalS, keptBeacons } from '../limits.js'
import { beaconPreimage } from '../rules/evidence.js'
import { type Beacon, heightRecord, loadBeacons, saveBeacons } from '../state/beacons.js'
import { toNs } from './now.js'

export function nextBeacon(last: Beacon | undefined): Beacon {
  const previous = last?.value ?? zeroBytes32
  return {
    number: (last?.number ?? 0n) + 1n,
    value: sha256(
      beaconPreimage(randomSeed(), heightRecord.encode({ height: blockIndex() }), previous),
    ),
    madeAtNs: blockTimestamp(),
  }
}

/** The next one, when it is due; the oldest falls away. */
export function makeBeacon(): Beacon {
  const beacons = loadBeacons()
  const last = beacons[beacons.length - 1]
  const now = blockTimestamp()
  const dueNs = last === undefined ? now : last.madeAtNs + toNs(beaconIntervalS)
  if (now < dueNs) fail('ERR_BEACON_YOUNG', dueNs, now)
  const beacon = nextBeacon(last)
  saveBeacons([...beacons, beacon].slice(-keptBeacons))
  emit('beacon_made', { number: String(beacon.number), value: hexEncode(beacon.value) })
  return beacon
}
