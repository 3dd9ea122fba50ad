/**
 * The record of a channel. Its first part has fixed places, which `actions/rise.ts` changes without
 * decoding the rest; everything else goes through `Channel`.
 */
import {
  storageHasKey,
  storageRead,
  storageRemove,
  storageWrite,
} from '@research-hub/compiler/host'
import {
  bytes32,
  offsetsOf,
  type RecordOf,
  record,
  rest,
  text,
  u8,
  u16,
  u32,
  u64,
  u128,
  version,
} from '../../common/state/record.js'
import { recordBytes } from '../../common/state/records.js'
import { joinBytes } from '../../common/wire/bytes.js'
import { keyOf } from './keys.js'

const fields = {
  version: version(4),
  flags: u8,
  /** Lanes beside lane 0 that were paid for. */
  lanes: u8,
  token: u16,
  feeBps: u16,
  tipBps: u16,
  /** Which part of the grace is over when the tip begins to count. */
  tipAfterBps: u16,
  graceS: u32,
  /** Which lanes beside lane 0 have a record, lane 1 in the lowest bit. */
  laneMask: u64,
  /** Zero while open. */
  closeAtNs: u64,
  openHeight: u64,
  deposit: u128,
  /** The sum of all lanes. */
  settled: u128,
  lane0: u128,
  /** Everything that was given back to the payer, over the channel's life. */
  refunded: u128,
  /** The largest sum of refunds that the payee has signed and somebody used. */
  refundSigned: u128,
  signerKey: bytes32,
  payeeKey: bytes32,
  termsHash: bytes32,
  payeeId: text,
  payerId: text,
  /** The TEE key and the asset, as far as the flags say that there are any. */
  extras: rest,
}
export const channelRecord = record(fields)
export type Channel = RecordOf<typeof channelRecord>

/** Where the fields of a record lie, up to the payee: a length byte and the id, like the payer's behind it. */
export const at = offsetsOf(fields)

const flag = { decrease: 1, tee: 2, asset: 4 } as const

export const assetRecord = record({ assetId: u64, royaltyPpm: u32 })
export type Asset = RecordOf<typeof assetRecord>

/** Flags and extras of a new channel. */
export function extrasOf(
  teeKey: Uint8Array | undefined,
  asset: Asset | undefined,
): Pick<Channel, 'flags' | 'extras'> {
  return {
    flags: (teeKey === undefined ? 0 : flag.tee) | (asset === undefined ? 0 : flag.asset),
    extras: joinBytes([
      ...(teeKey === undefined ? [] : [teeKey]),
      ...(asset === undefined ? [] : [assetRecord.encode(asset)]),
    ]),
  }
}

export function hasDecrease({ flags }: Channel): boolean {
  return (flags & flag.decrease) !== 0
}

export function withDecrease(channel: Channel, isPending: boolean): Channel {
  const others = channel.flags & ~flag.decrease
  return { ...channel, flags: isPending ? others | flag.decrease : others }
}

export function teeKeyOf({ flags, extras }: Channel): Uint8Array | undefined {
  return (flags & flag.tee) === 0 ? undefined : extras.slice(0, 32)
}

/** The asset that a channel's royalties belong to. */
export function assetOf({ flags, extras }: Channel): Asset | undefined {
  return (flags & flag.asset) === 0 ? undefined : lastAsset(extras)
}

/** The same from the record as it lies. */
export function assetIn(bytes: Uint8Array): Asset | undefined {
  return ((bytes[at.flags] ?? 0) & flag.asset) === 0 ? undefined : lastAsset(bytes)
}

function lastAsset(bytes: Uint8Array): Asset {
  return assetRecord.decode(bytes.subarray(bytes.length - assetRecord.size))
}

export function loadChannel(id: Uint8Array): Channel | undefined {
  const bytes = storageRead(keyOf('c', id))
  return bytes === undefined ? undefined : channelRecord.decode(bytes)
}

/** Saves a channel and returns the bytes of storage that its record takes. */
export function saveChannel(id: Uint8Array, channel: Channel): bigint {
  const key = keyOf('c', id)
  const bytes = channelRecord.encode(channel)
  storageWrite(key, bytes)
  return recordBytes(key, bytes)
}

export function hasChannel(id: Uint8Array): boolean {
  return storageHasKey(keyOf('c', id))
}

/** Bytes of storage that the record takes. */
export function channelBytes(id: Uint8Array, channel: Channel): bigint {
  return recordBytes(keyOf('c', id), channelRecord.encode(channel))
}

export function removeChannel(id: Uint8Array): void {
  storageRemove(keyOf('c', id))
}
