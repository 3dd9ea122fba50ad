/** Setting up. */
import { input, type RawArgs } from '@research-hub/compiler/host'
import { requireSelf } from '../../common/entry/reply.js'
import { initGovernance } from '../../common/state/governance.js'
import { requireOthers } from '../../common/wire/caller.js'
import { accountId, decodeArgs, integer } from '../../common/wire/decode.js'
import { emit } from '../../common/wire/events.js'
import type * as wire from '../interface.js'
import { saveConfig } from '../state/config.js'

/**
 * Sets the contract up. Its own account, once. Errors: ERR_ARGS, ERR_ALREADY_INITIALIZED.
 * @private
 * @init
 */
export function init(raw: RawArgs<wire.InitArgs> = input()): void {
  requireSelf('init')
  const args = decodeArgs(raw, {
    owner_id: accountId,
    guardian_id: accountId,
    ladder_id: accountId,
    licensing_id: accountId,
    tiers: integer(1, 16),
  })
  const { ladder_id: ladderId, licensing_id: licensingId, tiers } = args
  requireOthers({ ladder_id: ladderId, licensing_id: licensingId })
  initGovernance(args.owner_id, args.guardian_id)
  saveConfig({ ladderId, licensingId, lastSeriesId: 0, lastCid: 0, tiers })
  emit('initialized', { owner_id: args.owner_id })
}
