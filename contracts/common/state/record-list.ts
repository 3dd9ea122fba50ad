/** Records of one kind and one size, one behind the other. */
import { type Fields, record, type ValueOf } from './record.js'

export type RecordList<Item> = {
  /** Bytes of one item. */
  readonly size: number
  readonly encode: (items: readonly Item[]) => Uint8Array
  readonly decode: (bytes: Uint8Array) => Item[]
}

/** What an item of a declared list holds. */
export type ItemOf<List> = List extends RecordList<infer Item> ? Item : never

export function recordList<const F extends Fields>(fields: F): RecordList<ValueOf<F>> {
  const codec = record(fields)
  const { size } = codec
  return {
    size,
    encode: (items) => {
      const bytes = new Uint8Array(size * items.length)
      for (let i = 0; i < items.length; i++) {
        bytes.set(codec.encode(items[i] as ValueOf<F>), size * i)
      }
      return bytes
    },
    decode: (bytes) => {
      const items: ValueOf<F>[] = []
      for (let at = 0; at < bytes.length; at += size) {
        items.push(codec.decode(bytes.subarray(at, at + size)))
      }
      return items
    },
  }
}
