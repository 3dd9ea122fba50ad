import { storageRead, storageRemove, storageWrite } from '@research-hub/compiler/host'
import { pack, unpack } from '../../common/state/record.js'
import { recordBytes } from '../../common/state/records.js'
import { zeroBytes32 } from '../../common/wire/bytes.js'
import { fail } from '../errors.js'
import { type Unit, units } from '../rules/words.js'

export type Licence = {
  readonly assetId: number
  readonly termsHash: Uint8Array
  readonly holderId: string
  readonly unit: Unit
  readonly unitsBought: bigint
  readonly unitsLeft: bigint
  /** 0 for never. */
  readonly expiresAtNs: bigint
  /** Place among the holder's licences and among all. */
  readonly holderIndex: number
  readonly globalIndex: number
  readonly isBound: boolean
}

/** Who else may consume, and the channel it is paid by. */
export type Binding = {
  /** Empty for none. */
  readonly consumerId: string
  readonly channelId: Uint8Array | undefined
}

const version = 1
const layout = '114hs888441'
const bindingLayout = '1sh'

export function loadLicence(id: bigint): Licence | undefined {
  const bytes = storageRead(keyOf(id))
  if (bytes === undefined) return undefined
  const record = unpack(layout, bytes)
  return {
    unit: units[record[1]] ?? 'token',
    assetId: record[2],
    termsHash: record[3],
    holderId: record[4],
    unitsBought: record[5],
    unitsLeft: record[6],
    expiresAtNs: record[7],
    holderIndex: record[8],
    globalIndex: record[9],
    isBound: record[10] === 1,
  }
}

export function requireLicence(id: bigint): Licence {
  return loadLicence(id) ?? fail('ERR_LICENCE_NOT_FOUND', id)
}

/** Saves a licence and returns its bytes, which change only with the holder. */
export function saveLicence(id: bigint, licence: Licence): bigint {
  const bytes = encode(licence)
  storageWrite(keyOf(id), bytes)
  return recordBytes(keyOf(id), bytes)
}

export function licenceBytes(id: bigint, licence: Licence): bigint {
  return recordBytes(keyOf(id), encode(licence))
}

export function removeLicence(id: bigint): void {
  storageRemove(keyOf(id))
}

export function loadBinding(id: bigint): Binding | undefined {
  const bytes = storageRead(`B:${id}`)
  if (bytes === undefined) return undefined
  const record = unpack(bindingLayout, bytes)
  const hasChannel = record[2].some((byte) => byte !== 0)
  return { consumerId: record[1], channelId: hasChannel ? record[2] : undefined }
}

/** Saves a binding and returns its bytes. */
export function saveBinding(id: bigint, binding: Binding): bigint {
  const bytes = encodeBinding(binding)
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

function encodeBinding({ consumerId, channelId }: Binding): Uint8Array {
  return pack(bindingLayout, [version, consumerId, channelId ?? zeroBytes32])
}

function encode(licence: Licence): Uint8Array {
  return pack(layout, [
    version,
    units.indexOf(licence.unit),
    licence.assetId,
    licence.termsHash,
    licence.holderId,
    licence.unitsBought,
    licence.unitsLeft,
    licence.expiresAtNs,
    licence.holderIndex,
    licence.globalIndex,
    licence.isBound ? 1 : 0,
  ])
}

function keyOf(id: bigint): string {
  return `l:${id}`
}
