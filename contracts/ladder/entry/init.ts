/** The contract's set-up. */
import { input, type RawArgs } from '@research-hub/compiler/host'
import { requireSelf } from '../../common/entry/reply.js'
import { decodeArgs } from '../../common/wire/decode.js'
import { setUp } from '../actions/set-up.js'
import type * as wire from '../interface.js'
import { initFields } from '../rules/decoders.js'

/**
 * Sets the contract up. Its own account, once. Errors: ERR_ALREADY_INITIALIZED, ERR_TIER_ORDER.
 * @private
 * @init
 */
export function init(raw: RawArgs<wire.InitArgs> = input()): void {
  requireSelf('init')
  setUp(decodeArgs(raw, initFields))
}
