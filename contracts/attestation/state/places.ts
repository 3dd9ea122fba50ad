/** Keys of numbered records, and looking for a time among records in order of time. */
import { utf8Encode } from '@research-hub/compiler/host'
import { joinBytes } from '../../common/wire/bytes.js'
import { putU32 } from '../rules/bytes.js'

/** Numbers have one length, so that a record's bytes do not depend on them. */
export function numbered(prefix: string, number: number): Uint8Array {
  const bytes = new Uint8Array(4)
  putU32(bytes, 0, number)
  return joinBytes([utf8Encode(prefix), bytes])
}

/** The last of `count` items that begins at a time or before it; items are in the order of their beginnings. */
export function lastFrom<T extends { readonly fromNs: bigint }>(
  count: number,
  item: (i: number) => T | undefined,
  atNs: bigint,
): T | undefined {
  let low = 0
  let high = count
  let found: T | undefined
  while (low < high) {
    const middle = (low + high) >> 1
    const one = item(middle)
    if (one === undefined || one.fromNs > atNs) high = middle
    else {
      found = one
      low = middle + 1
    }
  }
  return found
}
