/** The attestation contract: its entry points, and its set-up. `interface.ts` documents the wire form. */
import { chainId, hexEncode, type RawArgs, utf8Decode } from '@research-hub/compiler/host'
import { initialize, NearBindgen } from '../common/entry/bindgen.js'
import { initGovernance } from '../common/state/governance.js'
import { accountId, decodeArgs, hex, integer } from '../common/wire/decode.js'
import { emit } from '../common/wire/events.js'
import { fail } from '../common/wire/fail.js'
import { nextBeacon } from './actions/beacons.js'
import type * as wire from './interface.js'
import { maxTimelockS, minTimelockS } from './limits.js'
import { isOnCurve } from './rules/point.js'
import { saveBeacons } from './state/beacons.js'
import { saveConfig } from './state/config.js'

export {
  accept_owner,
  cancel_upgrade,
  execute_upgrade,
  governance,
  migrate,
  pause,
  propose_owner,
  propose_upgrade,
  resume,
  set_guardian,
} from '../common/entry/governance.js'
export { solvency } from '../common/entry/money.js'
export { self_test } from '../common/entry/self-test.js'
export {
  on_storage_withdraw,
  storage_balance_bounds,
  storage_balance_of,
  storage_deposit,
  storage_unregister,
  storage_withdraw,
} from '../common/entry/storage.js'

export {
  tick,
  upsert_pck_ca,
  upsert_pck_crl,
  upsert_qe_identity,
  upsert_root_crl,
  upsert_tcb_info,
  upsert_tcb_signer,
} from './entry/collateral.js'
export {
  allow_machine,
  deny_machine,
  propose_measurement,
  propose_policy,
  remove_measurement,
  retire_policy,
  supersede_measurement,
} from './entry/governed.js'
export {
  beacons,
  check_quote,
  collateral,
  contract_source_metadata,
  explain,
  history,
  is_valid,
  machine,
  measurement,
  params,
  policy,
  was_valid_at,
  worker,
  workers_by_policy,
} from './entry/views.js'
export { forget, invalidate, register, renew, revoke } from './entry/workers.js'

@NearBindgen({})
export class Attestation {
  @initialize({})
  init(raw: RawArgs<wire.InitArgs>): void {
    const args = decodeArgs(raw, {
      owner_id: accountId,
      guardian_id: accountId,
      root_key: hex(64),
      timelock_s: integer(minTimelockS, maxTimelockS),
    })
    if (!isOnCurve(args.root_key)) fail('ERR_ARGS', 'root_key', 'off the curve')
    initGovernance(args.owner_id, args.guardian_id)
    saveConfig({
      rootKey: args.root_key,
      timelockS: args.timelock_s,
      chainId: utf8Decode(chainId()),
    })
    saveBeacons([nextBeacon(undefined)])
    emit('initialized', { owner_id: args.owner_id, root_key: hexEncode(args.root_key) })
  }
}
