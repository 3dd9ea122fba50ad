/** Comparing and reading byte strings. Pure. */

/** Whether `part` stands in `bytes` at `at`. */
export function isAt(bytes: Uint8Array, at: number, part: readonly number[] | Uint8Array): boolean {
  for (let i = 0; i < part.length; i++) if (bytes[at + i] !== part[i]) return false
  return true
}

/** What the engine does faster than a loop here would. */
type Natives = {
  readonly isEqual: (a: Uint8Array, b: Uint8Array) => boolean
  /** Whether `length` bytes from two places, both within their arrays, are the same. */
  readonly isSame: (
    a: Uint8Array,
    aAt: number,
    b: Uint8Array,
    bAt: number,
    length: number,
  ) => boolean
  readonly toHex: (bytes: Uint8Array) => string
  /** ASCII text as bytes, and back. */
  readonly fromAscii: (text: string) => Uint8Array
  readonly toText: (bytes: Uint8Array) => string
  /** Lower-case hex as bytes; undefined for anything else. */
  readonly fromHex: (text: string) => Uint8Array | undefined
}

/** These hold once `useNatives` has said what does them: one call less than a function of ours around each. */
export let isEqual: Natives['isEqual']
export let isSame: Natives['isSame']
export let toHex: Natives['toHex']
export let fromAscii: Natives['fromAscii']
export let toText: Natives['toText']
let fromHex: Natives['fromHex']

/** Says what does these; when the program loads. */
export function useNatives(found: Natives): void {
  ;({ isEqual, isSame, toHex, fromAscii, toText, fromHex } = found)
}

export function isZero(bytes: Uint8Array): boolean {
  return isEqual(bytes, new Uint8Array(bytes.length))
}

export function u16(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)
}

export function u32(bytes: Uint8Array, at: number): number {
  const low = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)
  return (low | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24)) >>> 0
}

export function putU16(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value
  bytes[at + 1] = value >>> 8
}

export function putU32(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value
  bytes[at + 1] = value >>> 8
  bytes[at + 2] = value >>> 16
  bytes[at + 3] = value >>> 24
}

/**
 * `length` bytes at `at`, with the ones at `maskAt` of `rule` laid over, equal to those at `valueAt`? Four at a
 * time; lengths are multiples of four.
 */
export function matchesMasked(
  bytes: Uint8Array,
  at: number,
  rule: Uint8Array,
  maskAt: number,
  valueAt: number,
  length: number,
): boolean {
  for (let i = 0; i < length; i += 4) {
    if ((u32(bytes, at + i) & u32(rule, maskAt + i)) >>> 0 !== u32(rule, valueAt + i)) return false
  }
  return true
}

/** Whether `list`, items as long as `item` side by side, has it. */
export function holds(list: Uint8Array, item: Uint8Array): boolean {
  const { length } = item
  const first = item[0]
  const end = list.length
  for (let at = 0; at < end; at += length) {
    if (list[at] === first && isSame(list, at, item, 0, length)) return true
  }
  return false
}

/** Bytes of hex of either case, exactly `length` of them; undefined for anything else. */
export function fromAnyHex(text: unknown, length: number): Uint8Array | undefined {
  if (typeof text !== 'string' || text.length !== length * 2) return undefined
  const lower = fromHex(text)
  if (lower !== undefined) return lower
  const out = new Uint8Array(length)
  for (let i = 0; i < length; i++) {
    const high = digits[text.charCodeAt(i * 2)] ?? 16
    const low = digits[text.charCodeAt(i * 2 + 1)] ?? 16
    if (high > 15 || low > 15) return undefined
    out[i] = (high << 4) | low
  }
  return out
}

/** Of a hex digit by its code; 16 for what is none. */
const digits = new Uint8Array(103)
for (let i = 0; i < 103; i++) digits[i] = 16
for (let i = 0; i < 10; i++) digits[48 + i] = i
for (let i = 10; i < 16; i++) digits[55 + i] = digits[87 + i] = i
