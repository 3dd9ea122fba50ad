import { announceSeat } from '../actions/ladder/announce-seat.js'
import { candidates } from '../actions/ladder/candidates.js'
import { claimRevenue } from '../actions/ladder/claim-revenue.js'
import { claimSeat } from '../actions/ladder/claim-seat.js'
import { clearStanding } from '../actions/ladder/clear-standing.js'
import { contribute } from '../actions/ladder/contribute.js'
import { createPool } from '../actions/ladder/create-pool.js'
import { credits } from '../actions/ladder/credits.js'
import { depositRevenue } from '../actions/ladder/deposit-revenue.js'
import { dropCredits } from '../actions/ladder/drop-credits.js'
import { evict } from '../actions/ladder/evict.js'
import { expireOffer } from '../actions/ladder/expire-offer.js'
import { forgetResults } from '../actions/ladder/forget-results.js'
import { grantCredits } from '../actions/ladder/grant-credits.js'
import { leavePool } from '../actions/ladder/leave-pool.js'
import { member } from '../actions/ladder/member.js'
import { nftMetadata } from '../actions/ladder/nft-metadata.js'
import { nftSupplyForOwner } from '../actions/ladder/nft-supply-for-owner.js'
import { nftToken } from '../actions/ladder/nft-token.js'
import { nftTokensForOwner } from '../actions/ladder/nft-tokens-for-owner.js'
import { nftTotalSupply } from '../actions/ladder/nft-total-supply.js'
import { nftTransfer } from '../actions/ladder/nft-transfer.js'
import { nftTransferCall } from '../actions/ladder/nft-transfer-call.js'
import { offer } from '../actions/ladder/offer.js'
import { offerSeats } from '../actions/ladder/offer-seats.js'
import { onFinal } from '../actions/ladder/on-final.js'
import { outboxReceived } from '../actions/ladder/outbox-received.js'
import { params } from '../actions/ladder/params.js'
import { pool } from '../actions/ladder/pool.js'
import { promotion } from '../actions/ladder/promotion.js'
import { proposal } from '../actions/ladder/proposal.js'
import { proposeRelease } from '../actions/ladder/propose-release.js'
import { provider } from '../actions/ladder/provider.js'
import { qualify } from '../actions/ladder/qualify.js'
import { recallRelease } from '../actions/ladder/recall-release.js'
import { refund } from '../actions/ladder/refund.js'
import { registerProvider } from '../actions/ladder/register-provider.js'
import { release } from '../actions/ladder/release.js'
import { removeProvider } from '../actions/ladder/remove-provider.js'
import { resign } from '../actions/ladder/resign.js'
import { results } from '../actions/ladder/results.js'
import { returnRelease } from '../actions/ladder/return-release.js'
import { round } from '../actions/ladder/round.js'
import { season } from '../actions/ladder/season.js'
import { seat } from '../actions/ladder/seat.js'
import { setNextPool } from '../actions/ladder/set-next-pool.js'
import { setTier } from '../actions/ladder/set-tier.js'
import { spendCredits } from '../actions/ladder/spend-credits.js'
import { stand } from '../actions/ladder/stand.js'
import { sweepPool } from '../actions/ladder/sweep-pool.js'
import { tier } from '../actions/ladder/tier.js'
import { vetoRelease } from '../actions/ladder/veto-release.js'
import { withdrawProposal } from '../actions/ladder/withdraw-proposal.js'
import { type Bound, bind } from './bind.js'
import type { Client } from './client.js'
import { type SharedClient, sharedClient } from './shared.js'

/** Every action of the ladder contract with its client filled in. */
export type LadderClient = SharedClient & {
  readonly announceSeat: Bound<typeof announceSeat>
  readonly candidates: Bound<typeof candidates>
  readonly claimRevenue: Bound<typeof claimRevenue>
  readonly claimSeat: Bound<typeof claimSeat>
  readonly clearStanding: Bound<typeof clearStanding>
  readonly contribute: Bound<typeof contribute>
  readonly createPool: Bound<typeof createPool>
  readonly credits: Bound<typeof credits>
  readonly depositRevenue: Bound<typeof depositRevenue>
  readonly dropCredits: Bound<typeof dropCredits>
  readonly evict: Bound<typeof evict>
  readonly expireOffer: Bound<typeof expireOffer>
  readonly forgetResults: Bound<typeof forgetResults>
  readonly grantCredits: Bound<typeof grantCredits>
  readonly leavePool: Bound<typeof leavePool>
  readonly member: Bound<typeof member>
  readonly nftMetadata: Bound<typeof nftMetadata>
  readonly nftSupplyForOwner: Bound<typeof nftSupplyForOwner>
  readonly nftToken: Bound<typeof nftToken>
  readonly nftTokensForOwner: Bound<typeof nftTokensForOwner>
  readonly nftTotalSupply: Bound<typeof nftTotalSupply>
  readonly nftTransfer: Bound<typeof nftTransfer>
  readonly nftTransferCall: Bound<typeof nftTransferCall>
  readonly offer: Bound<typeof offer>
  readonly offerSeats: Bound<typeof offerSeats>
  readonly onFinal: Bound<typeof onFinal>
  readonly outboxReceived: Bound<typeof outboxReceived>
  readonly params: Bound<typeof params>
  readonly pool: Bound<typeof pool>
  readonly promotion: Bound<typeof promotion>
  readonly proposal: Bound<typeof proposal>
  readonly proposeRelease: Bound<typeof proposeRelease>
  readonly provider: Bound<typeof provider>
  readonly qualify: Bound<typeof qualify>
  readonly recallRelease: Bound<typeof recallRelease>
  readonly refund: Bound<typeof refund>
  readonly registerProvider: Bound<typeof registerProvider>
  readonly release: Bound<typeof release>
  readonly removeProvider: Bound<typeof removeProvider>
  readonly resign: Bound<typeof resign>
  readonly results: Bound<typeof results>
  readonly returnRelease: Bound<typeof returnRelease>
  readonly round: Bound<typeof round>
  readonly season: Bound<typeof season>
  readonly seat: Bound<typeof seat>
  readonly setNextPool: Bound<typeof setNextPool>
  readonly setTier: Bound<typeof setTier>
  readonly spendCredits: Bound<typeof spendCredits>
  readonly stand: Bound<typeof stand>
  readonly sweepPool: Bound<typeof sweepPool>
  readonly tier: Bound<typeof tier>
  readonly vetoRelease: Bound<typeof vetoRelease>
  readonly withdrawProposal: Bound<typeof withdrawProposal>
}

export function ladderClient(client: Client): LadderClient {
  return {
    ...sharedClient(client, 'ladder'),
    ...bind(
      {
        announceSeat,
        candidates,
        claimRevenue,
        claimSeat,
        clearStanding,
        contribute,
        createPool,
        credits,
        depositRevenue,
        dropCredits,
        evict,
        expireOffer,
        forgetResults,
        grantCredits,
        leavePool,
        member,
        nftMetadata,
        nftSupplyForOwner,
        nftToken,
        nftTokensForOwner,
        nftTotalSupply,
        nftTransfer,
        nftTransferCall,
        offer,
        offerSeats,
        onFinal,
        outboxReceived,
        params,
        pool,
        promotion,
        proposal,
        proposeRelease,
        provider,
        qualify,
        recallRelease,
        refund,
        registerProvider,
        release,
        removeProvider,
        resign,
        results,
        returnRelease,
        round,
        season,
        seat,
        setNextPool,
        setTier,
        spendCredits,
        stand,
        sweepPool,
        tier,
        vetoRelease,
        withdrawProposal,
      },
      client,
    ),
  }
}
