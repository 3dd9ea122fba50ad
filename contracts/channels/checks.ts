import { blockTimestamp, bytesEqual, ed25519Verify, hexEncode } from '@research-hub/compiler/host'
import { caller } from '../common/caller.js'
import { fail } from '../common/fail.js'
import { failChannel } from './errors.js'
import {
  decodeCloseAuth,
  decodeVoucher,
  type Malformed,
  type MessageHead,
  type Voucher,
} from './rules/messages.js'
import { type Channel, type Config, loadChannel, loadConfig } from './state.js'

export function requireConfig(): Config {
  return loadConfig() ?? fail('ERR_NOT_INITIALIZED')
}

export function requireChannel(id: Uint8Array): Channel {
  return loadChannel(id) ?? failChannel('ERR_CHANNEL_NOT_FOUND', hexEncode(id))
}

export function requirePayer(channel: Channel): void {
  const account = caller()
  if (account !== channel.payerId) failChannel('ERR_NOT_PAYER', account)
}

export function requireOpen(id: Uint8Array, channel: Channel): void {
  if (channel.closeAtNs !== 0n) failChannel('ERR_NOT_OPEN', hexEncode(id))
}

export function requireGraceOver(id: Uint8Array, channel: Channel): void {
  if (channel.closeAtNs === 0n) failChannel('ERR_NOT_CLOSING', hexEncode(id))
  const now = blockTimestamp()
  if (now < channel.closeAtNs) failChannel('ERR_GRACE_NOT_OVER', channel.closeAtNs, now)
}

export function parseVoucher(bytes: Uint8Array): Voucher {
  return wellFormed(decodeVoucher(bytes))
}

export function parseCloseAuth(bytes: Uint8Array): MessageHead & { readonly finalYocto: bigint } {
  return wellFormed(decodeCloseAuth(bytes))
}

function wellFormed<T extends MessageHead>(decoded: T | Malformed): T {
  return 'malformed' in decoded ? failChannel('ERR_VOUCHER_MALFORMED', decoded.malformed) : decoded
}

/** Everything that makes a voucher good for a channel, the amount's upper bound included. */
export function checkVoucher(
  config: Config,
  channelId: Uint8Array,
  channel: Channel,
  voucher: Voucher,
  message: Uint8Array,
  signature: Uint8Array,
): void {
  checkHead(config, channelId, voucher)
  if (voucher.lane !== 0) failChannel('ERR_VOUCHER_LANE', voucher.lane)
  if (voucher.cumulativeYocto > channel.depositYocto) {
    failChannel('ERR_VOUCHER_OVER_DEPOSIT', voucher.cumulativeYocto, channel.depositYocto)
  }
  checkSignature(signature, message, channel.signerKey)
}

export function checkHead(config: Config, channelId: Uint8Array, head: MessageHead): void {
  if (!bytesEqual(head.ctx, config.ctx)) failChannel('ERR_VOUCHER_CONTEXT')
  if (!bytesEqual(head.channelId, channelId))
    failChannel('ERR_VOUCHER_CHANNEL', hexEncode(channelId))
}

export function checkSignature(signature: Uint8Array, message: Uint8Array, key: Uint8Array): void {
  if (!ed25519Verify(signature, message, key)) failChannel('ERR_VOUCHER_SIGNATURE')
}

/** A voucher that a close may bring along: both parts or neither. */
export function optionalVoucher(
  config: Config,
  channelId: Uint8Array,
  channel: Channel,
  message: Uint8Array | undefined,
  signature: Uint8Array | undefined,
): bigint | undefined {
  if (message === undefined && signature === undefined) return undefined
  if (message === undefined || signature === undefined) failChannel('ERR_VOUCHER_PAIR')
  const voucher = parseVoucher(message)
  checkVoucher(config, channelId, channel, voucher, message, signature)
  return voucher.cumulativeYocto
}
