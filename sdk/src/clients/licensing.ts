import { acceptAsset } from '../actions/licensing/accept-asset.js'
import { addParent } from '../actions/licensing/add-parent.js'
import { addTerms } from '../actions/licensing/add-terms.js'
import { ancestors } from '../actions/licensing/ancestors.js'
import { asset } from '../actions/licensing/asset.js'
import { assetOfEntry } from '../actions/licensing/asset-of-entry.js'
import { bindLicence } from '../actions/licensing/bind-licence.js'
import { burnLicence } from '../actions/licensing/burn-licence.js'
import { buyLicence } from '../actions/licensing/buy-licence.js'
import { claimFee } from '../actions/licensing/claim-fee.js'
import { claimResidual } from '../actions/licensing/claim-residual.js'
import { claimSplit } from '../actions/licensing/claim-split.js'
import { claimTreasury } from '../actions/licensing/claim-treasury.js'
import { claimableSplit } from '../actions/licensing/claimable-split.js'
import { consume } from '../actions/licensing/consume.js'
import { dropPending } from '../actions/licensing/drop-pending.js'
import { epochFlow } from '../actions/licensing/epoch-flow.js'
import { flow } from '../actions/licensing/flow.js'
import { forwardPoolShare } from '../actions/licensing/forward-pool-share.js'
import { licence } from '../actions/licensing/licence.js'
import { nftApprove } from '../actions/licensing/nft-approve.js'
import { nftIsApproved } from '../actions/licensing/nft-is-approved.js'
import { nftMetadata } from '../actions/licensing/nft-metadata.js'
import { nftPayout } from '../actions/licensing/nft-payout.js'
import { nftRevoke } from '../actions/licensing/nft-revoke.js'
import { nftRevokeAll } from '../actions/licensing/nft-revoke-all.js'
import { nftSupplyForOwner } from '../actions/licensing/nft-supply-for-owner.js'
import { nftToken } from '../actions/licensing/nft-token.js'
import { nftTokens } from '../actions/licensing/nft-tokens.js'
import { nftTokensForOwner } from '../actions/licensing/nft-tokens-for-owner.js'
import { nftTotalSupply } from '../actions/licensing/nft-total-supply.js'
import { nftTransfer } from '../actions/licensing/nft-transfer.js'
import { nftTransferCall } from '../actions/licensing/nft-transfer-call.js'
import { offer } from '../actions/licensing/offer.js'
import { offers } from '../actions/licensing/offers.js'
import { openFlow } from '../actions/licensing/open-flow.js'
import { outboxReceived } from '../actions/licensing/outbox-received.js'
import { params } from '../actions/licensing/params.js'
import { parents } from '../actions/licensing/parents.js'
import { pullRoyalty } from '../actions/licensing/pull-royalty.js'
import { pullable } from '../actions/licensing/pullable.js'
import { recordRevenue } from '../actions/licensing/record-revenue.js'
import { registerAsset } from '../actions/licensing/register-asset.js'
import { registerFromEntry } from '../actions/licensing/register-from-entry.js'
import { retireTerms } from '../actions/licensing/retire-terms.js'
import { seal } from '../actions/licensing/seal.js'
import { setFees } from '../actions/licensing/set-fees.js'
import { setNextPool } from '../actions/licensing/set-next-pool.js'
import { setSplitEpoch } from '../actions/licensing/set-split-epoch.js'
import { split } from '../actions/licensing/split.js'
import { tag } from '../actions/licensing/tag.js'
import { terms } from '../actions/licensing/terms.js'
import { untag } from '../actions/licensing/untag.js'
import { type Bound, bind } from './bind.js'
import type { Client } from './client.js'
import { type SharedClient, sharedClient } from './shared.js'

/** Every action of the licensing contract with its client filled in. */
export type LicensingClient = SharedClient & {
  readonly acceptAsset: Bound<typeof acceptAsset>
  readonly addParent: Bound<typeof addParent>
  readonly addTerms: Bound<typeof addTerms>
  readonly ancestors: Bound<typeof ancestors>
  readonly asset: Bound<typeof asset>
  readonly assetOfEntry: Bound<typeof assetOfEntry>
  readonly bindLicence: Bound<typeof bindLicence>
  readonly burnLicence: Bound<typeof burnLicence>
  readonly buyLicence: Bound<typeof buyLicence>
  readonly claimFee: Bound<typeof claimFee>
  readonly claimResidual: Bound<typeof claimResidual>
  readonly claimSplit: Bound<typeof claimSplit>
  readonly claimTreasury: Bound<typeof claimTreasury>
  readonly claimableSplit: Bound<typeof claimableSplit>
  readonly consume: Bound<typeof consume>
  readonly dropPending: Bound<typeof dropPending>
  readonly epochFlow: Bound<typeof epochFlow>
  readonly flow: Bound<typeof flow>
  readonly forwardPoolShare: Bound<typeof forwardPoolShare>
  readonly licence: Bound<typeof licence>
  readonly nftApprove: Bound<typeof nftApprove>
  readonly nftIsApproved: Bound<typeof nftIsApproved>
  readonly nftMetadata: Bound<typeof nftMetadata>
  readonly nftPayout: Bound<typeof nftPayout>
  readonly nftRevoke: Bound<typeof nftRevoke>
  readonly nftRevokeAll: Bound<typeof nftRevokeAll>
  readonly nftSupplyForOwner: Bound<typeof nftSupplyForOwner>
  readonly nftToken: Bound<typeof nftToken>
  readonly nftTokens: Bound<typeof nftTokens>
  readonly nftTokensForOwner: Bound<typeof nftTokensForOwner>
  readonly nftTotalSupply: Bound<typeof nftTotalSupply>
  readonly nftTransfer: Bound<typeof nftTransfer>
  readonly nftTransferCall: Bound<typeof nftTransferCall>
  readonly offer: Bound<typeof offer>
  readonly offers: Bound<typeof offers>
  readonly openFlow: Bound<typeof openFlow>
  readonly outboxReceived: Bound<typeof outboxReceived>
  readonly params: Bound<typeof params>
  readonly parents: Bound<typeof parents>
  readonly pullRoyalty: Bound<typeof pullRoyalty>
  readonly pullable: Bound<typeof pullable>
  readonly recordRevenue: Bound<typeof recordRevenue>
  readonly registerAsset: Bound<typeof registerAsset>
  readonly registerFromEntry: Bound<typeof registerFromEntry>
  readonly retireTerms: Bound<typeof retireTerms>
  readonly seal: Bound<typeof seal>
  readonly setFees: Bound<typeof setFees>
  readonly setNextPool: Bound<typeof setNextPool>
  readonly setSplitEpoch: Bound<typeof setSplitEpoch>
  readonly split: Bound<typeof split>
  readonly tag: Bound<typeof tag>
  readonly terms: Bound<typeof terms>
  readonly untag: Bound<typeof untag>
}

export function licensingClient(client: Client): LicensingClient {
  return {
    ...sharedClient(client, 'licensing'),
    ...bind(
      {
        acceptAsset,
        addParent,
        addTerms,
        ancestors,
        asset,
        assetOfEntry,
        bindLicence,
        burnLicence,
        buyLicence,
        claimFee,
        claimResidual,
        claimSplit,
        claimTreasury,
        claimableSplit,
        consume,
        dropPending,
        epochFlow,
        flow,
        forwardPoolShare,
        licence,
        nftApprove,
        nftIsApproved,
        nftMetadata,
        nftPayout,
        nftRevoke,
        nftRevokeAll,
        nftSupplyForOwner,
        nftToken,
        nftTokens,
        nftTokensForOwner,
        nftTotalSupply,
        nftTransfer,
        nftTransferCall,
        offer,
        offers,
        openFlow,
        outboxReceived,
        params,
        parents,
        pullRoyalty,
        pullable,
        recordRevenue,
        registerAsset,
        registerFromEntry,
        retireTerms,
        seal,
        setFees,
        setNextPool,
        setSplitEpoch,
        split,
        tag,
        terms,
        untag,
      },
      client,
    ),
  }
}
