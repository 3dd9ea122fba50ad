const base58Alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

export function toHex(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += (byte + 256).toString(16).slice(1)
  return text
}

/** Throws on anything but an even number of hex digits. */
export function fromHex(text: string): Uint8Array {
  if (!/^([0-9a-f]{2})*$/i.test(text)) throw new RangeError('not hex')
  return Uint8Array.from({ length: text.length / 2 }, (_, i) =>
    Number.parseInt(text.slice(2 * i, 2 * i + 2), 16),
  )
}

/** Standard alphabet, padded. */
export function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(text)
}

/** Throws on anything that {@link toBase64} would not have written. */
export function fromBase64(text: string): Uint8Array {
  const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
  if (toBase64(bytes) !== text) throw new RangeError('not canonical base64')
  return bytes
}

/** URL alphabet, no padding: for header values. */
export function toBase64Url(bytes: Uint8Array): string {
  return toBase64(bytes).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
}

export function fromBase64Url(text: string): Uint8Array {
  const standard = text.replace(/-/g, '+').replace(/_/g, '/')
  return fromBase64(standard.padEnd(Math.ceil(text.length / 4) * 4, '='))
}

export function toBase58(bytes: Uint8Array): string {
  let rest = BigInt(`0x0${toHex(bytes)}`)
  let text = ''
  for (; rest > 0n; rest /= 58n) text = (base58Alphabet[Number(rest % 58n)] ?? '') + text
  const zeros = bytes.findIndex((byte) => byte !== 0)
  return '1'.repeat(zeros < 0 ? bytes.length : zeros) + text
}

/** Throws unless the text stands for exactly `length` bytes. */
export function fromBase58(text: string, length: number): Uint8Array {
  let value = 0n
  for (const char of text) {
    const digit = base58Alphabet.indexOf(char)
    if (digit < 0) throw new RangeError('not base58')
    value = value * 58n + BigInt(digit)
  }
  const bytes = fromHex(value.toString(16).padStart(length * 2, '0'))
  if (toBase58(bytes) !== text) throw new RangeError(`not ${length} bytes of base58`)
  return bytes
}

/** JSON with sorted keys (RFC 8785 for strings, whole numbers, lists and objects). */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/** JSON as base64url without padding. */
export function encodeJson(value: unknown): string {
  return toBase64Url(utf8(canonicalJson(value)))
}

/** JSON of base64url or padded base64; undefined when malformed. */
export function decodeJson(text: string): unknown {
  return attempt(() => {
    const bytes = /[+/=]/.test(text) ? fromBase64(text) : fromBase64Url(text)
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown
  })
}

/** The result, or undefined when `work` throws. */
export function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
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

/** One length byte and the text. */
export function prefixed(text: string): Uint8Array {
  const bytes = utf8(text)
  return concatBytes(uintBytes(bytes.length, 1), bytes)
}

/** `bytes` when there are exactly `length` of them; throws otherwise. */
export function sized(bytes: Uint8Array, length: number): Uint8Array {
  if (bytes.length !== length) throw new RangeError(`expected ${length} bytes, got ${bytes.length}`)
  return bytes
}

/** Writes fields one after another: the same as {@link concatBytes} of its parts. */
export class FieldWriter {
  readonly #parts: Uint8Array[] = []

  uint(value: bigint | number, length: number): this {
    this.#parts.push(uintBytes(value, length))
    return this
  }

  bytes(value: Uint8Array, length: number = value.length): this {
    this.#parts.push(sized(value, length))
    return this
  }

  text(value: string): this {
    return this.bytes(utf8(value))
  }

  prefixed(value: string): this {
    return this.bytes(prefixed(value))
  }

  finish(): Uint8Array {
    return concatBytes(...this.#parts)
  }
}
