/** Writing DER. */
import { concatBytes } from '@noble/hashes/utils.js'

export function element(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = concatBytes(...parts)
  return concatBytes(Uint8Array.of(tag), derLength(content.length), content)
}

export const sequence = (...parts: readonly Uint8Array[]): Uint8Array => element(0x30, ...parts)
export const setOf = (...parts: readonly Uint8Array[]): Uint8Array => element(0x31, ...parts)
export const octets = (bytes: Uint8Array): Uint8Array => element(0x04, bytes)
export const bits = (bytes: Uint8Array, unused = 0): Uint8Array =>
  element(0x03, Uint8Array.of(unused), bytes)
export const isTrue: Uint8Array = Uint8Array.of(0x01, 0x01, 0xff)

/** A non-negative INTEGER of big-endian bytes. */
export function integerOf(bytes: Uint8Array): Uint8Array {
  let from = 0
  while (from < bytes.length - 1 && bytes[from] === 0) from++
  const digits = bytes.subarray(from)
  const sign = (digits[0] ?? 0) >= 0x80 ? Uint8Array.of(0) : new Uint8Array(0)
  return element(0x02, sign, digits)
}

export function integer(value: number): Uint8Array {
  const bytes: number[] = []
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256)
  return integerOf(Uint8Array.from(bytes.length === 0 ? [0] : bytes))
}

export function oid(text: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number)
  return element(0x06, Uint8Array.from([first * 40 + second, ...rest.flatMap(base128)]))
}

export function utf8(text: string): Uint8Array {
  return element(0x0c, new TextEncoder().encode(text))
}

/** UTCTime up to 2049, GeneralizedTime after. */
export function time(seconds: number): Uint8Array {
  const digits = new Date(seconds * 1000).toISOString().replace(/[-:T]|\.\d+/g, '')
  const isShort = digits < '2050'
  return element(isShort ? 0x17 : 0x18, new TextEncoder().encode(digits.slice(isShort ? 2 : 0)))
}

function base128(value: number): number[] {
  const out = [value % 128]
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) {
    out.unshift((rest % 128) + 128)
  }
  return out
}

function derLength(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length)
  if (length < 0x100) return Uint8Array.of(0x81, length)
  if (length < 0x1_0000) return Uint8Array.of(0x82, length >> 8, length & 255)
  return Uint8Array.of(0x83, length >> 16, (length >> 8) & 255, length & 255)
}
