/**
 * Leaderboard keys: 40 bits, the better entry the smaller. The upper 20 bits are the score's
 * complement, the lower 20 the order of commitment, so that an earlier commitment wins a tie. Pure.
 */
export const maxScore = 1_048_575

/** Digits of five bits, most significant first. */
export const digitsPerKey = 8

const sequenceRange = 1_048_576
const lowRange = 4_294_967_296
/** What a key is divided by to bring its digit at a depth to the right end. */
const divisors = [34_359_738_368, 1_073_741_824, 33_554_432, 1_048_576, 32_768, 1024, 32, 1]
const pathDigits = '0123456789abcdefghijklmnopqrstuv'

export function leaderboardKey(score: number, sequence: number): number {
  return (maxScore - score) * sequenceRange + sequence
}

export function scoreOf(key: number): number {
  return maxScore - (key - (key % sequenceRange)) / sequenceRange
}

export function sequenceOf(key: number): number {
  return key % sequenceRange
}

/** The key's child number, 0 to 31, below a node at `depth`. */
export function digitOf(key: number, depth: number): number {
  const divisor = divisors[depth] ?? 1
  return ((key - (key % divisor)) / divisor) % 32
}

export function childPath(path: string, digit: number): string {
  return path + pathDigits.charAt(digit)
}

/** Five bytes, big endian: their order is the order of keys. */
export function writeKey(bytes: Uint8Array, at: number, key: number): void {
  const low = key % lowRange
  bytes[at] = (key - low) / lowRange
  bytes[at + 1] = low >>> 24
  bytes[at + 2] = low >>> 16
  bytes[at + 3] = low >>> 8
  bytes[at + 4] = low
}

export function readKey(bytes: Uint8Array, at: number): number {
  const middle = (byte(bytes, at + 1) << 16) | (byte(bytes, at + 2) << 8) | byte(bytes, at + 3)
  return (byte(bytes, at) * 16_777_216 + middle) * 256 + byte(bytes, at + 4)
}

export function byte(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0
}
