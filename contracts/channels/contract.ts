/** Entry points of the payment channels contract; `interface.ts` documents each. */
import {
  attachedDeposit,
  blockIndex,
  blockTimestamp,
  hexEncode,
  input,
  type RawArgs,
} from '@research-hub/compiler/host'
import { call, initialize, NearBindgen, view } from '../common/entry/bindgen.js'
import { refuseDeposit, reply } from '../common/entry/reply.js'
import { releaseStorage } from '../common/money/credits.js'
import {
  accountBytes,
  byteCostYocto,
  registrationYocto,
  saveAccount,
} from '../common/state/account.js'
import { initGovernance } from '../common/state/governance.js'
import { token } from '../common/state/tokens.js'
import { changeTotals, near } from '../common/state/totals.js'
import {
  accountId,
  base64,
  decodeArgs,
  hex,
  integer,
  list,
  optional,
  text,
  u64,
  u128,
} from '../common/wire/decode.js'
import { emit } from '../common/wire/events.js'
import type { DecimalU128, FtOnTransferArgs, NoArgs, TokenArgs } from '../common/wire/interface.js'
import { announceDecrease, applyDecrease, raiseLimit } from './actions/allocate.js'
import { requireChannel, requireGraceOver, requireOpen, requirePayer } from './actions/checks.js'
import { closeByPayee, closeWithAuth } from './actions/close.js'
import { context } from './actions/context.js'
import { endChannel } from './actions/end.js'
import { openChannel, openFromVaultShape, openShape } from './actions/open.js'
import { receive } from './actions/receive.js'
import { refundUnused, refundWithAuth } from './actions/refund.js'
import { collectFees, forwardRoyalty } from './actions/revenue.js'
import { settleConditional, settleTicks, settleVoucher } from './actions/settle.js'
import { settleBatch } from './actions/settle-batch.js'
import { settleMulti } from './actions/settle-multi.js'
import { topUpAttached, topUpFromVault } from './actions/top-up.js'
import { channelView, lanesView, paramsView } from './actions/views.js'
import { failChannel } from './errors.js'
import type * as wire from './interface.js'
import { maxFeeBps, maxTicks, openWindowBlocks } from './limits.js'
import {
  closeAuthLength,
  refundAuthLength,
  tickCommitLength,
  voucherLength,
} from './rules/messages.js'
import { loadChannel, saveChannel } from './state/channel.js'
import { loadTombstone, removeTombstone, saveConfig, tombstoneBytes } from './state/config.js'
import { feesOf, saveFees } from './state/fees.js'
import { loadRoyalty } from './state/royalty.js'

const channelId = hex(32)
const voucherBytes = base64(voucherLength)
const signatureBytes = base64(64)
const channelShape = { channel_id: channelId }
const limitShape = { channel_id: channelId, limit: u128 }
const signedShape = { voucher: optional(voucherBytes), signature: optional(signatureBytes) }
const nsPerSecond = 1_000_000_000n

export * from '../common/entry/credits.js'
export * from '../common/entry/governance.js'
export * from '../common/entry/metadata.js'
export * from '../common/entry/outbox.js'
export * from '../common/entry/solvency.js'
export * from '../common/entry/storage.js'
export * from '../common/entry/tokens.js'

/**
 * NEP-141: tokens become credit of the sender, of `account_id` or deposit of the channel `top_up`, as the
 * message says; all of them are used. Called by registered tokens only. Errors: ERR_UNKNOWN_TOKEN,
 * ERR_NOT_REGISTERED, ERR_STORAGE_SHORT, ERR_TOKEN_NOT_HELD, ERR_CHANNEL_NOT_FOUND, ERR_NOT_OPEN,
 * ERR_TOKEN_MISMATCH.
 */
export function ft_on_transfer(raw: RawArgs<FtOnTransferArgs> = input()): DecimalU128 {
  refuseDeposit('ft_on_transfer')
  receive(raw)
  return reply('0')
}

@NearBindgen({})
export class Channels {
  @initialize({})
  init(raw: RawArgs<wire.InitArgs>): void {
    const args = decodeArgs(raw, {
      owner_id: accountId,
      guardian_id: accountId,
      fee_bps: integer(0, maxFeeBps),
      fee_recipient_id: accountId,
      licensing_id: optional(accountId),
    })
    initGovernance(args.owner_id, args.guardian_id)
    saveConfig({
      feeRecipientId: args.fee_recipient_id,
      feeBps: args.fee_bps,
      licensingId: args.licensing_id ?? '',
    })
    saveFees(near, 0n)
    // The fee recipient is registered at the contract's own cost, with a byte more so that it stays.
    const storageYocto = registrationYocto + byteCostYocto
    saveAccount(args.fee_recipient_id, { storageYocto, usedBytes: 1n, creditYocto: 0n })
    changeTotals(near, { usedBytes: accountBytes(args.fee_recipient_id), storage: storageYocto })
    emit('initialized', { owner_id: args.owner_id, fee_bps: args.fee_bps })
  }

  @call({ payableFunction: true })
  open(raw: RawArgs<wire.OpenArgs>): wire.Hex32 {
    return openChannel(near, attachedDeposit(), 'attached', decodeArgs(raw, openShape))
  }

  @call({})
  open_from_vault(raw: RawArgs<wire.OpenFromVaultArgs>): wire.Hex32 {
    const args = decodeArgs(raw, openFromVaultShape)
    return openChannel(args.token, args.deposit, 'credit', args)
  }

  @call({ payableFunction: true })
  top_up(raw: RawArgs<wire.TopUpArgs>): void {
    topUpAttached(decodeArgs(raw, channelShape).channel_id, attachedDeposit())
  }

  @call({})
  top_up_from_vault(raw: RawArgs<wire.AmountArgs>): void {
    const args = decodeArgs(raw, { channel_id: channelId, amount: u128 })
    topUpFromVault(args.channel_id, args.amount)
  }

  @call({})
  allocate(raw: RawArgs<wire.LimitArgs>): void {
    const args = decodeArgs(raw, limitShape)
    raiseLimit(args.channel_id, args.limit)
  }

  @call({})
  deallocate(raw: RawArgs<wire.LimitArgs>): wire.DecimalU64 {
    const args = decodeArgs(raw, limitShape)
    return String(announceDecrease(args.channel_id, args.limit))
  }

  @call({})
  apply_decrease(raw: RawArgs<wire.ChannelIdArgs>): void {
    applyDecrease(decodeArgs(raw, channelShape).channel_id)
  }

  @call({})
  settle(raw: RawArgs<wire.SettleArgs>): void {
    const args = decodeArgs(raw, { voucher: voucherBytes, signature: signatureBytes })
    settleVoucher(args.voucher, args.signature)
  }

  @call({})
  settle_batch(raw: Uint8Array): wire.EntryStatuses {
    return settleBatch(raw)
  }

  @call({})
  settle_multi(raw: Uint8Array): wire.EntryStatuses {
    return settleMulti(raw)
  }

  @call({})
  settle_ticks(raw: RawArgs<wire.SettleTicksArgs>): void {
    const args = decodeArgs(raw, {
      commitment: base64(tickCommitLength),
      signature: signatureBytes,
      ticks: integer(1, maxTicks),
      tick: hex(32),
    })
    settleTicks(args.commitment, args.signature, args.ticks, args.tick)
  }

  @call({})
  settle_conditional(raw: RawArgs<wire.SettleConditionalArgs>): void {
    const args = decodeArgs(raw, {
      voucher: voucherBytes,
      signature: signatureBytes,
      text: text(512),
      text_signature: signatureBytes,
    })
    settleConditional(args.voucher, args.signature, args.text, args.text_signature)
  }

  @call({})
  request_close(raw: RawArgs<wire.ChannelIdArgs>): void {
    const { channel_id: id } = decodeArgs(raw, channelShape)
    const channel = requireChannel(id)
    requirePayer(channel)
    requireOpen(id, channel)
    const closeAtNs = blockTimestamp() + BigInt(channel.graceS) * nsPerSecond
    saveChannel(id, { ...channel, closeAtNs })
    emit('channel_close_requested', { channel_id: hexEncode(id), close_at_ns: String(closeAtNs) })
  }

  @call({})
  cancel_close(raw: RawArgs<wire.ChannelIdArgs>): void {
    const { channel_id: id } = decodeArgs(raw, channelShape)
    const channel = requireChannel(id)
    requirePayer(channel)
    if (channel.closeAtNs === 0n) failChannel('ERR_NOT_CLOSING', hexEncode(id))
    saveChannel(id, { ...channel, closeAtNs: 0n })
    emit('channel_close_cancelled', { channel_id: hexEncode(id) })
  }

  @call({})
  finalize(raw: RawArgs<wire.ChannelIdArgs>): void {
    const { channel_id: id } = decodeArgs(raw, channelShape)
    const channel = requireChannel(id)
    requireGraceOver(id, channel)
    endChannel(id, channel, channel.settled, 'finalize')
  }

  @call({})
  close(raw: RawArgs<wire.CloseArgs>): void {
    const args = decodeArgs(raw, { channel_id: channelId, capture: u128, ...signedShape })
    closeByPayee(args.channel_id, args.capture, args)
  }

  @call({})
  close_with_auth(raw: RawArgs<wire.CloseWithAuthArgs>): void {
    const args = decodeArgs(raw, {
      auth: base64(closeAuthLength),
      auth_signature: signatureBytes,
      ...signedShape,
    })
    closeWithAuth(args.auth, args.auth_signature, args)
  }

  @call({})
  refund_unused(raw: RawArgs<wire.AmountArgs>): void {
    const args = decodeArgs(raw, { channel_id: channelId, amount: u128 })
    refundUnused(args.channel_id, args.amount)
  }

  @call({})
  refund_with_auth(raw: RawArgs<wire.RefundWithAuthArgs>): void {
    const args = decodeArgs(raw, {
      auth: base64(refundAuthLength),
      auth_signature: signatureBytes,
    })
    refundWithAuth(args.auth, args.auth_signature)
  }

  @call({})
  purge(raw: RawArgs<wire.ChannelIdArgs>): void {
    const { channel_id: id } = decodeArgs(raw, channelShape)
    const tombstone = loadTombstone(id) ?? failChannel('ERR_CHANNEL_NOT_FOUND', hexEncode(id))
    const freeAfter = tombstone.openHeight + openWindowBlocks
    if (blockIndex() <= freeAfter) failChannel('ERR_TOMBSTONE_AGE', hexEncode(id), freeAfter)
    const bytes = tombstoneBytes(id, tombstone)
    removeTombstone(id)
    releaseStorage(tombstone.payerId, bytes)
    changeTotals(near, { usedBytes: -bytes })
    emit('tombstone_purged', { channel_id: hexEncode(id) })
  }

  @call({ payableFunction: true })
  forward_royalty(raw: RawArgs<wire.RoyaltyArgs>): wire.DecimalU64 {
    const args = decodeArgs(raw, { asset_id: u64, token })
    if (args.token === near) refuseDeposit('forward_royalty')
    return String(forwardRoyalty(args.token, args.asset_id))
  }

  @call({})
  collect_fees(raw: RawArgs<TokenArgs>): DecimalU128 {
    return String(collectFees(decodeArgs(raw, { token }).token))
  }

  @view({})
  channel(raw: RawArgs<wire.ChannelIdArgs>): wire.ChannelView | null {
    const { channel_id: id } = decodeArgs(raw, channelShape)
    const channel = loadChannel(id)
    return channel === undefined ? null : channelView(id, channel)
  }

  @view({})
  channels(raw: RawArgs<wire.ChannelIdsArgs>): (wire.ChannelView | null)[] {
    const { channel_ids: ids } = decodeArgs(raw, { channel_ids: list(channelId, 50) })
    return ids.map((id) => {
      const channel = loadChannel(id)
      return channel === undefined ? null : channelView(id, channel)
    })
  }

  @view({})
  lanes(raw: RawArgs<wire.ChannelIdArgs>): readonly wire.DecimalU128[] | null {
    const { channel_id: id } = decodeArgs(raw, channelShape)
    const channel = loadChannel(id)
    return channel === undefined ? null : lanesView(id, channel)
  }

  @view({})
  royalty(raw: RawArgs<wire.RoyaltyArgs>): wire.RoyaltyView {
    const args = decodeArgs(raw, { asset_id: u64, token })
    const royalty = loadRoyalty(args.token, args.asset_id)
    return {
      amount: String(royalty?.amount ?? 0n),
      channels: royalty?.channels ?? 0,
      last_outbox_id: String(royalty?.outboxId ?? 0n),
    }
  }

  @view({})
  fees(raw: RawArgs<TokenArgs>): DecimalU128 {
    return String(feesOf(decodeArgs(raw, { token }).token))
  }

  @view({})
  ctx(raw: RawArgs<NoArgs>): wire.Hex32 {
    decodeArgs(raw, {})
    return hexEncode(context())
  }

  @view({})
  params(raw: RawArgs<NoArgs>): wire.ParamsView {
    decodeArgs(raw, {})
    return paramsView()
  }
}
