/**
 * Inner nodes: `tag | bitmap u32 | slots`, one slot `count u32 | hash[32]` for each child there is, in
 * ascending order of digits; little endian. Pure.
 */
import { byte } from './key.js'

export const innerTag = 0x11
export const innerHeadLength = 5
export const slotLength = 36

export type Slot = { readonly count: number; readonly hash: Uint8Array }

export function emptyInner(): Uint8Array {
  return Uint8Array.of(innerTag, 0, 0, 0, 0)
}

export function readU32(bytes: Uint8Array, at: number): number {
  const low = byte(bytes, at) | (byte(bytes, at + 1) << 8) | (byte(bytes, at + 2) << 16)
  return byte(bytes, at + 3) * 16_777_216 + low
}

export function writeU32(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value
  bytes[at + 1] = value >>> 8
  bytes[at + 2] = value >>> 16
  bytes[at + 3] = value >>> 24
}

export function hasChild(inner: Uint8Array, digit: number): boolean {
  return ((byte(inner, 1 + (digit >> 3)) >> (digit & 7)) & 1) === 1
}

/** Where a child's slot is or would be. */
export function slotAt(inner: Uint8Array, digit: number): number {
  const below = digit === 0 ? 0 : readU32(inner, 1) & (0xffff_ffff >>> (32 - digit))
  return innerHeadLength + bitCount(below) * slotLength
}

/** How many items the slots before an offset count. */
export function countBefore(inner: Uint8Array, end: number): number {
  let sum = 0
  for (let at = innerHeadLength; at < end; at += slotLength) sum += readU32(inner, at)
  return sum
}

export function innerCount(inner: Uint8Array): number {
  return countBefore(inner, inner.length)
}

/** Sets the slot of a child, in place, or adds it, in a copy. */
export function withChild(inner: Uint8Array, digit: number, slot: Slot): Uint8Array {
  const at = slotAt(inner, digit)
  const isNew = !hasChild(inner, digit)
  const out = isNew ? withRoom(inner, digit, at) : inner
  writeU32(out, at, slot.count)
  out.set(slot.hash, at + 4)
  return out
}

export function withoutChild(inner: Uint8Array, digit: number): Uint8Array {
  const at = slotAt(inner, digit)
  const out = new Uint8Array(inner.length - slotLength)
  out.set(inner.subarray(0, at))
  out.set(inner.subarray(at + slotLength), at)
  out[1 + (digit >> 3)] = byte(inner, 1 + (digit >> 3)) & ~(1 << (digit & 7))
  return out
}

/** Digits of the children there are, ascending. */
export function childDigits(inner: Uint8Array): number[] {
  const digits: number[] = []
  for (let digit = 0; digit < 32; digit++) if (hasChild(inner, digit)) digits.push(digit)
  return digits
}

function withRoom(inner: Uint8Array, digit: number, at: number): Uint8Array {
  const out = new Uint8Array(inner.length + slotLength)
  out.set(inner.subarray(0, at))
  out.set(inner.subarray(at), at + slotLength)
  out[1 + (digit >> 3)] = byte(inner, 1 + (digit >> 3)) | (1 << (digit & 7))
  return out
}

export function bitCount(word: number): number {
  let n = word - ((word >>> 1) & 0x5555_5555)
  n = (n & 0x3333_3333) + ((n >>> 2) & 0x3333_3333)
  return (((n + (n >>> 4)) & 0x0f0f_0f0f) * 0x0101_0101) >>> 24
}
