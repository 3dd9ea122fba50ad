/**
 * The record of a channel. Its first part has fixed places, which `raise.ts` changes without decoding
 * the rest; everything else goes through `Channel`.
 */
import {
  storageHasKey,
  storageRead,
  storageRemove,
  storageWrite,
} from '@research-hub/compiler/host'
import { pack, unpack } from '../../common/state/record.js'
import { recordBytes } from '../../common/state/records.js'
import type { TokenIndex } from '../../common/state/totals.js'
import { joinBytes } from '../../common/wire/bytes.js'
import { keyOf } from './keys.js'

export type Asset = { readonly assetId: bigint; readonly royaltyPpm: number }

export type Channel = {
  readonly payerId: string
  readonly payeeId: string
  readonly token: TokenIndex
  readonly signerKey: Uint8Array
  readonly payeeKey: Uint8Array
  readonly termsHash: Uint8Array
  readonly graceS: number
  readonly feeBps: number
  readonly tipBps: number
  readonly openHeight: bigint
  /** Zero while open. */
  readonly closeAtNs: bigint
  readonly deposit: bigint
  /** The sum of all lanes. */
  readonly settled: bigint
  readonly lane0: bigint
  /** Everything the payee gave back by `refund_unused`, over the channel's life. */
  readonly refunded: bigint
  /** Lanes beside lane 0 that were paid for. */
  readonly lanes: number
  /** Which of them have a record, lane 1 in the lowest bit. */
  readonly laneMask: bigint
  readonly hasDecrease: boolean
  readonly teeKey: Uint8Array | undefined
  readonly asset: Asset | undefined
}

const version = 2
const flagBits = { decrease: 1, tee: 2, asset: 4 } as const
const layout = '11122248886666hhhss'
const assetLayout = '84'
const assetLength = 12

/** Where the fields that settlement touches lie. */
export const at = {
  flags: 1,
  lanes: 2,
  token: 3,
  feeBps: 5,
  tipBps: 7,
  laneMask: 13,
  closeAtNs: 21,
  deposit: 37,
  settled: 53,
  lane0: 69,
  signerKey: 101,
  /** A length byte and the id; the payer's follows in the same way. */
  payee: 197,
} as const

/** Parts per million of the payee's part that are a royalty; 0 without an asset. */
export function royaltyPpmOf(record: Uint8Array): number {
  if (((record[at.flags] ?? 0) & flagBits.asset) === 0) return 0
  return unpack('4', record.subarray(record.length - 4))[0]
}

/** The asset that the record's royalties belong to. */
export function assetIdOf(record: Uint8Array): bigint {
  return unpack('8', record.subarray(record.length - assetLength, record.length - 4))[0]
}

export function loadChannel(id: Uint8Array): Channel | undefined {
  const bytes = storageRead(keyOf('c', id))
  return bytes === undefined ? undefined : decodeChannel(bytes)
}

/** Saves a channel and returns the bytes of storage that its record takes. */
export function saveChannel(id: Uint8Array, channel: Channel): bigint {
  const key = keyOf('c', id)
  const bytes = encodeChannel(channel)
  storageWrite(key, bytes)
  return recordBytes(key, bytes)
}

export function hasChannel(id: Uint8Array): boolean {
  return storageHasKey(keyOf('c', id))
}

/** Bytes of storage that the record takes. */
export function channelBytes(id: Uint8Array, channel: Channel): bigint {
  return recordBytes(keyOf('c', id), encodeChannel(channel))
}

export function removeChannel(id: Uint8Array): void {
  storageRemove(keyOf('c', id))
}

function encodeChannel(channel: Channel): Uint8Array {
  const { teeKey, asset } = channel
  const flags =
    (channel.hasDecrease ? flagBits.decrease : 0) |
    (teeKey === undefined ? 0 : flagBits.tee) |
    (asset === undefined ? 0 : flagBits.asset)
  const head = pack(layout, [
    version,
    flags,
    channel.lanes,
    channel.token,
    channel.feeBps,
    channel.tipBps,
    channel.graceS,
    channel.laneMask,
    channel.closeAtNs,
    channel.openHeight,
    channel.deposit,
    channel.settled,
    channel.lane0,
    channel.refunded,
    channel.signerKey,
    channel.payeeKey,
    channel.termsHash,
    channel.payeeId,
    channel.payerId,
  ])
  if (flags <= flagBits.decrease) return head
  return joinBytes([
    head,
    ...(teeKey === undefined ? [] : [teeKey]),
    ...(asset === undefined ? [] : [pack(assetLayout, [asset.assetId, asset.royaltyPpm])]),
  ])
}

export function decodeChannel(bytes: Uint8Array): Channel {
  const flags = bytes[at.flags] ?? 0
  const hasTee = (flags & flagBits.tee) !== 0
  const hasAsset = (flags & flagBits.asset) !== 0
  const headLength = bytes.length - (hasTee ? 32 : 0) - (hasAsset ? assetLength : 0)
  const record = unpack(layout, bytes.subarray(0, headLength))
  const asset = hasAsset
    ? unpack(assetLayout, bytes.subarray(bytes.length - assetLength))
    : undefined
  return {
    lanes: record[2],
    token: record[3],
    feeBps: record[4],
    tipBps: record[5],
    graceS: record[6],
    laneMask: record[7],
    closeAtNs: record[8],
    openHeight: record[9],
    deposit: record[10],
    settled: record[11],
    lane0: record[12],
    refunded: record[13],
    signerKey: record[14],
    payeeKey: record[15],
    termsHash: record[16],
    payeeId: record[17],
    payerId: record[18],
    hasDecrease: (flags & flagBits.decrease) !== 0,
    teeKey: hasTee ? bytes.slice(headLength, headLength + 32) : undefined,
    asset: asset === undefined ? undefined : { assetId: asset[0], royaltyPpm: asset[1] },
  }
}
