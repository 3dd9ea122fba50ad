/** Records and keys. Keys are one letter, a colon, and the id; no prefix begins another. */
import { storageRead, storageRemove, storageWrite, utf8Encode } from '@research-hub/compiler/host'
import { joinBytes } from '../common/bytes.js'
import { RecordReader, RecordWriter } from '../common/record.js'
import type { ChannelTerms } from './rules/identity.js'
import type { Balances } from './rules/settlement.js'

export type Config = {
  readonly ctx: Uint8Array
  readonly chainId: string
  readonly ownerId: string
  readonly pendingOwnerId: string
  readonly guardianId: string
  readonly feeRecipientId: string
  readonly feeBps: number
  readonly isOpenPaused: boolean
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

export function loadConfig(): Config | undefined {
  const bytes = storageRead(configKey)
  if (bytes === undefined) return undefined
  const reader = new RecordReader(bytes)
  reader.u8()
  return {
    ctx: reader.bytes(32),
    chainId: reader.ascii(),
    ownerId: reader.ascii(),
    pendingOwnerId: reader.ascii(),
    guardianId: reader.ascii(),
    feeRecipientId: reader.ascii(),
    feeBps: reader.u16(),
    isOpenPaused: reader.u8() === 1,
  }
}

export function saveConfig(config: Config): void {
  const writer = new RecordWriter(512)
    .u8(version)
    .bytes(config.ctx)
    .ascii(config.chainId)
    .ascii(config.ownerId)
  writer.ascii(config.pendingOwnerId).ascii(config.guardianId).ascii(config.feeRecipientId)
  storageWrite(
    configKey,
    writer
      .u16(config.feeBps)
      .u8(config.isOpenPaused ? 1 : 0)
      .finish(),
  )
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
  const reader = new RecordReader(bytes)
  reader.u8()
  return { payerId: reader.ascii(), openHeight: reader.u64() }
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
  return new RecordWriter(128).u8(version).ascii(payerId).u64(openHeight).finish()
}

function encodeChannel(channel: Channel): Uint8Array {
  const writer = new RecordWriter(512)
    .u8(version)
    .ascii(channel.payerId)
    .ascii(channel.payeeId)
    .ascii(channel.token)
  writer.bytes(channel.signerKey).bytes(channel.payeeKey).bytes(channel.termsHash)
  writer.u32(channel.graceS).u16(channel.feeBps).u64(channel.openHeight).u64(channel.closeAtNs)
  return writer
    .u128(channel.depositYocto)
    .u128(channel.settledYocto)
    .u128(channel.feeTakenYocto)
    .finish()
}

function decodeChannel(bytes: Uint8Array): Channel {
  const reader = new RecordReader(bytes)
  reader.u8()
  return {
    payerId: reader.ascii(),
    payeeId: reader.ascii(),
    token: reader.ascii(),
    signerKey: reader.bytes(32),
    payeeKey: reader.bytes(32),
    termsHash: reader.bytes(32),
    graceS: reader.u32(),
    feeBps: reader.u16(),
    openHeight: reader.u64(),
    closeAtNs: reader.u64(),
    depositYocto: reader.u128(),
    settledYocto: reader.u128(),
    feeTakenYocto: reader.u128(),
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
