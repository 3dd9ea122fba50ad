/** A list within a record: so many places for values of one fixed size, filled from the first on. */
import { type Fields, record, type ValueOf } from './record.js'
import { decodeList, encodeList } from './record-list.js'

export type Places<Value> = {
  /** Bytes of all places. */
  readonly size: number
  /** The `rest` of the record; zeros where no value is. */
  readonly encode: (values: readonly Value[]) => Uint8Array
  /** The first `count` values. */
  readonly decode: (bytes: Uint8Array, count: number) => Value[]
}

export function places<const F extends Fields>(fields: F, limit: number): Places<ValueOf<F>> {
  const codec = record(fields)
  const size = codec.size * limit
  return {
    size,
    encode: (values) => {
      const bytes = new Uint8Array(size)
      bytes.set(encodeList(codec, values))
      return bytes
    },
    decode: (bytes, count) => decodeList(codec, bytes.subarray(0, codec.size * count)),
  }
}
