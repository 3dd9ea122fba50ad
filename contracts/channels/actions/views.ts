import { base58Encode, chainId, hexEncode, utf8Decode } from '@research-hub/compiler/host'
import { tokenId } from '../../common/state/tokens.js'
import type { TokenIndex } from '../../common/state/totals.js'
import type { ChannelView, DecimalU128, ParamsView, RoyaltyView } from '../interface.js'
import {
  maxGraceS,
  maxLanes,
  maxTicks,
  maxTipBps,
  minDepositYocto,
  minGraceS,
  openWindowBlocks,
  version,
} from '../limits.js'
import { sharesDown } from '../rules/settlement.js'
import { assetOf, hasDecrease, loadChannel, teeKeyOf } from '../state/channel.js'
import { loadConfig } from '../state/config.js'
import { decreaseBytes, loadDecrease } from '../state/decrease.js'
import { laneSettled } from '../state/lane.js'
import { loadRoyalty, noRoyalty } from '../state/royalty.js'
import { context } from './context.js'
import { heldBytes } from './open.js'

export function channelView(id: Uint8Array): ChannelView | null {
  const channel = loadChannel(id)
  if (channel === undefined) return null
  const { feeBps, settled } = channel
  const asset = assetOf(channel)
  const teeKey = teeKeyOf(channel)
  const royaltyPpm = asset?.royaltyPpm ?? 0
  const shares = sharesDown(settled, { feeBps, royaltyPpm })
  const decrease = hasDecrease(channel) ? loadDecrease(id) : undefined
  const held = heldBytes(id, channel) + (decrease === undefined ? 0n : decreaseBytes(id))
  return {
    channel_id: hexEncode(id),
    status: channel.closeAtNs === 0n ? 'open' : 'closing',
    payer_id: channel.payerId,
    payee_id: channel.payeeId,
    token: tokenId(channel.token),
    signer_key: keyText(channel.signerKey),
    payee_key: keyText(channel.payeeKey),
    deposit: String(channel.deposit),
    settled: String(settled),
    fee_taken: String(shares.fee),
    fee_bps: feeBps,
    royalty_taken: String(shares.royalty),
    royalty_ppm: royaltyPpm,
    asset_id: asset === undefined ? null : String(asset.assetId),
    tee_key: teeKey === undefined ? null : keyText(teeKey),
    tip_bps: channel.tipBps,
    tip_after_bps: channel.tipAfterBps,
    lanes: channel.lanes,
    refunded: String(channel.refunded),
    decrease:
      decrease === undefined
        ? null
        : { limit: String(decrease.limit), at_ns: String(decrease.atNs) },
    grace_s: channel.graceS,
    terms_hash: hexEncode(channel.termsHash),
    open_height: String(channel.openHeight),
    close_at_ns: String(channel.closeAtNs),
    storage_bytes: Number(held),
  }
}

export function lanesView(id: Uint8Array): readonly DecimalU128[] | null {
  const channel = loadChannel(id)
  if (channel === undefined) return null
  const settled: string[] = []
  for (let lane = 0; lane <= channel.lanes; lane++)
    settled.push(String(laneSettled(id, channel, lane)))
  return settled
}

export function royaltyView(token: TokenIndex, assetId: bigint): RoyaltyView {
  const { amount, channels, outboxId } = loadRoyalty(token, assetId) ?? noRoyalty
  return { amount: String(amount), channels, last_outbox_id: String(outboxId) }
}

export function paramsView(): ParamsView {
  const config = loadConfig()
  return {
    version,
    chain_id: utf8Decode(chainId()),
    ctx: hexEncode(context()),
    fee_bps: config.feeBps,
    fee_recipient_id: config.feeRecipientId,
    licensing_id: config.licensingId,
    min_grace_s: minGraceS,
    max_grace_s: maxGraceS,
    open_window_blocks: Number(openWindowBlocks),
    min_deposit_yocto: String(minDepositYocto),
    max_lanes: maxLanes,
    max_tip_bps: maxTipBps,
    max_ticks: maxTicks,
  }
}

function keyText(key: Uint8Array): string {
  return `ed25519:${base58Encode(key)}`
}
