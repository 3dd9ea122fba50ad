/** NEP-171 and NEP-177 views of seats. */
import { input, type RawArgs } from '@research-hub/compiler/host'
import { reply } from '../../common/entry/reply.js'
import { accountId, decodeArgs, integer, optional, text, u128 } from '../../common/wire/decode.js'
import { tokenOf, tokensOf, totalSupply } from '../actions/nft.js'
import type * as wire from '../interface.js'

/**
 * A seat as a token; null when there is none of that id.
 * @view
 */
export function nft_token(raw: RawArgs<wire.NftTokenArgs> = input()): wire.NftToken | null {
  return reply(tokenOf(decodeArgs(raw, { token_id: text(128) }).token_id))
}

/**
 * An account's seat, of which there is at most one.
 * @view
 */
export function nft_tokens_for_owner(
  raw: RawArgs<wire.NftTokensForOwnerArgs> = input(),
): readonly wire.NftToken[] {
  const args = decodeArgs(raw, {
    account_id: accountId,
    from_index: optional(u128),
    limit: optional(integer(1, 50)),
  })
  const from = Number(args.from_index ?? 0n)
  return reply(tokensOf(args.account_id).slice(from, from + (args.limit ?? 50)))
}

/**
 * How many seats an account has: one or none.
 * @view
 */
export function nft_supply_for_owner(raw: RawArgs<wire.AccountIdArgs> = input()): wire.DecimalU128 {
  return reply(String(tokensOf(decodeArgs(raw, { account_id: accountId }).account_id).length))
}

/**
 * How many seats are held.
 * @view
 */
export function nft_total_supply(raw: RawArgs<wire.NoArgs> = input()): wire.DecimalU128 {
  decodeArgs(raw, {})
  return reply(String(totalSupply()))
}

/**
 * NEP-177 metadata.
 * @view
 */
export function nft_metadata(raw: RawArgs<wire.NoArgs> = input()): wire.NftContractMetadata {
  decodeArgs(raw, {})
  return reply({
    spec: 'nft-1.0.0',
    name: 'Research Hub ladder seats',
    symbol: 'SEAT',
    icon: null,
    base_uri: null,
    reference: null,
    reference_hash: null,
  })
}
