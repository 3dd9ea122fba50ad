/** Opening a channel, from an attached deposit or from the payer's credit. */
import { blockIndex, bytesEqual, hexEncode, sha256 } from '@research-hub/compiler/host'
import { chargeStorage, debit, requireAccount, requireHolder } from '../../common/money/credits.js'
import { availableYocto, byteCostYocto, saveAccount } from '../../common/state/account.js'
import { requireNotPaused } from '../../common/state/governance.js'
import { grownBytes } from '../../common/state/records.js'
import { tokenId } from '../../common/state/tokens.js'
import { changeTotals, near, type TokenIndex } from '../../common/state/totals.js'
import { caller } from '../../common/wire/caller.js'
import { emit } from '../../common/wire/events.js'
import { fail } from '../errors.js'
import { minDepositYocto, openWindowBlocks, pauseBits } from '../limits.js'
import type { Opening } from '../rules/decoders.js'
import { channelPreimage } from '../rules/identity.js'
import {
  type Asset,
  assetOf,
  type Channel,
  channelBytes,
  extrasOf,
  hasChannel,
  saveChannel,
} from '../state/channel.js'
import { type Config, loadConfig } from '../state/config.js'
import { laneBytes } from '../state/lane.js'
import { royaltyBytes } from '../state/royalty.js'
import { hasTombstone } from '../state/tombstone.js'
import { requireStrong } from './checks.js'
import { context } from './context.js'
import { requireWithinTerms } from './payee-terms.js'
import { joinRoyalty } from './royalty.js'

/** Opens a channel of the caller, with the attached deposit or from the caller's credit. */
export function openChannel(
  token: TokenIndex,
  deposit: bigint,
  source: 'attached' | 'credit',
  args: Opening,
): string {
  requireNotPaused(pauseBits.open, 'open')
  const config = loadConfig()
  const payerId = caller()
  const minimum = token === near ? minDepositYocto : 1n
  if (payerId === args.payee_id) fail('ERR_SELF_CHANNEL', payerId)
  if (deposit < minimum) fail('ERR_DEPOSIT_TOO_SMALL', deposit, minimum)
  requireStrong('signer_key', args.signer_key)
  requireStrong('payee_key', args.payee_key)
  requireStrong('tee_key', args.tee_key)
  requireOwnTeeKey(args)
  requireHeight(args.open_height)
  requireHolder(args.payee_id, token)
  const asset = namedAsset(config, args)
  const { tipAfterBps } = requireWithinTerms(args)
  const terms = {
    payerId,
    payeeId: args.payee_id,
    signerKey: args.signer_key,
    payeeKey: args.payee_key,
    graceS: args.grace_s,
    feeBps: config.feeBps,
    termsHash: args.terms_hash,
    openHeight: args.open_height,
  }
  const identity = { ...terms, token: tokenId(token), salt: args.salt }
  const id = sha256(channelPreimage(context(), identity))
  if (hasChannel(id) || hasTombstone(id)) fail('ERR_CHANNEL_EXISTS', hexEncode(id))
  const channel: Channel = {
    ...terms,
    ...extrasOf(args.tee_key, asset),
    token,
    lanes: args.lanes ?? 0,
    tipBps: args.tip_bps ?? 0,
    tipAfterBps,
    laneMask: 0n,
    closeAtNs: 0n,
    deposit,
    settled: 0n,
    lane0: 0n,
    refunded: 0n,
    refundSigned: 0n,
  }
  const recordBytes = saveChannel(id, channel)
  const bytes = recordBytes + besidesRecord(channel)
  takeFrom(payerId, bytes, token, source === 'credit' ? deposit : 0n)
  let usedBytes = recordBytes
  if (asset !== undefined) usedBytes += grownBytes(() => joinRoyalty(token, asset.assetId))
  const credits = source === 'credit' ? -deposit : 0n
  if (token === near) changeTotals(near, { locked: deposit, credits, usedBytes })
  else {
    changeTotals(token, { locked: deposit, credits })
    changeTotals(near, { usedBytes })
  }
  emit('channel_opened', {
    channel_id: hexEncode(id),
    payer_id: payerId,
    payee_id: args.payee_id,
    deposit: String(deposit),
  })
  return hexEncode(id)
}

/** Holds storage for the channel and takes the deposit out of credit; in NEAR both are in one record. */
function takeFrom(payerId: string, bytes: bigint, token: TokenIndex, deposit: bigint): void {
  if (token !== near || deposit === 0n) {
    chargeStorage(payerId, bytes)
    if (deposit > 0n) debit(payerId, token, deposit)
    return
  }
  const record = requireAccount(payerId)
  const available = availableYocto(record)
  const needed = bytes * byteCostYocto
  if (available < needed) fail('ERR_STORAGE_SHORT', available, needed)
  if (record.creditYocto < deposit) fail('ERR_CREDIT_SHORT', record.creditYocto, deposit)
  saveAccount(payerId, {
    ...record,
    usedBytes: record.usedBytes + bytes,
    creditYocto: record.creditYocto - deposit,
  })
}

/** Storage that a channel without a pending decrease holds. */
export function heldBytes(id: Uint8Array, channel: Channel): bigint {
  return channelBytes(id, channel) + besidesRecord(channel)
}

function besidesRecord(channel: Channel): bigint {
  return laneBytes(channel.lanes) + (assetOf(channel) === undefined ? 0n : royaltyBytes)
}

/** A condition that payer or payee can sign is none. */
function requireOwnTeeKey({ tee_key, signer_key, payee_key }: Opening): void {
  if (tee_key === undefined) return
  if (bytesEqual(tee_key, signer_key)) fail('ERR_TEE_KEY_SHARED', 'signer_key')
  if (bytesEqual(tee_key, payee_key)) fail('ERR_TEE_KEY_SHARED', 'payee_key')
}

function requireHeight(openHeight: bigint): void {
  const height = blockIndex()
  if (openHeight > height || height - openHeight > openWindowBlocks) {
    fail('ERR_OPEN_HEIGHT', openHeight, openWindowBlocks, height)
  }
}

function namedAsset(config: Config, args: Opening): Asset | undefined {
  const { asset_id: assetId, royalty_ppm: royaltyPpm } = args
  if (assetId === undefined && royaltyPpm === undefined) return undefined
  if (assetId === undefined) fail('ERR_ARGS', 'asset_id', 'missing')
  if (royaltyPpm === undefined) fail('ERR_ARGS', 'royalty_ppm', 'missing')
  if (config.licensingId === '') fail('ERR_NO_LICENSING')
  return { assetId, royaltyPpm }
}
