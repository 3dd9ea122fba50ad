/** Strict DER: definite, minimal lengths, everything inside its parent. Pure. */
import { Malformed } from './reject.js'

/** One element: its tag, where it begins, and where its content lies. */
export type Element = {
  readonly tag: number
  readonly start: number
  readonly from: number
  readonly to: number
}

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const

/** The element at `at`, which must end by `end`. */
export function readElement(bytes: Uint8Array, at: number, end: number): Element {
  if (at + 2 > end) throw new Malformed('DER ends early')
  const tag = bytes[at] ?? 0
  let length = bytes[at + 1] ?? 0
  let from = at + 2
  if (length >= 0x80) {
    const octets = length - 0x80
    if (octets < 1 || octets > 3 || from + octets > end) throw new Malformed('DER length')
    length = 0
    for (let i = 0; i < octets; i++) length = length * 256 + (bytes[from + i] ?? 0)
    if (length < (octets === 1 ? 0x80 : 256 ** (octets - 1))) throw new Malformed('DER length')
    from += octets
  }
  const to = from + length
  if (to > end) throw new Malformed('DER length')
  return { tag, start: at, from, to }
}

/** The element at `at`, of one tag. */
export function expectElement(bytes: Uint8Array, at: number, end: number, tag: number): Element {
  const element = readElement(bytes, at, end)
  if (element.tag !== tag) throw new Malformed(`DER tag ${element.tag} instead of ${tag}`)
  return element
}

/** The one element that fills `from` to `to`. */
export function onlyElement(bytes: Uint8Array, from: number, to: number, tag: number): Element {
  const element = expectElement(bytes, from, to, tag)
  if (element.to !== to) throw new Malformed('DER bytes left over')
  return element
}

/** A non-negative INTEGER's bytes without its sign byte. */
export function unsignedOf(bytes: Uint8Array, element: Element): Uint8Array {
  const { tag, from, to } = element
  if (tag !== tags.integer || from === to) throw new Malformed('DER integer')
  const first = bytes[from] ?? 0
  if (first >= 0x80) throw new Malformed('DER negative integer')
  if (first !== 0 || to - from === 1) return bytes.subarray(from, to)
  if ((bytes[from + 1] ?? 0) < 0x80) throw new Malformed('DER integer not minimal')
  return bytes.subarray(from + 1, to)
}

/** A small non-negative INTEGER. */
export function smallInteger(bytes: Uint8Array, element: Element): number {
  const digits = unsignedOf(bytes, element)
  if (digits.length > 4) throw new Malformed('DER integer too large')
  let value = 0
  for (const byte of digits) value = value * 256 + byte
  return value
}

/** `value` at the end of `length` bytes. */
export function leftPad(value: Uint8Array, length: number): Uint8Array {
  if (value.length > length) throw new Malformed('integer too long')
  const out = new Uint8Array(length)
  out.set(value, length - value.length)
  return out
}
