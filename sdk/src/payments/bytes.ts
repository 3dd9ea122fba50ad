import { base64, base64urlnopad, hex } from '@scure/base'

export const toHex = (bytes: Uint8Array): string => hex.encode(bytes)
export const fromHex = (text: string): Uint8Array => hex.decode(text)
export const toBase64 = (bytes: Uint8Array): string => base64.encode(bytes)
export const fromBase64 = (text: string): Uint8Array => base64.decode(text)

/** JSON as base64url without padding, for header values. */
export function encodeJson(value: unknown): string {
  return base64urlnopad.encode(new TextEncoder().encode(JSON.stringify(value)))
}

/** The opposite of {@link encodeJson}; undefined when malformed. */
export function decodeJson(text: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(base64urlnopad.decode(text)))
  } catch {
    return undefined
  }
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i])
}

/** A growing list of fixed-size fields, little endian. */
export class FieldWriter {
  readonly #parts: Uint8Array[] = []

  uint(value: bigint | number, bytes: number): this {
    let rest = BigInt(value)
    if (rest < 0n || rest >> BigInt(bytes * 8) !== 0n)
      throw new RangeError(`${value} does not fit ${bytes} bytes`)
    const part = new Uint8Array(bytes)
    for (let i = 0; i < bytes; i++, rest >>= 8n) part[i] = Number(rest & 255n)
    this.#parts.push(part)
    return this
  }

  bytes(value: Uint8Array, length: number = value.length): this {
    if (value.length !== length)
      throw new RangeError(`expected ${length} bytes, got ${value.length}`)
    this.#parts.push(value)
    return this
  }

  text(value: string): this {
    return this.bytes(new TextEncoder().encode(value))
  }

  /** One length byte and the text. */
  prefixed(value: string): this {
    const bytes = new TextEncoder().encode(value)
    return this.uint(bytes.length, 1).bytes(bytes)
  }

  finish(): Uint8Array {
    const out = new Uint8Array(this.#parts.reduce((sum, part) => sum + part.length, 0))
    let at = 0
    for (const part of this.#parts) {
      out.set(part, at)
      at += part.length
    }
    return out
  }
}

export function readUint(bytes: Uint8Array, at: number, length: number): bigint {
  let value = 0n
  for (let i = length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[at + i] ?? 0)
  return value
}
