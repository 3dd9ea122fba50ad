/** The ladder contract: its entry points, and its set-up. `interface.ts` documents the wire form. */
import { blockTimestamp, type RawArgs } from '@research-hub/compiler/host'
import { call, initialize, NearBindgen } from '../common/entry/bindgen.js'
import { initGovernance, requireOwner } from '../common/state/governance.js'
import { accountId, decodeArgs, integer, optional, u64 } from '../common/wire/decode.js'
import { emit } from '../common/wire/events.js'
import { fail } from '../common/wire/fail.js'
import { planTier, setUpTiers } from './actions/tiers.js'
import type * as wire from './interface.js'
import { maxSeasonS, maxWindowS, minSeasonS, minWindowS, nsPerS } from './limits.js'
import { seasonNumber, tierConfigs, tierFields, tierNumber } from './rules/decoders.js'
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
  register_token,
  resume,
  set_guardian,
} from '../common/entry/governance.js'
export {
  credit_of,
  deposit,
  drop_token,
  hold_token,
  on_withdraw,
  solvency,
  tokens,
  withdraw,
} from '../common/entry/money.js'
export {
  on_outbox,
  on_outbox_probe,
  outbox_entry,
  outbox_received,
  retry_outbox,
} from '../common/entry/outbox.js'
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
  drop_credits,
  register_provider,
  remove_provider,
  spend_credits,
} from './entry/credits.js'
export {
  deposit_revenue,
  ft_on_transfer,
  grant_credits,
  on_final,
  return_release,
} from './entry/neighbours.js'
export {
  nft_metadata,
  nft_supply_for_owner,
  nft_token,
  nft_tokens_for_owner,
  nft_total_supply,
} from './entry/nft-views.js'
export {
  claim_revenue,
  contribute,
  create_pool,
  leave_pool,
  refund,
  set_next_pool,
  sweep_pool,
} from './entry/pools.js'
export {
  clear_standing,
  forget_results,
  qualify,
  stand,
} from './entry/promotion.js'
export {
  propose_release,
  recall_release,
  release,
  veto_release,
  withdraw_proposal,
} from './entry/releases.js'
export {
  announce_seat,
  claim_seat,
  evict,
  expire_offer,
  nft_transfer,
  nft_transfer_call,
  offer_seats,
  resign,
} from './entry/seats.js'
export {
  candidates,
  contract_source_metadata,
  credits,
  member,
  offer,
  params,
  pool,
  promotion,
  proposal,
  provider,
  results,
  round,
  season,
  seat,
  tier,
} from './entry/views.js'

const window = integer(minWindowS, maxWindowS)

@NearBindgen({})
export class Ladder {
  @initialize({})
  init(raw: RawArgs<wire.InitArgs>): void {
    const args = decodeArgs(raw, {
      owner_id: accountId,
      guardian_id: accountId,
      competition_id: accountId,
      licensing_id: accountId,
      tiers: tierConfigs,
      season_s: integer(minSeasonS, maxSeasonS),
      standing_s: window,
      offer_s: window,
      veto_s: window,
      genesis_ns: optional(u64),
    })
    if (args.standing_s >= args.season_s) fail('ERR_ARGS', 'standing_s', 'not below season_s')
    initGovernance(args.owner_id, args.guardian_id)
    saveConfig({
      competitionId: args.competition_id,
      licensingId: args.licensing_id,
      genesisNs: args.genesis_ns ?? blockTimestamp(),
      seasonNs: BigInt(args.season_s) * nsPerS,
      standingNs: BigInt(args.standing_s) * nsPerS,
      offerNs: BigInt(args.offer_s) * nsPerS,
      vetoNs: BigInt(args.veto_s) * nsPerS,
      tiers: args.tiers.length,
    })
    setUpTiers(args.tiers)
    emit('initialized', { owner_id: args.owner_id, tiers: args.tiers.length })
  }

  @call({})
  set_tier(raw: RawArgs<wire.SetTierArgs>): void {
    const args = decodeArgs(raw, { ...tierFields, tier: tierNumber, from_season: seasonNumber })
    requireOwner()
    planTier(args.tier, args.from_season, args)
  }
}
