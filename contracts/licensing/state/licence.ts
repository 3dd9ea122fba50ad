import { storageRead, storageRemove, storageWrite } from '@research-hub/compiler/host'
import {
  bool,
  bytes32,
  type RecordOf,
  record,
  text,
  u8,
  u32,
  u64,
  version,
} from '../../common/state/record.js'
import { recordBytes } from '../../common/state/records.js'
import { zeroBytes32 } from '../../common/wire/bytes.js'
import { fail } from '../errors.js'

export const licenceRecord = record({
  version: version(1),
  /** Place in `units`. */
  unit: u8,
  assetId: u32,
  termsHash: bytes32,
  holderId: text,
  unitsBought: u64,
  unitsLeft: u64,
  /** 0 for never. */
  expiresAtNs: u64,
  /** Place among the holder's licences. */
  holderIndex: u32,
  /** Place among all. */
  globalIndex: u32,
  isBound: bool,
})
export type Licence = RecordOf<typeof licenceRecord>

/** Who else may consume, and the channel it is paid by. */
export type Binding = {
  /** Empty for none. */
  readonly consumerId: string
  readonly channelId: Uint8Array | undefined
}

/** Zeros for no channel. */
export const bindingRecord = record({ version: version(1), consumerId: text, channelId: bytes32 })

export function loadLicence(id: bigint): Licence | undefined {
  const bytes = storageRead(keyOf(id))
  return bytes === undefined ? undefined : licenceRecord.decode(bytes)
}

export function requireLicence(id: bigint): Licence {
  return loadLicence(id) ?? fail('ERR_LICENCE_NOT_FOUND', id)
}

/** Saves a licence and returns its bytes, which change only with the holder. */
export function saveLicence(id: bigint, licence: Licence): bigint {
  const bytes = licenceRecord.encode(licence)
  storageWrite(keyOf(id), bytes)
  return recordBytes(keyOf(id), bytes)
}

export function licenceBytes(id: bigint, licence: Licence): bigint {
  return recordBytes(keyOf(id), licenceRecord.encode(licence))
}

export function removeLicence(id: bigint): void {
  storageRemove(keyOf(id))
}

export function loadBinding(id: bigint): Binding | undefined {
  const bytes = storageRead(`B:${id}`)
  if (bytes === undefined) return undefined
  const { consumerId, channelId } = bindingRecord.decode(bytes)
  return { consumerId, channelId: channelId.some((byte) => byte !== 0) ? channelId : undefined }
}

/** Saves a binding and returns its bytes. */
export function saveBinding(id: bigint, { consumerId, channelId }: Binding): bigint {
  const bytes = bindingRecord.encode({ consumerId, channelId: channelId ?? zeroBytes32 })
  storageWrite(`B:${id}`, bytes)
  return recordBytes(`B:${id}`, bytes)
}

/** Removes a binding and returns the bytes it took. */
export function removeBinding(id: bigint): bigint {
  const bytes = storageRead(`B:${id}`)
  if (bytes === undefined) return 0n
  storageRemove(`B:${id}`)
  return recordBytes(`B:${id}`, bytes)
}

function keyOf(id: bigint): string {
  return `l:${id}`
}
