/** A channel's life: open, top up, refund, close. */
import { amountOf, type Call, refuse, type Step, textOf, tokenOf } from '../call.js'
import { charge, credit, debit, release, requireHolder } from '../money.js'
import { graceNs, near, type Token } from '../names.js'
import { keep, least, sharesBetween } from '../settlement.js'
import { hexOfBase64 } from '../signed.js'
import { add, type Channel, type Model, pairOf, settledOf } from '../state.js'
import { channelBytes, decreaseBytes, royaltyBytes, tombstoneBytes } from '../storage.js'
import { readVoucher, requireSignature } from './settle.js'
import { keyHex, requireWithin } from './terms.js'

const windowBlocks = 1200n

/** The channel's id is computed by whoever sends the call. */
export function openStep(
  source: 'attached' | 'credit',
  idOf: (call: Call, token: Token) => string,
): Step {
  return (model, call) => {
    const { args, callerId, height } = call
    const token = source === 'credit' ? tokenOf(call) : near
    const deposit = source === 'credit' ? amountOf(call, 'deposit') : call.deposit
    const payeeId = textOf(call, 'payee_id')
    const openHeight = amountOf(call, 'open_height')
    if (callerId === payeeId) refuse('ERR_SELF_CHANNEL')
    if (deposit < (token === near ? 10n ** 21n : 1n)) refuse('ERR_DEPOSIT_TOO_SMALL')
    if (openHeight > height || height - openHeight > windowBlocks) refuse('ERR_OPEN_HEIGHT')
    requireHolder(model, token, payeeId)
    const { tipAfterBps } = requireWithin(model, call)
    const id = idOf(call, token)
    if (model.channels.has(id) || model.tombstones.has(id)) refuse('ERR_CHANNEL_EXISTS')
    const channel: Channel = {
      payerId: callerId,
      payeeId,
      token,
      signerKey: keyOf(call, 'signer_key'),
      payeeKey: keyOf(call, 'payee_key'),
      teeKey: args.tee_key === undefined ? undefined : keyOf(call, 'tee_key'),
      asset:
        args.asset_id === undefined
          ? undefined
          : { id: textOf(call, 'asset_id'), ppm: BigInt(Number(args.royalty_ppm)) },
      tipBps: BigInt(Number(args.tip_bps ?? 0)),
      tipAfterBps,
      openHeight,
      deposit,
      refunded: 0n,
      refundSigned: 0n,
      closeAtNs: 0n,
      lanes: Array.from({ length: 1 + Number(args.lanes ?? 0) }, () => 0n),
      decrease: undefined,
    }
    charge(model, callerId, channelBytes(channel))
    if (source === 'credit') debit(model, token, callerId, deposit)
    model.channels.set(id, channel)
    if (channel.asset !== undefined) joinRoyalty(model, token, channel.asset.id)
    return id
  }
}

function keyOf(call: Call, name: string): string {
  return keyHex(textOf(call, name))
}

function joinRoyalty(model: Model, token: Token, asset: string): void {
  const pair = pairOf(token, asset)
  const royalty = model.royalties.get(pair) ?? newRoyalty()
  if (royalty.sponsorId !== '') release(model, royalty.sponsorId, royaltyBytes)
  model.royalties.set(pair, { ...royalty, channels: royalty.channels + 1, sponsorId: '' })
}

const newRoyalty = () => ({ channels: 0, amount: 0n, sinceNs: 0n, outboxId: 0n, sponsorId: '' })

export function requireChannel(model: Model, id: string): Channel {
  return model.channels.get(id) ?? refuse('ERR_CHANNEL_NOT_FOUND')
}

export function requireBy(call: Call, channel: Channel, side: 'payer' | 'payee'): void {
  if (call.callerId !== channel[`${side}Id`])
    refuse(side === 'payer' ? 'ERR_NOT_PAYER' : 'ERR_NOT_PAYEE')
}

export function raiseDeposit(model: Model, id: string, token: Token, added: bigint): Channel {
  const channel = requireChannel(model, id)
  if (channel.closeAtNs !== 0n) refuse('ERR_NOT_OPEN')
  if (channel.token !== token) refuse('ERR_TOKEN_MISMATCH')
  if (added === 0n) refuse('ERR_DEPOSIT_TOO_SMALL')
  channel.deposit += added
  return channel
}

export const topUp: Step = (model, call) => {
  raiseDeposit(model, textOf(call, 'channel_id'), near, call.deposit)
}

export const topUpFromVault: Step = (model, call) => {
  const id = textOf(call, 'channel_id')
  const { token } = requireChannel(model, id)
  raiseDeposit(model, id, token, amountOf(call, 'amount'))
  debit(model, token, call.callerId, amountOf(call, 'amount'))
}

export const requestClose: Step = (model, call) => {
  const channel = requireChannel(model, textOf(call, 'channel_id'))
  requireBy(call, channel, 'payer')
  if (channel.closeAtNs !== 0n) refuse('ERR_NOT_OPEN')
  channel.closeAtNs = call.nowNs + graceNs
}

export const cancelClose: Step = (model, call) => {
  const channel = requireChannel(model, textOf(call, 'channel_id'))
  requireBy(call, channel, 'payer')
  if (channel.closeAtNs === 0n) refuse('ERR_NOT_CLOSING')
  channel.closeAtNs = 0n
}

export const finalize: Step = (model, call) => {
  const id = textOf(call, 'channel_id')
  const channel = requireChannel(model, id)
  if (channel.closeAtNs === 0n) refuse('ERR_NOT_CLOSING')
  if (call.nowNs < channel.closeAtNs) refuse('ERR_GRACE_NOT_OVER')
  end(model, call, id, settledOf(channel))
}

export const close: Step = (model, call) => {
  const id = textOf(call, 'channel_id')
  const channel = requireChannel(model, id)
  requireBy(call, channel, 'payee')
  const highest = covered(call, id, channel) ?? settledOf(channel)
  const capture = amountOf(call, 'capture')
  if (capture < settledOf(channel) || capture > highest) refuse('ERR_CAPTURE_RANGE')
  end(model, call, id, capture)
}

export const closeWithAuth: Step = (model, call) => {
  const message = hexOfBase64(call.args.auth)
  const auth = call.signed.read(message)
  if (auth?.kind !== 'close') refuse(auth === undefined ? undefined : 'ERR_VOUCHER_MALFORMED')
  const channel = requireChannel(model, auth.channelId)
  requireSignature(call, message, 'auth_signature', channel.payeeKey)
  if (call.height > auth.last) refuse('ERR_AUTH_EXPIRED')
  const most = covered(call, auth.channelId, channel)
  const settled = settledOf(channel)
  if (auth.final < settled || auth.final > channel.deposit) refuse('ERR_CAPTURE_RANGE')
  const isCovered = auth.final === settled || auth.final <= (most ?? -1n)
  if (!isCovered && call.callerId !== channel.payerId) refuse('ERR_CLOSE_NOT_COVERED')
  end(model, call, auth.channelId, auth.final)
}

/** The total that a voucher brought along leads to, as far as the deposit goes. */
function covered(call: Call, id: string, channel: Channel): bigint | undefined {
  if (call.args.voucher === undefined) return undefined
  const message = hexOfBase64(call.args.voucher)
  const voucher = readVoucher(call, message, false)
  if (voucher.channelId !== id) refuse('ERR_VOUCHER_CHANNEL')
  const lane = channel.lanes[voucher.lane] ?? refuse('ERR_VOUCHER_LANE')
  requireSignature(call, message, 'signature', channel.signerKey)
  const rise = voucher.cumulative - lane
  return least(settledOf(channel) + (rise > 0n ? rise : 0n), channel.deposit)
}

/** Pays the rest to the payee, the remainder to the payer, and frees the storage. */
function end(model: Model, call: Call, id: string, final: bigint): void {
  const channel = requireChannel(model, id)
  const { asset, payeeId, payerId, token } = channel
  const shares = sharesBetween(channel, settledOf(channel), final)
  model.channels.delete(id)
  release(model, payerId, channelBytes(channel))
  if (channel.decrease !== undefined) release(model, payerId, decreaseBytes)
  keep(model, channel, shares)
  if (asset !== undefined) leaveRoyalty(model, pairOf(token, asset.id), payerId)
  if (call.height <= channel.openHeight + windowBlocks) {
    model.tombstones.set(id, { payerId, openHeight: channel.openHeight })
    release(model, payerId, -tombstoneBytes(payerId))
  }
  credit(model, token, payeeId, shares.payee)
  credit(model, token, payerId, channel.deposit - final)
}

/** The last channel of an asset leaves its record to its payer while something waits in it. */
function leaveRoyalty(model: Model, pair: string, payerId: string): void {
  const royalty = model.royalties.get(pair) ?? newRoyalty()
  royalty.channels -= 1
  if (royalty.channels > 0) return
  if (royalty.amount === 0n) {
    model.royalties.delete(pair)
    return
  }
  royalty.sponsorId = payerId
  release(model, payerId, -royaltyBytes)
}

export const purge: Step = (model, call) => {
  const id = textOf(call, 'channel_id')
  const tombstone = model.tombstones.get(id) ?? refuse('ERR_CHANNEL_NOT_FOUND')
  if (call.height <= tombstone.openHeight + windowBlocks) refuse('ERR_TOMBSTONE_AGE')
  model.tombstones.delete(id)
  release(model, tombstone.payerId, tombstoneBytes(tombstone.payerId))
}

export const collectFees: Step = (model, call) => {
  const token = tokenOf(call)
  const amount = model.fees.get(token) ?? 0n
  if (amount === 0n) refuse('ERR_NO_FEES')
  add(model.fees, token, -amount)
  credit(model, token, 'hub.near', amount)
}
