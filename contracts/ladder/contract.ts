/** Entry points of the ladder contract; `interface.ts` documents each. */
import { attachedDeposit, blockTimestamp, type RawArgs } from '@research-hub/compiler/host'
import { call, initialize, NearBindgen } from '../common/bindgen.js'
import { caller } from '../common/caller.js'
import { accountId, decodeArgs, hex, integer, optional, text, u64, u128 } from '../common/decode.js'
import { emit } from '../common/events.js'
import { fail } from '../common/fail.js'
import { initGovernance, requireNotPaused, requireOwner } from '../common/governance.js'
import { acceptOnce } from '../common/inbox.js'
import type { FtOnTransferArgs } from '../common/interface.js'
import { credit } from '../common/money.js'
import { token } from '../common/tokens.js'
import { changeTotals, near } from '../common/totals.js'
import { transferWithCallback } from '../common/transfers.js'
import { moment, requireNeighbour } from './checks.js'
import {
  count,
  proofBytes,
  seasonNumber,
  seatTier,
  stageNumber,
  stageTerms,
  tierConfigs,
  tierFields,
  tierNumber,
} from './decoders.js'
import { failLadder } from './errors.js'
import type * as wire from './interface.js'
import {
  maxSeasonS,
  maxWindowS,
  minSeasonS,
  minWindowS,
  nsPerS,
  pauseCredits,
  pausePools,
  pauseReleases,
  pauseSeats,
} from './limits.js'
import * as poolMoney from './pool-money.js'
import * as releases from './pool-releases.js'
import * as standing from './promotion.js'
import * as resources from './resource-credits.js'
import * as seating from './seating.js'
import { noteRound, planTier, setUpTiers } from './settings.js'
import { requireConfig, saveConfig } from './state/config.js'
import { takeTokens } from './token-receipt.js'

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
  nft_metadata,
  nft_supply_for_owner,
  nft_token,
  nft_tokens_for_owner,
  nft_total_supply,
} from './entry/nft-views.js'
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
const tierAccount = { tier: tierNumber, account_id: accountId }
const seatAccount = { tier: seatTier, account_id: accountId }
const poolOnly = { pool_id: u64 }
const poolMember = { pool_id: u64, account_id: optional(accountId) }
const seatTransfer = {
  receiver_id: accountId,
  token_id: text(128),
  approval_id: optional(count),
  memo: optional(text(1024)),
}

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
  on_final(raw: RawArgs<wire.OnFinalArgs>): void {
    const args = decodeArgs(raw, {
      cid: u64,
      tier: tierNumber,
      seats_hint: optional(count),
      results_root: hex(32),
      ranked: count,
      finalised_at_ns: u64,
      outbox_id: u64,
    })
    const now = moment()
    requireNeighbour(now.config.competitionId)
    if (!acceptOnce(now.config.competitionId, args.outbox_id)) return
    noteRound(now, args.cid, {
      tier: args.tier,
      resultsRoot: args.results_root,
      ranked: args.ranked,
      finalisedAtNs: args.finalised_at_ns,
    })
  }

  @call({})
  grant_credits(raw: RawArgs<wire.GrantCreditsArgs>): void {
    const args = decodeArgs(raw, {
      cid: u64,
      account_id: accountId,
      amount: u128,
      outbox_id: u64,
    })
    const { config, season } = moment()
    requireNeighbour(config.competitionId)
    if (!acceptOnce(config.competitionId, args.outbox_id)) return
    resources.grantCredits(args.account_id, args.cid, args.amount, season)
  }

  @call({ payableFunction: true })
  deposit_revenue(raw: RawArgs<wire.DepositRevenueArgs>): void {
    const args = decodeArgs(raw, { pool_id: u64, outbox_id: u64 })
    const { licensingId } = requireConfig()
    requireNeighbour(licensingId)
    const amountYocto = attachedDeposit()
    if (!acceptOnce(licensingId, args.outbox_id)) {
      transferWithCallback(licensingId, amountYocto, undefined)
      return
    }
    poolMoney.depositRevenue(args.pool_id, near, amountYocto)
    changeTotals(near, { locked: amountYocto })
  }

  @call({})
  ft_on_transfer(raw: RawArgs<FtOnTransferArgs>): string {
    return takeTokens(raw)
  }

  @call({})
  qualify(raw: RawArgs<wire.QualifyArgs>): void {
    const args = decodeArgs(raw, { cid: u64, account_id: accountId, proof: proofBytes })
    standing.qualify(args.cid, args.account_id, args.proof)
  }

  @call({})
  forget_results(raw: RawArgs<wire.TierAccountArgs>): void {
    const args = decodeArgs(raw, tierAccount)
    standing.forgetResults(args.tier, args.account_id)
  }

  @call({})
  stand(raw: RawArgs<wire.TierAccountArgs>): void {
    const args = decodeArgs(raw, tierAccount)
    requireNotPaused(pauseSeats, 'stand')
    standing.stand(args.tier, args.account_id)
  }

  @call({})
  clear_standing(raw: RawArgs<wire.ClearStandingArgs>): void {
    const args = decodeArgs(raw, { ...tierAccount, season: seasonNumber })
    standing.clearStanding(args.tier, args.season, args.account_id)
  }

  @call({})
  offer_seats(raw: RawArgs<wire.OfferSeatsArgs>): number {
    const args = decodeArgs(raw, { tier: seatTier, limit: optional(integer(1, 10)) })
    requireNotPaused(pauseSeats, 'offer_seats')
    return seating.offerSeats(args.tier, args.limit ?? 1)
  }

  @call({})
  expire_offer(raw: RawArgs<wire.TierAccountArgs>): void {
    const args = decodeArgs(raw, seatAccount)
    seating.expireOffer(args.tier, args.account_id)
  }

  @call({})
  claim_seat(raw: RawArgs<wire.TierArgs>): string {
    return seating.claimSeat(decodeArgs(raw, { tier: seatTier }).tier)
  }

  @call({})
  announce_seat(raw: RawArgs<wire.TierAccountArgs>): void {
    const args = decodeArgs(raw, seatAccount)
    seating.announceSeat(args.tier, args.account_id)
  }

  @call({})
  resign(raw: RawArgs<wire.TierArgs>): void {
    seating.resign(decodeArgs(raw, { tier: seatTier }).tier)
  }

  @call({})
  evict(raw: RawArgs<wire.TierAccountArgs>): void {
    const args = decodeArgs(raw, seatAccount)
    seating.evict(args.tier, args.account_id)
  }

  @call({})
  spend_credits(raw: RawArgs<wire.SpendCreditsArgs>): void {
    const args = decodeArgs(raw, { provider_id: accountId, amount: u128 })
    requireNotPaused(pauseCredits, 'spend_credits')
    resources.spendCredits(args.provider_id, args.amount)
  }

  @call({})
  drop_credits(raw: RawArgs<wire.AccountIdArgs>): void {
    resources.dropCredits(decodeArgs(raw, { account_id: accountId }).account_id)
  }

  @call({})
  register_provider(raw: RawArgs<wire.ProviderArgs>): void {
    const args = decodeArgs(raw, { provider_id: accountId })
    requireOwner()
    resources.registerProvider(args.provider_id)
  }

  @call({})
  remove_provider(raw: RawArgs<wire.ProviderArgs>): void {
    const args = decodeArgs(raw, { provider_id: accountId })
    requireOwner()
    resources.endProvider(args.provider_id)
  }

  @call({})
  set_tier(raw: RawArgs<wire.SetTierArgs>): void {
    const args = decodeArgs(raw, { ...tierFields, tier: tierNumber, from_season: seasonNumber })
    requireOwner()
    planTier(args.tier, args.from_season, args)
  }

  @call({})
  create_pool(raw: RawArgs<wire.CreatePoolArgs>): string {
    const args = decodeArgs(raw, {
      tier: tierNumber,
      token,
      manager_id: accountId,
      goal: u128,
      deadline_ns: u64,
      stages: stageTerms,
    })
    requireNotPaused(pausePools, 'create_pool')
    const stages = args.stages.map((stage) => ({
      limit: stage.limit,
      deadlineNs: stage.deadline_ns,
    }))
    const id = releases.createPool(
      {
        tier: args.tier,
        token: args.token,
        managerId: args.manager_id,
        goal: args.goal,
        deadlineNs: args.deadline_ns,
      },
      stages,
    )
    return String(id)
  }

  @call({})
  set_next_pool(raw: RawArgs<wire.SetNextPoolArgs>): void {
    const args = decodeArgs(raw, { tier: tierNumber, pool_id: u64 })
    requireOwner()
    releases.setNextPool(args.tier, args.pool_id)
  }

  @call({ payableFunction: true })
  contribute(raw: RawArgs<wire.PoolIdArgs>): string {
    const { pool_id: id } = decodeArgs(raw, poolOnly)
    requireNotPaused(pausePools, 'contribute')
    const attachedYocto = attachedDeposit()
    const takenYocto = poolMoney.contribute(id, caller(), near, attachedYocto)
    const restYocto = attachedYocto - takenYocto
    credit(caller(), near, restYocto)
    changeTotals(near, { locked: takenYocto, credits: restYocto })
    return String(takenYocto)
  }

  @call({})
  refund(raw: RawArgs<wire.PoolMemberArgs>): void {
    const args = decodeArgs(raw, poolMember)
    poolMoney.refund(args.pool_id, args.account_id ?? caller())
  }

  @call({})
  claim_revenue(raw: RawArgs<wire.PoolMemberArgs>): void {
    const args = decodeArgs(raw, poolMember)
    poolMoney.claimRevenue(args.pool_id, args.account_id ?? caller())
  }

  @call({})
  leave_pool(raw: RawArgs<wire.PoolIdArgs>): void {
    poolMoney.leavePool(decodeArgs(raw, poolOnly).pool_id)
  }

  @call({})
  sweep_pool(raw: RawArgs<wire.PoolIdArgs>): void {
    poolMoney.sweepPool(decodeArgs(raw, poolOnly).pool_id)
  }

  @call({})
  propose_release(raw: RawArgs<wire.ProposeReleaseArgs>): void {
    const args = decodeArgs(raw, {
      ...poolOnly,
      amount: u128,
      evidence_hash: hex(32),
      to_account_id: optional(accountId),
      to_cid: optional(u64),
    })
    requireNotPaused(pauseReleases, 'propose_release')
    releases.proposeRelease(args.pool_id, args.amount, args.evidence_hash, targetOf(args))
  }

  @call({})
  veto_release(raw: RawArgs<wire.PoolIdArgs>): void {
    releases.vetoRelease(decodeArgs(raw, poolOnly).pool_id)
  }

  @call({})
  withdraw_proposal(raw: RawArgs<wire.PoolIdArgs>): void {
    releases.withdrawProposal(decodeArgs(raw, poolOnly).pool_id)
  }

  @call({ payableFunction: true })
  release(raw: RawArgs<wire.PoolIdArgs>): void {
    const { pool_id: id } = decodeArgs(raw, poolOnly)
    requireNotPaused(pauseReleases, 'release')
    releases.release(id)
  }

  @call({})
  recall_release(raw: RawArgs<wire.PoolStageArgs>): void {
    const args = decodeArgs(raw, { ...poolOnly, stage: stageNumber })
    releases.recallRelease(args.pool_id, args.stage)
  }

  @call({ payableFunction: true })
  nft_transfer(raw: RawArgs<wire.NftTransferArgs>): void {
    failLadder('ERR_SOUL_BOUND', decodeArgs(raw, seatTransfer).token_id)
  }

  @call({ payableFunction: true })
  nft_transfer_call(raw: RawArgs<wire.NftTransferArgs>): void {
    const args = decodeArgs(raw, { ...seatTransfer, msg: optional(text(4096)) })
    failLadder('ERR_SOUL_BOUND', args.token_id)
  }
}

function targetOf(args: {
  readonly to_account_id: string | undefined
  readonly to_cid: bigint | undefined
}): { readonly kind: 'account' | 'competition'; readonly id: string } {
  const { to_account_id: account, to_cid: cid } = args
  if (account !== undefined && cid === undefined) return { kind: 'account', id: account }
  if (account === undefined && cid !== undefined) return { kind: 'competition', id: String(cid) }
  return failLadder('ERR_RELEASE_TARGET')
}
