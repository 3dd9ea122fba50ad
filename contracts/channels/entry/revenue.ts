/** Passing on what settlements set aside. */
import { input, type RawArgs } from '@research-hub/compiler/host'
import { refuseDeposit, reply } from '../../common/entry/reply.js'
import { token } from '../../common/state/tokens.js'
import { near } from '../../common/state/totals.js'
import { decodeArgs, u64 } from '../../common/wire/decode.js'
import type { TokenArgs } from '../../common/wire/interface.js'
import { collectFees, forwardRoyalty } from '../actions/revenue.js'
import type * as wire from '../interface.js'

/**
 * Sends what the asset's royalties have come to by the outbox to licensing's `record_revenue`; returns the
 * outbox id. Anyone; one yoctoNEAR attached for a NEP-141 token. Errors: ERR_NO_ROYALTY,
 * ERR_ROYALTY_UNDER_WAY, ERR_ONE_YOCTO.
 * @payable
 */
export function forward_royalty(raw: RawArgs<wire.RoyaltyArgs> = input()): wire.DecimalU64 {
  const args = decodeArgs(raw, { asset_id: u64, token })
  if (args.token === near) refuseDeposit('forward_royalty')
  return reply(String(forwardRoyalty(args.token, args.asset_id)))
}

/** Credits the fee recipient, who must be able to hold the token. Anyone. Errors: ERR_NO_FEES, ERR_TOKEN_NOT_HELD. */
export function collect_fees(raw: RawArgs<TokenArgs> = input()): wire.DecimalU128 {
  refuseDeposit('collect_fees')
  return reply(String(collectFees(decodeArgs(raw, { token }).token)))
}
