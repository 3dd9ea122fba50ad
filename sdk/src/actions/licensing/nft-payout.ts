import type { Client } from '../../clients/client.js'
import { licensingMethods } from '../../generated/licensing-methods.js'
import type { NftPayoutArgs, PayoutView } from '../../generated/licensing-values.js'
import { viewMethod } from '../call-method.js'

export type NftPayoutParameters = NftPayoutArgs

/** NEP-199 `nft_payout`: seller and the asset's owner, exactly `balance` together. */
export function nftPayout(client: Client, parameters: NftPayoutParameters): Promise<PayoutView> {
  return viewMethod(client, client.contracts.licensing, licensingMethods.nftPayout, parameters)
}
