/** Entry points of the payment channels contract; `interface.ts` documents each. */
import {
  attachedDeposit,
  blockIndex,
  blockTimestamp,
  chainId,
  currentAccountId,
  hexEncode,
  type RawArgs,
  sha256,
  utf8Decode,
} from '@research-hub/compiler/host'
import { byteCostYocto, registrationYocto, saveAccount } from '../common/account-record.js'
import { call, initialize, NearBindgen, view } from '../common/bindgen.js'
import { caller } from '../common/caller.js'
import {
  accountId,
  base64,
  decodeArgs,
  ed25519Key,
  hex,
  integer,
  list,
  optional,
  u64,
  u128,
} from '../common/decode.js'
import { emit } from '../common/events.js'
import { initGovernance, requireNotPaused } from '../common/governance.js'
import { chargeStorage, release, requireAccount } from '../common/money.js'
import { changeTotals, near } from '../common/totals.js'
import {
  checkHead,
  checkSignature,
  checkVoucher,
  optionalVoucher,
  parseCloseAuth,
  parseVoucher,
  requireChannel,
  requireConfig,
  requireGraceOver,
  requireOpen,
  requirePayer,
} from './checks.js'
import { endChannel, paySettlement } from './end.js'
import { failChannel } from './errors.js'
import type * as wire from './interface.js'
import {
  features,
  maxFeeBps,
  maxGraceS,
  minDepositYocto,
  minGraceS,
  nearToken,
  openWindowBlocks,
  version,
} from './limits.js'
import { channelPreimage, contextPreimage } from './rules/identity.js'
import { closeAuthLength, voucherLength } from './rules/messages.js'
import { captureRange, settleTo } from './rules/settlement.js'
import { isWeakKey } from './rules/weak-keys.js'
import {
  loadChannel,
  loadTombstone,
  removeTombstone,
  saveChannel,
  saveConfig,
  tombstoneBytes,
} from './state.js'
import { channelView, paramsView } from './views.js'

const channelId = hex(32)
const voucherBytes = base64(voucherLength)
const signatureBytes = base64(64)

export {
  accept_owner,
  cancel_upgrade,
  execute_upgrade,
  governance,
  migrate,
  pause,
  propose_owner,
  propose_upgrade,
  register_token,
  resume,
  set_guardian,
} from '../common/entry/governance.js'
export {
  credit_of,
  deposit,
  drop_token,
  hold_token,
  on_withdraw,
  solvency,
  tokens,
  withdraw,
} from '../common/entry/money.js'
export { on_outbox, on_outbox_probe, outbox_entry, retry_outbox } from '../common/entry/outbox.js'
export { self_test } from '../common/entry/self-test.js'
export {
  on_storage_withdraw,
  storage_balance_bounds,
  storage_balance_of,
  storage_deposit,
  storage_unregister,
  storage_withdraw,
} from '../common/entry/storage.js'

@NearBindgen({})
export class Channels {
  @initialize({})
  init(raw: RawArgs<wire.InitArgs>): void {
    const args = decodeArgs(raw, {
      owner_id: accountId,
      guardian_id: accountId,
      fee_bps: integer(0, maxFeeBps),
      fee_recipient_id: accountId,
    })
    initGovernance(args.owner_id, args.guardian_id)
    const chain = utf8Decode(chainId())
    saveConfig({
      ctx: sha256(contextPreimage(chain, utf8Decode(currentAccountId()))),
      chainId: chain,
      feeRecipientId: args.fee_recipient_id,
      feeBps: args.fee_bps,
    })
    // The fee recipient is registered at the contract's own cost, with a byte more so that it stays.
    const storageYocto = registrationYocto + byteCostYocto
    saveAccount(args.fee_recipient_id, { storageYocto, usedBytes: 1n, creditYocto: 0n })
    changeTotals(near, { accounts: 1n, usedBytes: 1n, storage: storageYocto })
    emit('initialized', { owner_id: args.owner_id, fee_bps: args.fee_bps })
  }

  @call({ payableFunction: true })
  open(raw: RawArgs<wire.OpenArgs>): string {
    const args = decodeArgs(raw, {
      payee_id: accountId,
      signer_key: ed25519Key,
      payee_key: ed25519Key,
      grace_s: integer(minGraceS, maxGraceS),
      terms_hash: hex(32),
      salt: hex(16),
      open_height: u64,
    })
    const config = requireConfig()
    requireNotPaused(features.open, 'open')
    const payerId = caller()
    const depositYocto = attachedDeposit()
    const height = blockIndex()
    if (payerId === args.payee_id) failChannel('ERR_SELF_CHANNEL', payerId)
    if (depositYocto < minDepositYocto)
      failChannel('ERR_DEPOSIT_TOO_SMALL', depositYocto, minDepositYocto)
    if (isWeakKey(args.signer_key)) failChannel('ERR_WEAK_KEY', 'signer_key')
    if (isWeakKey(args.payee_key)) failChannel('ERR_WEAK_KEY', 'payee_key')
    if (args.open_height > height || height - args.open_height > openWindowBlocks) {
      failChannel('ERR_OPEN_HEIGHT', args.open_height, openWindowBlocks, height)
    }
    requireAccount(args.payee_id)
    const terms = {
      payerId,
      payeeId: args.payee_id,
      token: nearToken,
      signerKey: args.signer_key,
      payeeKey: args.payee_key,
      graceS: args.grace_s,
      feeBps: config.feeBps,
      termsHash: args.terms_hash,
      openHeight: args.open_height,
    }
    const id = sha256(channelPreimage(config.ctx, { ...terms, salt: args.salt }))
    if (loadChannel(id) !== undefined || loadTombstone(id) !== undefined)
      failChannel('ERR_CHANNEL_EXISTS', hexEncode(id))
    const channel = { ...terms, depositYocto, settledYocto: 0n, feeTakenYocto: 0n, closeAtNs: 0n }
    const bytes = saveChannel(id, channel)
    chargeStorage(payerId, bytes)
    changeTotals(near, { locked: depositYocto, usedBytes: bytes })
    emit('channel_opened', {
      channel_id: hexEncode(id),
      payer_id: payerId,
      payee_id: args.payee_id,
      deposit: String(depositYocto),
    })
    return hexEncode(id)
  }

  @call({ payableFunction: true })
  top_up(raw: RawArgs<wire.TopUpArgs>): void {
    const { channel_id: id } = decodeArgs(raw, { channel_id: channelId })
    const channel = requireChannel(id)
    requireOpen(id, channel)
    const addedYocto = attachedDeposit()
    if (addedYocto === 0n) failChannel('ERR_DEPOSIT_TOO_SMALL', 0n, 1n)
    const depositYocto = channel.depositYocto + addedYocto
    saveChannel(id, { ...channel, depositYocto })
    changeTotals(near, { locked: addedYocto })
    emit('channel_topped_up', { channel_id: hexEncode(id), deposit: String(depositYocto) })
  }

  @call({})
  settle(raw: RawArgs<wire.SettleArgs>): void {
    const { voucher: message, signature } = decodeArgs(raw, {
      voucher: voucherBytes,
      signature: signatureBytes,
    })
    const voucher = parseVoucher(message)
    const config = requireConfig()
    const id = voucher.channelId
    const channel = requireChannel(id)
    checkVoucher(config, id, channel, voucher, message, signature)
    if (voucher.cumulativeYocto <= channel.settledYocto) {
      failChannel('ERR_VOUCHER_NOT_NEWER', voucher.cumulativeYocto, channel.settledYocto)
    }
    const settlement = settleTo(channel, voucher.cumulativeYocto)
    const { settledYocto, feeTakenYocto } = settlement
    saveChannel(id, { ...channel, settledYocto, feeTakenYocto })
    paySettlement(config, channel, settlement)
    const movedYocto = settledYocto - channel.settledYocto
    changeTotals(near, { locked: -movedYocto, credits: movedYocto })
    emit('channel_settled', { channel_id: hexEncode(id), settled: String(settledYocto) })
  }

  @call({})
  request_close(raw: RawArgs<wire.ChannelIdArgs>): void {
    const { channel_id: id } = decodeArgs(raw, { channel_id: channelId })
    const channel = requireChannel(id)
    requirePayer(channel)
    requireOpen(id, channel)
    const closeAtNs = blockTimestamp() + BigInt(channel.graceS) * 1_000_000_000n
    saveChannel(id, { ...channel, closeAtNs })
    emit('channel_close_requested', { channel_id: hexEncode(id), close_at_ns: String(closeAtNs) })
  }

  @call({})
  cancel_close(raw: RawArgs<wire.ChannelIdArgs>): void {
    const { channel_id: id } = decodeArgs(raw, { channel_id: channelId })
    const channel = requireChannel(id)
    requirePayer(channel)
    if (channel.closeAtNs === 0n) failChannel('ERR_NOT_CLOSING', hexEncode(id))
    saveChannel(id, { ...channel, closeAtNs: 0n })
    emit('channel_close_cancelled', { channel_id: hexEncode(id) })
  }

  @call({})
  finalize(raw: RawArgs<wire.ChannelIdArgs>): void {
    const { channel_id: id } = decodeArgs(raw, { channel_id: channelId })
    const channel = requireChannel(id)
    requireGraceOver(id, channel)
    endChannel(requireConfig(), id, channel, channel.settledYocto, 'finalize')
  }

  @call({})
  close(raw: RawArgs<wire.CloseArgs>): void {
    const args = decodeArgs(raw, {
      channel_id: channelId,
      capture: u128,
      voucher: optional(voucherBytes),
      signature: optional(signatureBytes),
    })
    const id = args.channel_id
    const channel = requireChannel(id)
    const account = caller()
    if (account !== channel.payeeId) failChannel('ERR_NOT_PAYEE', account)
    const config = requireConfig()
    const covered = optionalVoucher(config, id, channel, args.voucher, args.signature)
    const [lowest, highest] = captureRange(channel, covered)
    if (args.capture < lowest || args.capture > highest) {
      failChannel('ERR_CAPTURE_RANGE', args.capture, lowest, highest)
    }
    endChannel(config, id, channel, args.capture, 'payee')
  }

  @call({})
  close_with_auth(raw: RawArgs<wire.CloseWithAuthArgs>): void {
    const args = decodeArgs(raw, {
      auth: base64(closeAuthLength),
      auth_signature: signatureBytes,
      voucher: optional(voucherBytes),
      signature: optional(signatureBytes),
    })
    const auth = parseCloseAuth(args.auth)
    const config = requireConfig()
    const id = auth.channelId
    const channel = requireChannel(id)
    checkHead(config, id, auth)
    checkSignature(args.auth_signature, args.auth, channel.payeeKey)
    const covered = optionalVoucher(config, id, channel, args.voucher, args.signature)
    const { finalYocto } = auth
    if (finalYocto < channel.settledYocto || finalYocto > channel.depositYocto) {
      failChannel('ERR_CAPTURE_RANGE', finalYocto, channel.settledYocto, channel.depositYocto)
    }
    const isCovered =
      finalYocto === channel.settledYocto || (covered !== undefined && covered >= finalYocto)
    if (!isCovered && caller() !== channel.payerId) failChannel('ERR_CLOSE_NOT_COVERED', finalYocto)
    endChannel(config, id, channel, finalYocto, 'auth')
  }

  @call({})
  purge(raw: RawArgs<wire.ChannelIdArgs>): void {
    const { channel_id: id } = decodeArgs(raw, { channel_id: channelId })
    const tombstone = loadTombstone(id) ?? failChannel('ERR_CHANNEL_NOT_FOUND', hexEncode(id))
    const freeAfter = tombstone.openHeight + openWindowBlocks
    if (blockIndex() <= freeAfter) failChannel('ERR_TOMBSTONE_AGE', hexEncode(id), freeAfter)
    const bytes = tombstoneBytes(tombstone)
    removeTombstone(id)
    release(tombstone.payerId, bytes, 0n)
    changeTotals(near, { usedBytes: -bytes })
    emit('tombstone_purged', { channel_id: hexEncode(id) })
  }

  @view({})
  channel(raw: RawArgs<wire.ChannelIdArgs>): wire.ChannelView | null {
    const { channel_id: id } = decodeArgs(raw, { channel_id: channelId })
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
  ctx(raw: RawArgs<wire.NoArgs>): string {
    decodeArgs(raw, {})
    return hexEncode(requireConfig().ctx)
  }

  @view({})
  params(raw: RawArgs<wire.NoArgs>): wire.ParamsView {
    decodeArgs(raw, {})
    return paramsView(requireConfig())
  }

  @view({})
  contract_source_metadata(raw: RawArgs<wire.NoArgs>): {
    readonly version: string
    readonly standards: readonly object[]
  } {
    decodeArgs(raw, {})
    return {
      version,
      standards: [
        { standard: 'nep145', version: '1.0.0' },
        { standard: 'nep297', version: '1.0.0' },
        { standard: 'nep330', version: '1.2.0' },
      ],
    }
  }
}
