/** Numbered lists of licences, each holder's and everybody's: a removal moves the last into the gap. */
import { storageRead, storageRemove, storageWrite } from '@research-hub/compiler/host'
import { record, u32, u64 } from '../../common/state/record.js'
import { recordBytes } from '../../common/state/records.js'
import { withIndex } from './keys.js'

export const placeRecord = record({ licenceId: u64 })
export const heldRecord = record({ count: u32 })

/** The list of all licences. */
export const everybody = 'q:'

export function holderList(accountId: string): string {
  return `h:${accountId}:`
}

export function licenceAt(list: string, index: number): bigint | undefined {
  const bytes = storageRead(withIndex(list, index))
  return bytes === undefined ? undefined : placeRecord.decode(bytes).licenceId
}

export function putAt(list: string, index: number, id: bigint): void {
  storageWrite(withIndex(list, index), placeRecord.encode({ licenceId: id }))
}

export function removeAt(list: string, index: number): void {
  storageRemove(withIndex(list, index))
}

/** Bytes of one place in a list. */
export function placeBytes(list: string): bigint {
  return BigInt(list.length + 4 + 8 + 40)
}

export function heldBy(accountId: string): number {
  const bytes = storageRead(`H:${accountId}`)
  return bytes === undefined ? 0 : heldRecord.decode(bytes).count
}

/** Saves how many licences an account holds; a count of nothing is no record. */
export function saveHeld(accountId: string, count: number): void {
  if (count === 0) storageRemove(`H:${accountId}`)
  else storageWrite(`H:${accountId}`, heldRecord.encode({ count }))
}

/** Bytes of an account's count. */
export function heldBytes(accountId: string): bigint {
  return recordBytes(`H:${accountId}`, new Uint8Array(4))
}
