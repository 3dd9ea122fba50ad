/** Keys of the contract's own records: one letter, a colon, ids. Binary parts have a fixed length and come last. */
import { utf8Encode } from '@research-hub/compiler/host'
import { record, u32 } from '../../common/state/record.js'
import { joinBytes } from '../../common/wire/bytes.js'

const indexRecord = record({ index: u32 })

export function withBytes(prefix: string, bytes: Uint8Array): Uint8Array {
  return joinBytes([utf8Encode(prefix), bytes])
}

/** Keys that end in a number of four bytes: as long for the first as for the last of a list. */
export function withIndex(prefix: string, index: number): Uint8Array {
  return withBytes(prefix, indexRecord.encode({ index }))
}
