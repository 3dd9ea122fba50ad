/** Comparing and reading byte strings. Pure. */

/** Whether `part` stands in `bytes` at `at`. */
export function isAt(bytes: Uint8Array, at: number, part: readonly number[] | Uint8Array): boolean {
  for (let i = 0; i < part.length; i++) if (bytes[at + i] !== part[i]) return false
  return true
}

/** What the engine does faster than a loop here; the same results. */
export type Natives = {
  readonly isEqual: (a: Uint8Array, b: Uint8Array) => boolean
  readonly toHex: (bytes: Uint8Array) => string
  /** ASCII text as bytes. */
  readonly fromAscii: (text: string) => Uint8Array
  /** Lower-case hex as bytes; undefined for anything else. */
  readonly fromHex: (text: string) => Uint8Array | undefined
}

let natives: Natives = {
  isEqual: loopEqual,
  toHex: loopHex,
  fromAscii: loopAscii,
  fromHex: () => undefined,
}

/** Replaces the loops, when the module loads. */
export function useNatives(better: Natives): void {
  natives = better
}

export function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return natives.isEqual(a, b)
}

function loopEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && isAt(a, 0, b)
}

export function isZero(bytes: Uint8Array): boolean {
  return isEqual(bytes, new Uint8Array(bytes.length))
}

export function u16(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)
}

export function u32(bytes: Uint8Array, at: number): number {
  return u16(bytes, at) + u16(bytes, at + 2) * 65_536
}

/** `bytes` with `mask` laid over, equal to `value`? */
export function matchesMasked(bytes: Uint8Array, mask: Uint8Array, value: Uint8Array): boolean {
  for (let i = 0; i < mask.length; i++) {
    if (((bytes[i] ?? 0) & (mask[i] ?? 0)) !== value[i]) return false
  }
  return bytes.length === mask.length && value.length === mask.length
}

export function fromAscii(text: string): Uint8Array {
  return natives.fromAscii(text)
}

function loopAscii(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i)
  return bytes
}

const digits = '0123456789abcdef'

/** Lower-case hex of a few bytes. */
export function toHex(bytes: Uint8Array): string {
  return natives.toHex(bytes)
}

function loopHex(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += `${digits[byte >> 4]}${digits[byte & 15]}`
  return text
}

/** Bytes of hex of either case, exactly `length` of them; undefined for anything else. */
export function fromAnyHex(text: unknown, length: number): Uint8Array | undefined {
  if (typeof text !== 'string' || text.length !== length * 2) return undefined
  const lower = natives.fromHex(text)
  if (lower !== undefined) return lower
  const out = new Uint8Array(length)
  for (let i = 0; i < length; i++) {
    const high = digit(text.charCodeAt(i * 2))
    const low = digit(text.charCodeAt(i * 2 + 1))
    if (high < 0 || low < 0) return undefined
    out[i] = (high << 4) | low
  }
  return out
}

function digit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48
  const letter = code | 32
  return letter >= 97 && letter <= 102 ? letter - 87 : -1
}
