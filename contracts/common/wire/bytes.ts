/** Byte strings. Pure. */

/** No hash, key or id. Nobody writes to it. */
export const noBytes: Uint8Array = new Uint8Array(0)

export const zeroBytes32: Uint8Array = new Uint8Array(32)

export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  let length = 0
  for (const part of parts) length += part.length
  const out = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}
