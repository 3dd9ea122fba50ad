/** A pending decrease of a channel's deposit: the limit it falls to and when. */
import { storageRead, storageRemove, storageWrite } from '@research-hub/compiler/host'
import { pack, unpack } from '../../common/state/record.js'
import { recordBytes } from '../../common/state/records.js'
import { keyOf } from './keys.js'

export type Decrease = { readonly limit: bigint; readonly atNs: bigint }

const version = 1
const layout = '168'

export function loadDecrease(id: Uint8Array): Decrease | undefined {
  const bytes = storageRead(keyOf('e', id))
  if (bytes === undefined) return undefined
  const record = unpack(layout, bytes)
  return { limit: record[1], atNs: record[2] }
}

export function saveDecrease(id: Uint8Array, { limit, atNs }: Decrease): void {
  storageWrite(keyOf('e', id), pack(layout, [version, limit, atNs]))
}

export function removeDecrease(id: Uint8Array): void {
  storageRemove(keyOf('e', id))
}

export function decreaseBytes(id: Uint8Array): bigint {
  return recordBytes(keyOf('e', id), pack(layout, [version, 0n, 0n]))
}
