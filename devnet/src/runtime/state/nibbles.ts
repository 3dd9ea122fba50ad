/** Keys as the trie follows them: four bits at a time. */

/** A key's path. */
export function nibblesOf(key: Uint8Array): Uint8Array {
  const out = new Uint8Array(key.length * 2)
  for (const [i, byte] of key.entries()) {
    out[i * 2] = byte >> 4
    out[i * 2 + 1] = byte & 15
  }
  return out
}

/** The key that a whole path stands for. */
export function joinNibbles(path: readonly number[]): Uint8Array {
  return Uint8Array.from(
    { length: path.length / 2 },
    (_, i) => ((path[i * 2] ?? 0) << 4) | (path[i * 2 + 1] ?? 0),
  )
}

/** The nibble at a place of a whole key. */
export function nibble(key: Uint8Array, at: number): number {
  const byte = key[at >> 1] ?? 0
  return at % 2 === 0 ? byte >> 4 : byte & 15
}

/** Hex-prefix encoding: a flag nibble for odd length and leaf, then the nibbles in pairs. */
export function packNibbles(path: Uint8Array, isLeaf: boolean): Uint8Array {
  const isOdd = path.length % 2 === 1
  const out = new Uint8Array(Math.floor(path.length / 2) + 1)
  out[0] = (isOdd ? 0x10 + (path[0] ?? 0) : 0) + (isLeaf ? 0x20 : 0)
  const start = isOdd ? 1 : 0
  for (let i = start; i < path.length; i += 2) {
    out[(i - start) / 2 + 1] = ((path[i] ?? 0) << 4) | (path[i + 1] ?? 0)
  }
  return out
}

/** Whether a key goes on with a path; `end` is its length in nibbles. */
export function matches(path: Uint8Array, key: Uint8Array, at: number, end: number): boolean {
  if (at + path.length > end) return false
  for (let i = 0; i < path.length; i++) if (path[i] !== nibble(key, at + i)) return false
  return true
}

/** How far two paths go together. */
export function commonLength(a: Uint8Array, b: Uint8Array): number {
  const end = Math.min(a.length, b.length)
  let i = 0
  while (i < end && a[i] === b[i]) i++
  return i
}

/** Whether two paths are one. */
export function isSamePath(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && commonLength(a, b) === a.length
}

/** One path after the other. */
export function joinPaths(a: Uint8Array, b: Uint8Array): Uint8Array {
  const out = new Uint8Array(a.length + b.length)
  out.set(a)
  out.set(b, a.length)
  return out
}
