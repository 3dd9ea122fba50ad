/** Set-up. */
import { hexEncode, input, type RawArgs } from '@research-hub/compiler/host'
import { requireSelf } from '../../common/entry/reply.js'
import { accountId, boolean, decodeArgs, hex, integer, optional } from '../../common/wire/decode.js'
import { fail } from '../../common/wire/fail.js'
import { setUp } from '../actions/set-up.js'
import type * as wire from '../interface.js'
import { intelRootKey, maxTimelockS, minTimelockS } from '../limits.js'
import { isOnCurve } from '../rules/point.js'

/**
 * Sets the contract up. Private: callable once, by the contract's own account. A root key other than Intel's needs
 * `test_root`. Errors: ERR_ALREADY_INITIALIZED.
 * @private
 * @init
 */
export function init(raw: RawArgs<wire.InitArgs> = input()): void {
  requireSelf('init')
  const args = decodeArgs(raw, {
    owner_id: accountId,
    guardian_id: accountId,
    root_key: hex(64),
    timelock_s: integer(minTimelockS, maxTimelockS),
    test_root: optional(boolean),
  })
  if (!isOnCurve(args.root_key)) fail('ERR_ARGS', 'root_key', 'off the curve')
  const isVendor = hexEncode(args.root_key) === intelRootKey
  const isTest = args.test_root === true
  if (isVendor === isTest) fail('ERR_ARGS', 'root_key', 'not the one that test_root says')
  setUp(args.owner_id, args.guardian_id, args.root_key, args.timelock_s, isTest)
}
