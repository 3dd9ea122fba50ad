/** Opening a channel, from an attached deposit or from the payer's credit. */
import { blockIndex, hexEncode, sha256 } from '@research-hub/compiler/host'
import { chargeStorage, debit, requireAccount, requireHolder } from '../../common/money/credits.js'
import { availableYocto, byteCostYocto, saveAccount } from '../../common/state/account.js'
import { requireNotPaused } from '../../common/state/governance.js'
import { grownBytes } from '../../common/state/records.js'
import { token as tokenDecoder, tokenId } from '../../common/state/tokens.js'
import { changeTotals, near, type TokenIndex } from '../../common/state/totals.js'
import { caller } from '../../common/wire/caller.js'
import {
  accountId,
  type Decoded,
  ed25519Key,
  hex,
  integer,
  optional,
  u64,
  u128,
} from '../../common/wire/decode.js'
import { emit } from '../../common/wire/events.js'
import { fail } from '../../common/wire/fail.js'
import { failChannel } from '../errors.js'
import {
  features,
  maxGraceS,
  maxLanes,
  maxRoyaltyPpm,
  maxTipBps,
  minDepositYocto,
  minGraceS,
  openWindowBlocks,
} from '../limits.js'
import { channelPreimage } from '../rules/identity.js'
import { isWeakKey } from '../rules/weak-keys.js'
import {
  type Asset,
  type Channel,
  channelBytes,
  hasChannel,
  saveChannel,
} from '../state/channel.js'
import { type Config, hasTombstone, loadConfig } from '../state/config.js'
import { laneBytes } from '../state/lane.js'
import { joinRoyalty, royaltyBytes } from '../state/royalty.js'
import { context } from './context.js'

export const openShape = {
  payee_id: accountId,
  signer_key: ed25519Key,
  payee_key: ed25519Key,
  grace_s: integer(minGraceS, maxGraceS),
  terms_hash: hex(32),
  salt: hex(16),
  open_height: u64,
  lanes: optional(integer(0, maxLanes)),
  tip_bps: optional(integer(0, maxTipBps)),
  tee_key: optional(ed25519Key),
  asset_id: optional(u64),
  royalty_ppm: optional(integer(0, maxRoyaltyPpm)),
}

export const openFromVaultShape = { ...openShape, token: tokenDecoder, deposit: u128 }

type OpenArgs = Decoded<typeof openShape>

/** Opens a channel of the caller, with the attached deposit or from the caller's credit. */
export function openChannel(
  token: TokenIndex,
  deposit: bigint,
  source: 'attached' | 'credit',
  args: OpenArgs,
): string {
  requireNotPaused(features.open, 'open')
  const config = loadConfig()
  const payerId = caller()
  const minimum = token === near ? minDepositYocto : 1n
  if (payerId === args.payee_id) failChannel('ERR_SELF_CHANNEL', payerId)
  if (deposit < minimum) failChannel('ERR_DEPOSIT_TOO_SMALL', deposit, minimum)
  requireStrong('signer_key', args.signer_key)
  requireStrong('payee_key', args.payee_key)
  requireStrong('tee_key', args.tee_key)
  requireHeight(args.open_height)
  requireHolder(args.payee_id, token)
  const asset = assetOf(config, args)
  const terms = {
    payerId,
    payeeId: args.payee_id,
    token,
    signerKey: args.signer_key,
    payeeKey: args.payee_key,
    graceS: args.grace_s,
    feeBps: config.feeBps,
    termsHash: args.terms_hash,
    openHeight: args.open_height,
  }
  const identity = { ...terms, token: tokenId(token), salt: args.salt }
  const id = sha256(channelPreimage(context(), identity))
  if (hasChannel(id) || hasTombstone(id)) failChannel('ERR_CHANNEL_EXISTS', hexEncode(id))
  const channel: Channel = {
    ...terms,
    tipBps: args.tip_bps ?? 0,
    closeAtNs: 0n,
    deposit,
    settled: 0n,
    lane0: 0n,
    refunded: 0n,
    lanes: args.lanes ?? 0,
    laneMask: 0n,
    hasDecrease: false,
    teeKey: args.tee_key,
    asset,
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

function besidesRecord({ asset, lanes }: Channel): bigint {
  return laneBytes(lanes) + (asset === undefined ? 0n : royaltyBytes)
}

function requireStrong(name: string, key: Uint8Array | undefined): void {
  if (key !== undefined && isWeakKey(key)) failChannel('ERR_WEAK_KEY', name)
}

function requireHeight(openHeight: bigint): void {
  const height = blockIndex()
  if (openHeight > height || height - openHeight > openWindowBlocks) {
    failChannel('ERR_OPEN_HEIGHT', openHeight, openWindowBlocks, height)
  }
}

function assetOf(config: Config, args: OpenArgs): Asset | undefined {
  const { asset_id: assetId, royalty_ppm: royaltyPpm } = args
  if (assetId === undefined && royaltyPpm === undefined) return undefined
  if (assetId === undefined) fail('ERR_ARGS', 'asset_id', 'missing')
  if (royaltyPpm === undefined) fail('ERR_ARGS', 'royalty_ppm', 'missing')
  if (config.licensingId === '') failChannel('ERR_NO_LICENSING')
  return { assetId, royaltyPpm }
}
