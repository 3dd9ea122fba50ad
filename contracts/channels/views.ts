import { accountBalance, base58Encode, hexEncode, storageUsage } from '@research-hub/compiler/host'
import { byteCostYocto, loadAccount, registrationBytes } from '../common/account-record.js'
import { loadTotals } from '../common/totals.js'
import type { ChannelView, ParamsView, SolvencyView } from './interface.js'
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
    owner_id: config.ownerId,
    guardian_id: config.guardianId,
    open_paused: config.isOpenPaused,
    fee_bps: config.feeBps,
    fee_recipient_id: config.feeRecipientId,
    min_grace_s: minGraceS,
    max_grace_s: maxGraceS,
    open_window_blocks: Number(openWindowBlocks),
    min_deposit_yocto: String(minDepositYocto),
  }
}

export function claimableYocto(accountId: string): bigint {
  return loadAccount(accountId)?.creditYocto ?? 0n
}

/**
 * Holdings are the balance less the stake for storage; of the stake, what users deposited for
 * their own bytes is owed back to them, so only the rest counts against the contract.
 */
export function solvencyView(): SolvencyView {
  const totals = loadTotals()
  const userBytes = totals.accounts * registrationBytes + totals.usedBytes
  const holds = accountBalance() - (storageUsage() - userBytes) * byteCostYocto
  const owed = totals.channelsYocto + totals.creditsYocto + totals.storageYocto
  return {
    token: 'near',
    holds: String(holds),
    channels: String(totals.channelsYocto),
    claimable: String(totals.creditsYocto),
    in_flight: String(totals.inFlightYocto),
    storage_balances: String(totals.storageYocto),
    solvent: holds >= owed,
  }
}
