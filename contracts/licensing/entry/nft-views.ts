/** Views of NEP-171, NEP-177, NEP-181 and NEP-199. */
import { hexEncode, input, type RawArgs } from '@research-hub/compiler/host'
import { reply } from '../../common/entry/reply.js'
import { accountId, decodeArgs, integer, optional, u128 } from '../../common/wire/decode.js'
import { requireAsset } from '../actions/access.js'
import { failLicensing } from '../errors.js'
import type * as wire from '../interface.js'
import { requireLicence } from '../actions/licences.js'
import { pageLimit } from '../limits.js'
import { nftId } from '../actions/nft.js'
import { requireTerms } from '../actions/offers.js'
import { payoutOf } from '../rules/payout.js'
import { loadCounters } from '../state/counters.js'
import { type Licence, loadLicence } from '../state/licence.js'
import { everybody, heldBy, holderList, licenceAt } from '../state/licence-lists.js'

const pageFields = { from_index: optional(u128), limit: optional(integer(1, pageLimit)) }
const msPerNs = 1_000_000n

/** @view */
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

/** @view */
export function nft_token(raw: RawArgs<wire.NftTokenArgs> = input()): wire.NftTokenView | null {
  const { token_id: id } = decodeArgs(raw, { token_id: nftId })
  const licence = id === undefined ? undefined : loadLicence(id)
  return reply(id === undefined || licence === undefined ? null : tokenView(id, licence))
}

/** @view */
export function nft_total_supply(raw: RawArgs<wire.NoArgs> = input()): wire.DecimalU128 {
  decodeArgs(raw, {})
  return reply(String(loadCounters().supply))
}

/** @view */
export function nft_supply_for_owner(
  raw: RawArgs<wire.NftSupplyForOwnerArgs> = input(),
): wire.DecimalU128 {
  return reply(String(heldBy(decodeArgs(raw, { account_id: accountId }).account_id)))
}

/** @view */
export function nft_tokens(
  raw: RawArgs<wire.NftTokensArgs> = input(),
): readonly wire.NftTokenView[] {
  const args = decodeArgs(raw, pageFields)
  return reply(page(everybody, loadCounters().supply, args.from_index, args.limit))
}

/** @view */
export function nft_tokens_for_owner(
  raw: RawArgs<wire.NftTokensForOwnerArgs> = input(),
): readonly wire.NftTokenView[] {
  const args = decodeArgs(raw, { ...pageFields, account_id: accountId })
  return reply(
    page(holderList(args.account_id), heldBy(args.account_id), args.from_index, args.limit),
  )
}

/** @view */
export function nft_payout(raw: RawArgs<wire.NftPayoutArgs> = input()): wire.PayoutView {
  const args = decodeArgs(raw, {
    token_id: nftId,
    balance: u128,
    max_len_payout: optional(integer(0, 1000)),
  })
  const licence = requireLicence(args.token_id ?? 0n)
  const { ownerId } = requireAsset(licence.assetId)
  const { resalePpm } = requireTerms(licence.termsHash)
  const parts = payoutOf(args.balance, resalePpm, licence.holderId, ownerId)
  const most = args.max_len_payout ?? parts.length
  if (parts.length > most) failLicensing('ERR_PAYOUT_LENGTH', parts.length, most)
  const payout: Record<string, string> = {}
  for (const [receiverId, amount] of parts) payout[receiverId] = String(amount)
  return reply({ payout })
}

function page(
  list: string,
  size: number,
  fromIndex: bigint | undefined,
  limit: number | undefined,
): readonly wire.NftTokenView[] {
  const start = fromIndex ?? 0n
  const found: wire.NftTokenView[] = []
  if (start >= BigInt(size)) return found
  const end = Math.min(size, Number(start) + (limit ?? pageLimit))
  for (let index = Number(start); index < end; index++) {
    const id = licenceAt(list, index)
    if (id !== undefined) found.push(tokenView(id, requireLicence(id)))
  }
  return found
}

function tokenView(id: bigint, licence: Licence): wire.NftTokenView {
  return {
    token_id: String(id),
    owner_id: licence.holderId,
    metadata: {
      title: `Licence ${id} of asset ${licence.assetId}`,
      description: `${licence.unitsBought} by ${licence.unit}`,
      copies: 1,
      expires_at: licence.expiresAtNs === 0n ? null : String(licence.expiresAtNs / msPerNs),
      extra: JSON.stringify({
        asset_id: String(licence.assetId),
        terms_hash: hexEncode(licence.termsHash),
        units_left: String(licence.unitsLeft),
      }),
    },
    approved_account_ids: {},
  }
}
