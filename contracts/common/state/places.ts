/** A list within a record: so many places for values of one fixed size, filled from the first on. */
import { type Fields, record, type ValueOf } from './record.js'

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
      for (let i = 0; i < values.length; i++) {
        bytes.set(codec.encode(values[i] as ValueOf<F>), codec.size * i)
      }
      return bytes
    },
    decode: (bytes, count) => {
      const values: ValueOf<F>[] = []
      for (let at = 0; values.length < count; at += codec.size) {
        values.push(codec.decode(bytes.subarray(at, at + codec.size)))
      }
      return values
    },
  }
}
