/** Entry points of the licensing contract; `interface.ts` documents each. */
import type { RawArgs } from '@research-hub/compiler/host'
import { call, initialize, NearBindgen, view } from '../common/bindgen.js'
import { decodeArgs } from '../common/decode.js'
import type { ContractSourceMetadata } from '../common/interface.js'
import * as assets from './assets.js'
import * as claims from './claims.js'
import * as disputes from './disputes.js'
import type * as wire from './interface.js'
import * as licences from './licences.js'
import { version } from './limits.js'
import * as links from './links.js'
import * as nftTransfer from './nft-transfer.js'
import * as nftViews from './nft-views.js'
import * as offering from './offers.js'
import * as revenue from './revenue.js'
import * as sales from './sales.js'
import * as setUp from './set-up.js'
import * as splits from './splits.js'
import * as tokensIn from './tokens-in.js'
import * as treasury from './treasury.js'
import * as views from './views.js'

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

@NearBindgen({})
export class Licensing {
  @initialize({})
  init(raw: RawArgs<wire.InitArgs>): void {
    setUp.setUp(raw)
  }

  @call({})
  set_fees(raw: RawArgs<wire.SetFeesArgs>): void {
    setUp.setFees(raw)
  }

  @call({})
  set_next_pool(raw: RawArgs<wire.SetNextPoolArgs>): void {
    setUp.setNextPool(raw)
  }

  @call({})
  register_asset(raw: RawArgs<wire.RegisterAssetArgs>): string {
    return assets.registerAsset(raw)
  }

  @call({})
  register_from_entry(raw: RawArgs<wire.RegisterFromEntryArgs>): string {
    return assets.registerFromEntry(raw)
  }

  @call({})
  accept_asset(raw: RawArgs<wire.AssetArgs>): void {
    assets.acceptAsset(raw)
  }

  @call({})
  drop_pending(raw: RawArgs<wire.AssetArgs>): void {
    assets.dropPending(raw)
  }

  @call({})
  add_parent(raw: RawArgs<wire.AddParentArgs>): void {
    links.addParent(raw)
  }

  @call({})
  seal(raw: RawArgs<wire.AssetArgs>): void {
    assets.sealAsset(raw)
  }

  @call({})
  set_split_epoch(raw: RawArgs<wire.SetSplitEpochArgs>): number {
    return splits.setSplitEpoch(raw)
  }

  @call({})
  add_terms(raw: RawArgs<wire.AddTermsArgs>): string {
    return offering.addTerms(raw)
  }

  @call({})
  retire_terms(raw: RawArgs<wire.OfferArgs>): void {
    offering.retireTerms(raw)
  }

  @call({ payableFunction: true })
  buy_licence(raw: RawArgs<wire.BuyLicenceArgs>): string {
    return sales.buyLicence(raw)
  }

  @call({})
  consume(raw: RawArgs<wire.ConsumeArgs>): string {
    return licences.consume(raw)
  }

  @call({})
  bind_licence(raw: RawArgs<wire.BindLicenceArgs>): void {
    licences.bindLicence(raw)
  }

  @call({})
  burn_licence(raw: RawArgs<wire.LicenceArgs>): void {
    licences.burnLicence(raw)
  }

  @call({ payableFunction: true })
  record_revenue(raw: RawArgs<wire.RecordRevenueArgs>): boolean {
    return revenue.recordRevenue(raw)
  }

  @call({})
  open_flow(raw: RawArgs<wire.FlowArgs>): void {
    treasury.openFlow(raw)
  }

  @call({})
  pull_royalty(raw: RawArgs<wire.PullRoyaltyArgs>): string {
    return revenue.pullRoyalty(raw)
  }

  @call({})
  claim_split(raw: RawArgs<wire.ClaimSplitArgs>): string {
    return claims.claimSplit(raw)
  }

  @call({})
  claim_residual(raw: RawArgs<wire.ClaimResidualArgs>): string {
    return claims.claimResidual(raw)
  }

  @call({})
  claim_fee(raw: RawArgs<wire.FlowArgs>): string {
    return treasury.claimFee(raw)
  }

  @call({ payableFunction: true })
  forward_pool_share(raw: RawArgs<wire.FlowArgs>): string {
    return treasury.forwardPoolShare(raw)
  }

  @call({})
  claim_treasury(raw: RawArgs<wire.FlowArgs>): string {
    return treasury.claimTreasury(raw)
  }

  @call({})
  tag(raw: RawArgs<wire.TagArgs>): void {
    disputes.tagAsset(raw)
  }

  @call({})
  untag(raw: RawArgs<wire.AssetArgs>): void {
    disputes.untagAsset(raw)
  }

  @call({})
  ft_on_transfer(raw: RawArgs<wire.FtOnTransferArgs>): string {
    return tokensIn.onTokens(raw)
  }

  @call({ payableFunction: true })
  nft_transfer(raw: RawArgs<wire.NftTransferArgs>): void {
    nftTransfer.nftTransfer(raw)
  }

  @call({ payableFunction: true })
  nft_transfer_call(raw: RawArgs<wire.NftTransferCallArgs>): void {
    nftTransfer.nftTransferCall(raw)
  }

  @call({ privateFunction: true })
  nft_resolve_transfer(raw: RawArgs<wire.NftResolveArgs>): boolean {
    return nftTransfer.nftResolveTransfer(raw)
  }

  @call({ payableFunction: true })
  nft_approve(raw: RawArgs<wire.NftApproveArgs>): void {
    nftTransfer.nftApprove(raw)
  }

  @call({ payableFunction: true })
  nft_revoke(raw: RawArgs<wire.NftRevokeArgs>): void {
    nftTransfer.nftRevoke(raw)
  }

  @call({ payableFunction: true })
  nft_revoke_all(raw: RawArgs<wire.NftTokenArgs>): void {
    nftTransfer.nftRevokeAll(raw)
  }

  @view({})
  nft_is_approved(raw: RawArgs<wire.NftIsApprovedArgs>): boolean {
    return nftTransfer.nftIsApproved(raw)
  }

  @view({})
  nft_token(raw: RawArgs<wire.NftTokenArgs>): wire.NftTokenView | null {
    return nftViews.nftToken(raw)
  }

  @view({})
  nft_metadata(raw: RawArgs<wire.NoArgs>): wire.NftContractMetadata {
    return nftViews.nftMetadata(raw)
  }

  @view({})
  nft_total_supply(raw: RawArgs<wire.NoArgs>): string {
    return nftViews.nftTotalSupply(raw)
  }

  @view({})
  nft_tokens(raw: RawArgs<wire.NftTokensArgs>): readonly wire.NftTokenView[] {
    return nftViews.nftTokens(raw)
  }

  @view({})
  nft_supply_for_owner(raw: RawArgs<wire.NftSupplyForOwnerArgs>): string {
    return nftViews.nftSupplyForOwner(raw)
  }

  @view({})
  nft_tokens_for_owner(raw: RawArgs<wire.NftTokensForOwnerArgs>): readonly wire.NftTokenView[] {
    return nftViews.nftTokensForOwner(raw)
  }

  @view({})
  nft_payout(raw: RawArgs<wire.NftPayoutArgs>): wire.PayoutView {
    return nftViews.nftPayout(raw)
  }

  @view({})
  params(raw: RawArgs<wire.NoArgs>): wire.ParamsView {
    return views.params(raw)
  }

  @view({})
  asset(raw: RawArgs<wire.AssetArgs>): wire.AssetView | null {
    return views.asset(raw)
  }

  @view({})
  parents(raw: RawArgs<wire.AssetArgs>): readonly wire.ParentView[] {
    return views.parents(raw)
  }

  @view({})
  ancestors(raw: RawArgs<wire.AssetArgs>): readonly wire.AncestorView[] {
    return views.ancestors(raw)
  }

  @view({})
  terms(raw: RawArgs<wire.TermsArgs>): wire.Terms | null {
    return views.termsOf(raw)
  }

  @view({})
  offer(raw: RawArgs<wire.OfferArgs>): wire.OfferView | null {
    return views.offer(raw)
  }

  @view({})
  offers(raw: RawArgs<wire.OffersArgs>): readonly wire.OfferView[] {
    return views.offers(raw)
  }

  @view({})
  split(raw: RawArgs<wire.SplitArgs>): wire.SplitView {
    return views.split(raw)
  }

  @view({})
  epoch_flow(raw: RawArgs<wire.EpochFlowArgs>): wire.EpochFlowView {
    return views.epochFlow(raw)
  }

  @view({})
  flow(raw: RawArgs<wire.FlowArgs>): wire.FlowView | null {
    return views.flow(raw)
  }

  @view({})
  pullable(raw: RawArgs<wire.PullableArgs>): string {
    return views.pullableRoyalty(raw)
  }

  @view({})
  claimable_split(raw: RawArgs<wire.ClaimSplitArgs>): string {
    return claims.claimableSplit(raw)
  }

  @view({})
  licence(raw: RawArgs<wire.LicenceArgs>): wire.LicenceView | null {
    return views.licence(raw)
  }

  @view({})
  asset_of_entry(raw: RawArgs<wire.EntryArgs>): string | null {
    return views.assetOfEntry(raw)
  }

  @view({})
  contract_source_metadata(raw: RawArgs<wire.NoArgs>): ContractSourceMetadata {
    decodeArgs(raw, {})
    const standards = {
      nep145: '1.0.0',
      nep171: '1.2.0',
      nep177: '2.1.0',
      nep181: '1.0.0',
      nep297: '1.0.0',
      nep330: '1.2.0',
    }
    return {
      version,
      standards: Object.entries(standards).map(([standard, edition]) => ({
        standard,
        version: edition,
      })),
    }
  }
}
