/** Views. */
import { hexEncode, input, type RawArgs } from '@research-hub/compiler/host'
import { reply } from '../../common/entry/reply.js'
import { token } from '../../common/state/tokens.js'
import { decodeArgs, list, u64 } from '../../common/wire/decode.js'
import type { NoArgs, TokenArgs } from '../../common/wire/interface.js'
import { context } from '../actions/context.js'
import * as views from '../actions/views.js'
import type * as wire from '../interface.js'
import { byChannel, channelId } from '../rules/decoders.js'
import { feesOf } from '../state/fees.js'

/**
 * A channel's record, or null when it never existed or is gone.
 * @view
 */
export function channel(raw: RawArgs<wire.ChannelIdArgs> = input()): wire.ChannelView | null {
  return reply(views.channelView(decodeArgs(raw, byChannel).channel_id))
}

/**
 * Up to 50 channels at once.
 * @view
 */
export function channels(raw: RawArgs<wire.ChannelIdsArgs> = input()): (wire.ChannelView | null)[] {
  const { channel_ids: ids } = decodeArgs(raw, { channel_ids: list(channelId, 50) })
  return reply(ids.map(views.channelView))
}

/**
 * What each lane of a channel has settled, lane 0 first.
 * @view
 */
export function lanes(
  raw: RawArgs<wire.ChannelIdArgs> = input(),
): readonly wire.DecimalU128[] | null {
  return reply(views.lanesView(decodeArgs(raw, byChannel).channel_id))
}

/**
 * What waits for an asset in a token.
 * @view
 */
export function royalty(raw: RawArgs<wire.RoyaltyArgs> = input()): wire.RoyaltyView {
  const args = decodeArgs(raw, { asset_id: u64, token })
  return reply(views.royaltyView(args.token, args.asset_id))
}

/**
 * Fees that wait for their recipient.
 * @view
 */
export function fees(raw: RawArgs<TokenArgs> = input()): wire.DecimalU128 {
  return reply(String(feesOf(decodeArgs(raw, { token }).token)))
}

/**
 * What every signed message names: chain and contract, hashed.
 * @view
 */
export function ctx(raw: RawArgs<NoArgs> = input()): wire.Hex32 {
  decodeArgs(raw, {})
  return reply(hexEncode(context()))
}

/**
 * Constants and configuration.
 * @view
 */
export function params(raw: RawArgs<NoArgs> = input()): wire.ParamsView {
  decodeArgs(raw, {})
  return reply(views.paramsView())
}
