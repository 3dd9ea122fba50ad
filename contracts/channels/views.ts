import { base58Encode, hexEncode } from '@research-hub/compiler/host'
import type { ChannelView, ParamsView } from './interface.js'
import { maxGraceS, minDepositYocto, minGraceS, openWindowBlocks, version } from './limits.js'
import { type Channel, type Config, channelBytes } from './state.js'

export function channelView(id: Uint8Array, channel: Channel): ChannelView {
  return {
    channel_id: hexEncode(id),
    status: channel.closeAtNs === 0n ? 'open' : 'closing',
    payer_id: channel.payerId,
    payee_id: channel.payeeId,
    token: channel.token,
    signer_key: `ed25519:${base58Encode(channel.signerKey)}`,
    payee_key: `ed25519:${base58Encode(channel.payeeKey)}`,
    deposit: String(channel.depositYocto),
    settled: String(channel.settledYocto),
    fee_taken: String(channel.feeTakenYocto),
    fee_bps: channel.feeBps,
    grace_s: channel.graceS,
    terms_hash: hexEncode(channel.termsHash),
    open_height: String(channel.openHeight),
    close_at_ns: String(channel.closeAtNs),
    storage_bytes: Number(channelBytes(channel)),
  }
}

export function paramsView(config: Config): ParamsView {
  return {
    version,
    chain_id: config.chainId,
    ctx: hexEncode(config.ctx),
    fee_bps: config.feeBps,
    fee_recipient_id: config.feeRecipientId,
    min_grace_s: minGraceS,
    max_grace_s: maxGraceS,
    open_window_blocks: Number(openWindowBlocks),
    min_deposit_yocto: String(minDepositYocto),
  }
}
