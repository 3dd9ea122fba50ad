/** Records and keys. Keys are one letter, a colon, and the id; no prefix begins another. */
import { storageRead, storageRemove, storageWrite, utf8Encode } from '@research-hub/compiler/host'
import { joinBytes } from '../common/bytes.js'
import { pack, unpack } from '../common/record.js'
import type { ChannelTerms } from './rules/identity.js'
import type { Balances } from './rules/settlement.js'

export type Config = {
  readonly ctx: Uint8Array
  readonly chainId: string
  readonly feeRecipientId: string
  readonly feeBps: number
}

export type Channel = Omit<ChannelTerms, 'salt'> &
  Balances & {
    /** Zero while open. */
    readonly closeAtNs: bigint
  }

/** Holds an id that might be opened again inside its height window. */
export type Tombstone = { readonly payerId: string; readonly openHeight: bigint }

const version = 1

/** nearcore's overhead per record. */
const recordOverhead = 40
const configKey = 's:'

/** Version, context, chain, fee recipient, fee. */
const configLayout = '1hss2'
/** Version, payer, payee, token, keys, terms, grace, fee, heights and times, amounts. */
const channelLayout = '1ssshhh4288666'
/** Version, payer, opening height. */
const tombstoneLayout = '1s8'

export function loadConfig(): Config | undefined {
  const bytes = storageRead(configKey)
  if (bytes === undefined) return undefined
  const record = unpack(configLayout, bytes)
  return {
    ctx: record[1],
    chainId: record[2],
    feeRecipientId: record[3],
    feeBps: record[4],
  }
}

export function saveConfig(config: Config): void {
  const { ctx, chainId, feeRecipientId, feeBps } = config
  storageWrite(configKey, pack(configLayout, [version, ctx, chainId, feeRecipientId, feeBps]))
}

export function loadChannel(id: Uint8Array): Channel | undefined {
  const bytes = storageRead(channelKey(id))
  return bytes === undefined ? undefined : decodeChannel(bytes)
}

/** Saves a channel and returns the storage bytes its record takes. */
export function saveChannel(id: Uint8Array, channel: Channel): bigint {
  const bytes = encodeChannel(channel)
  storageWrite(channelKey(id), bytes)
  return recordBytes(34, bytes)
}

export function channelBytes(channel: Channel): bigint {
  return recordBytes(34, encodeChannel(channel))
}

export function removeChannel(id: Uint8Array): void {
  storageRemove(channelKey(id))
}

export function loadTombstone(id: Uint8Array): Tombstone | undefined {
  const bytes = storageRead(tombstoneKey(id))
  if (bytes === undefined) return undefined
  const record = unpack(tombstoneLayout, bytes)
  return { payerId: record[1], openHeight: record[2] }
}

export function saveTombstone(id: Uint8Array, tombstone: Tombstone): void {
  storageWrite(tombstoneKey(id), encodeTombstone(tombstone))
}

export function tombstoneBytes(tombstone: Tombstone): bigint {
  return recordBytes(34, encodeTombstone(tombstone))
}

export function removeTombstone(id: Uint8Array): void {
  storageRemove(tombstoneKey(id))
}

function encodeTombstone({ payerId, openHeight }: Tombstone): Uint8Array {
  return pack(tombstoneLayout, [version, payerId, openHeight])
}

function encodeChannel(channel: Channel): Uint8Array {
  return pack(channelLayout, [
    version,
    channel.payerId,
    channel.payeeId,
    channel.token,
    channel.signerKey,
    channel.payeeKey,
    channel.termsHash,
    channel.graceS,
    channel.feeBps,
    channel.openHeight,
    channel.closeAtNs,
    channel.depositYocto,
    channel.settledYocto,
    channel.feeTakenYocto,
  ])
}

function decodeChannel(bytes: Uint8Array): Channel {
  const record = unpack(channelLayout, bytes)
  return {
    payerId: record[1],
    payeeId: record[2],
    token: record[3],
    signerKey: record[4],
    payeeKey: record[5],
    termsHash: record[6],
    graceS: record[7],
    feeBps: record[8],
    openHeight: record[9],
    closeAtNs: record[10],
    depositYocto: record[11],
    settledYocto: record[12],
    feeTakenYocto: record[13],
  }
}

function recordBytes(keyLength: number, value: Uint8Array): bigint {
  return BigInt(keyLength + value.length + recordOverhead)
}

function channelKey(id: Uint8Array): Uint8Array {
  return joinBytes([utf8Encode('c:'), id])
}

function tombstoneKey(id: Uint8Array): Uint8Array {
  return joinBytes([utf8Encode('d:'), id])
}
