/** Views of NEP-171, NEP-177, NEP-181 and NEP-199. */
import { input, type RawArgs } from '@research-hub/compiler/host'
import { reply } from '../../common/entry/reply.js'
import { accountId, decodeArgs, integer, optional, u128 } from '../../common/wire/decode.js'
import { licencePage, licencePayout, nftTokenView } from '../actions/nft-views.js'
import type * as wire from '../interface.js'
import { nftId } from '../rules/decoders.js'
import { loadCounters } from '../state/counters.js'
import { loadLicence } from '../state/licence.js'
import { everybody, heldBy, holderList } from '../state/licence-lists.js'

const pageFields = { from_index: optional(u128), limit: optional(integer(1, 2_147_483_647)) }

/**
 * NEP-177 metadata.
 * @view
 */
export function nft_metadata(raw: RawArgs<wire.NoArgs> = input()): wire.NftContractMetadata {
  decodeArgs(raw, {})
  return reply({
    spec: 'nft-1.0.0',
    name: 'Research Hub licences',
    symbol: 'LICENCE',
    icon: null,
    base_uri: null,
    reference: null,
    reference_hash: null,
  })
}

/**
 * A licence as a token; null when there is none of that id.
 * @view
 */
export function nft_token(raw: RawArgs<wire.NftTokenArgs> = input()): wire.NftTokenView | null {
  const { token_id: id } = decodeArgs(raw, { token_id: nftId })
  const licence = id === undefined ? undefined : loadLicence(id)
  return reply(id === undefined || licence === undefined ? null : nftTokenView(id, licence))
}

/**
 * How many licences exist.
 * @view
 */
export function nft_total_supply(raw: RawArgs<wire.NoArgs> = input()): wire.DecimalU128 {
  decodeArgs(raw, {})
  return reply(String(loadCounters().supply))
}

/**
 * How many licences an account holds.
 * @view
 */
export function nft_supply_for_owner(
  raw: RawArgs<wire.NftSupplyForOwnerArgs> = input(),
): wire.DecimalU128 {
  return reply(String(heldBy(decodeArgs(raw, { account_id: accountId }).account_id)))
}

/**
 * Licences, at most 50 a page.
 * @view
 */
export function nft_tokens(
  raw: RawArgs<wire.NftTokensArgs> = input(),
): readonly wire.NftTokenView[] {
  const args = decodeArgs(raw, pageFields)
  return reply(licencePage(everybody, loadCounters().supply, args.from_index, args.limit))
}

/**
 * An account's licences, at most 50 a page.
 * @view
 */
export function nft_tokens_for_owner(
  raw: RawArgs<wire.NftTokensForOwnerArgs> = input(),
): readonly wire.NftTokenView[] {
  const args = decodeArgs(raw, { ...pageFields, account_id: accountId })
  return reply(
    licencePage(holderList(args.account_id), heldBy(args.account_id), args.from_index, args.limit),
  )
}

/**
 * NEP-199: seller and the asset's owner, exactly `balance` together. Errors: ERR_LICENCE_NOT_FOUND, ERR_PAYOUT_LENGTH.
 * @view
 */
export function nft_payout(raw: RawArgs<wire.NftPayoutArgs> = input()): wire.PayoutView {
  const args = decodeArgs(raw, {
    token_id: nftId,
    balance: u128,
    max_len_payout: optional(integer(0, 1000)),
  })
  return reply(licencePayout(args.token_id ?? 0n, args.balance, args.max_len_payout))
}
