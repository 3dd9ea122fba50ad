export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

/** An unsigned integer, little endian; throws when it does not fit. */
export function uintBytes(value: bigint | number, length: number): Uint8Array {
  let rest = BigInt(value)
  if (rest < 0n || rest >> BigInt(length * 8) !== 0n)
    throw new RangeError(`${value} does not fit ${length} bytes`)
  const out = new Uint8Array(length)
  for (let i = 0; i < length; i++, rest >>= 8n) out[i] = Number(rest & 255n)
  return out
}

/** One length byte and the text or bytes. */
export function prefixed(content: string | Uint8Array): Uint8Array {
  const bytes = typeof content === 'string' ? utf8(content) : content
  return concatBytes(uintBytes(bytes.length, 1), bytes)
}

/** `bytes` when there are exactly `length` of them; throws otherwise. */
export function sized(bytes: Uint8Array, length: number): Uint8Array {
  if (bytes.length !== length) throw new RangeError(`expected ${length} bytes, got ${bytes.length}`)
  return bytes
}
