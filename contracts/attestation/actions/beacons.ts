import { blockIndex, blockTimestamp, randomSeed, sha256 } from '@research-hub/compiler/host'
import { pack } from '../../common/state/record.js'
import { beaconPreimage } from '../rules/evidence.js'
import type { Beacon } from '../state/beacons.js'

/** A value nobody knew before this block, chained to the one before. */
export function nextBeacon(last: Beacon | undefined): Beacon {
  const previous = last?.value ?? new Uint8Array(32)
  return {
    number: (last?.number ?? 0n) + 1n,
    value: sha256(beaconPreimage(randomSeed(), pack('8', [blockIndex()]), previous)),
    madeAtNs: blockTimestamp(),
  }
}
