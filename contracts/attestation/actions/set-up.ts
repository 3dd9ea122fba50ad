/** The contract's first call. */
import { chainId, hexEncode, utf8Decode } from '@research-hub/compiler/host'
import { initGovernance } from '../../common/state/governance.js'
import { emit } from '../../common/wire/events.js'
import { saveBeacons } from '../state/beacons.js'
import { saveConfig } from '../state/config.js'
import { nextBeacon } from './beacons.js'

export function setUp(
  ownerId: string,
  guardianId: string,
  rootKey: Uint8Array,
  timelockS: number,
  isTestRoot: boolean,
): void {
  initGovernance(ownerId, guardianId)
  saveConfig({ rootKey, timelockS, isTestRoot, chainId: utf8Decode(chainId()) })
  saveBeacons([nextBeacon(undefined)])
  emit('initialized', { owner_id: ownerId, root_key: hexEncode(rootKey) })
}
