/** Compact byte records of variable shape: a writer and a reader that checks every length. Pure. */
import { u16, u32 } from './bytes.js'
import { Malformed } from './reject.js'

export type Writer = {
  readonly bytes: (part: Uint8Array) => void
  readonly number: (value: number, length: 1 | 2 | 4) => void
  readonly done: () => Uint8Array
}

export function writer(): Writer {
  let out = new Uint8Array(4_096)
  let at = 0
  const reserve = (length: number): number => {
    const from = at
    at += length
    if (at > out.length) {
      const larger = new Uint8Array(at * 2)
      larger.set(out)
      out = larger
    }
    return from
  }
  return {
    bytes: (part) => out.set(part, reserve(part.length)),
    number: (value, length) => {
      const from = reserve(length)
      for (let i = 0; i < length; i++) out[from + i] = value >>> (8 * i)
    },
    done: () => out.subarray(0, at),
  }
}

export type Reader = {
  readonly bytes: (length: number) => Uint8Array
  readonly number: (length: 1 | 2 | 4) => number
  readonly rest: () => Uint8Array
}

export function reader(source: Uint8Array): Reader {
  let at = 0
  const take = (length: number): number => {
    const from = at
    at += length
    if (at > source.length) throw new Malformed('ends early')
    return from
  }
  return {
    bytes: (length) => {
      const from = take(length)
      return source.subarray(from, from + length)
    },
    number: (length) => {
      const from = take(length)
      return length === 1
        ? (source[from] ?? 0)
        : length === 2
          ? u16(source, from)
          : u32(source, from)
    },
    rest: () => source.subarray(at),
  }
}
