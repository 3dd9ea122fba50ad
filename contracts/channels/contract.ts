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
import { registrationYocto, saveAccount } from '../common/account-record.js'
import { call, initialize, NearBindgen, view } from '../common/bindgen.js'
import {
  accountId,
  base64,
  boolean,
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
import { fail } from '../common/fail.js'
import { chargeStorage, release, requireAccount, restoreCredit } from '../common/money.js'
import * as storage from '../common/storage-management.js'
import { changeTotals } from '../common/totals.js'
import { transferSucceeded, transferWithCallback } from '../common/transfers.js'
import {
  caller,
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
  loadConfig,
  loadTombstone,
  removeTombstone,
  saveChannel,
  saveConfig,
  tombstoneBytes,
} from './state.js'
import { channelView, claimableYocto, paramsView, solvencyView } from './views.js'

const channelId = hex(32)
const voucherBytes = base64(voucherLength)
const signatureBytes = base64(64)

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
    if (loadConfig() !== undefined) fail('ERR_ALREADY_INITIALIZED')
    const chain = utf8Decode(chainId())
    saveConfig({
      ctx: sha256(contextPreimage(chain, utf8Decode(currentAccountId()))),
      chainId: chain,
      ownerId: args.owner_id,
      pendingOwnerId: '',
      guardianId: args.guardian_id,
      feeRecipientId: args.fee_recipient_id,
      feeBps: args.fee_bps,
      isOpenPaused: false,
    })
    // The fee recipient's registration is paid out of the contract's own balance.
    saveAccount(args.fee_recipient_id, {
      storageYocto: registrationYocto,
      usedBytes: 0n,
      creditYocto: 0n,
    })
    changeTotals({ accounts: 1n, storageYocto: registrationYocto })
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
    if (config.isOpenPaused) fail('ERR_PAUSED', 'open')
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
    changeTotals({ channelsYocto: depositYocto, usedBytes: bytes })
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
    changeTotals({ channelsYocto: addedYocto })
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
    changeTotals({ channelsYocto: -movedYocto, creditsYocto: movedYocto })
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
    changeTotals({ usedBytes: -bytes })
    emit('tombstone_purged', { channel_id: hexEncode(id) })
  }

  @call({})
  withdraw(raw: RawArgs<wire.WithdrawArgs>): void {
    const args = decodeArgs(raw, { token: accountIdOrNear, amount: optional(u128) })
    const account = caller()
    const record = requireAccount(account)
    const amountYocto = args.amount ?? record.creditYocto
    if (record.creditYocto === 0n || amountYocto === 0n) fail('ERR_NOTHING_TO_WITHDRAW', args.token)
    if (amountYocto > record.creditYocto) fail('ERR_CREDIT_SHORT', record.creditYocto, amountYocto)
    saveAccount(account, { ...record, creditYocto: record.creditYocto - amountYocto })
    changeTotals({ creditsYocto: -amountYocto, inFlightYocto: amountYocto })
    emit('withdrawn', { account_id: account, token: args.token, amount: String(amountYocto) })
    transferWithCallback(account, amountYocto, 'on_withdraw')
  }

  @call({ privateFunction: true })
  on_withdraw(raw: RawArgs<wire.PaymentArgs>): boolean {
    const args = decodeArgs(raw, { account_id: accountId, amount: u128 })
    const ok = transferSucceeded()
    if (!ok) restoreCredit(args.account_id, args.amount)
    changeTotals({ inFlightYocto: -args.amount, creditsYocto: ok ? 0n : args.amount })
    if (!ok) emit('withdraw_restored', { account_id: args.account_id, amount: String(args.amount) })
    return ok
  }

  @call({ payableFunction: true })
  storage_deposit(raw: RawArgs<wire.StorageDepositArgs>): storage.StorageBalance {
    return storage.storageDeposit(raw)
  }

  @call({ payableFunction: true })
  storage_withdraw(raw: RawArgs<wire.StorageWithdrawArgs>): storage.StorageBalance {
    return storage.storageWithdraw(raw)
  }

  @call({ payableFunction: true })
  storage_unregister(raw: RawArgs<wire.StorageUnregisterArgs>): boolean {
    // Settlement credits the fee recipient, so that account stays registered.
    if (caller() === loadConfig()?.feeRecipientId) fail('ERR_STORAGE_IN_USE', caller())
    return storage.storageUnregister(raw)
  }

  @call({ privateFunction: true })
  on_storage_withdraw(raw: RawArgs<wire.PaymentArgs>): boolean {
    const args = decodeArgs(raw, { account_id: accountId, amount: u128 })
    const ok = transferSucceeded()
    changeTotals({ inFlightYocto: -args.amount })
    if (!ok) storage.restoreStorage(args.account_id, args.amount)
    return ok
  }

  @call({})
  set_open_paused(raw: RawArgs<wire.PauseArgs>): void {
    const args = decodeArgs(raw, { paused: boolean })
    const config = requireConfig()
    const account = caller()
    if (account !== config.guardianId && account !== config.ownerId)
      fail('ERR_NOT_GUARDIAN', account)
    saveConfig({ ...config, isOpenPaused: args.paused })
    emit('open_paused', { paused: args.paused ? 1 : 0 })
  }

  @call({})
  propose_owner(raw: RawArgs<wire.ProposeOwnerArgs>): void {
    const args = decodeArgs(raw, { owner_id: accountId })
    const config = requireConfig()
    if (caller() !== config.ownerId) fail('ERR_NOT_OWNER', caller())
    saveConfig({ ...config, pendingOwnerId: args.owner_id })
    emit('owner_proposed', { owner_id: args.owner_id })
  }

  @call({})
  accept_owner(raw: RawArgs<wire.NoArgs>): void {
    decodeArgs(raw, {})
    const config = requireConfig()
    const account = caller()
    if (account !== config.pendingOwnerId) fail('ERR_NOT_OWNER', account)
    saveConfig({ ...config, ownerId: account, pendingOwnerId: '' })
    emit('owner_changed', { owner_id: account })
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
  claimable(raw: RawArgs<wire.ClaimableArgs>): string {
    return String(
      claimableYocto(decodeArgs(raw, { account_id: accountId, token: accountIdOrNear }).account_id),
    )
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
  solvency(raw: RawArgs<wire.TokenArgs>): wire.SolvencyView {
    decodeArgs(raw, { token: accountIdOrNear })
    return solvencyView()
  }

  @view({})
  storage_balance_of(raw: RawArgs<wire.StorageBalanceOfArgs>): storage.StorageBalance | null {
    return storage.storageBalanceOf(raw)
  }

  @view({})
  storage_balance_bounds(raw: RawArgs<wire.NoArgs>): { readonly min: string; readonly max: null } {
    return storage.storageBalanceBounds(raw)
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

/** Only NEAR is held by this version; a token id is checked before it is refused. */
function accountIdOrNear(value: unknown, name: string): string {
  if (value === nearToken) return nearToken
  return fail('ERR_UNKNOWN_TOKEN', accountId(value, name))
}
