/** Byte strings: comparison, joining, hex and base64. Pure. */

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

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

const hexDigits = '0123456789abcdef'

export function toHex(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += hexDigits.charAt(byte >> 4) + hexDigits.charAt(byte & 15)
  return text
}

/** Lower-case hex of exactly `length` bytes; undefined for anything else. */
export function fromHex(text: string, length: number): Uint8Array | undefined {
  if (text.length !== length * 2) return undefined
  const out = new Uint8Array(length)
  for (let i = 0; i < length; i++) {
    const high = hexValue(text.charCodeAt(i * 2))
    const low = hexValue(text.charCodeAt(i * 2 + 1))
    if (high < 0 || low < 0) return undefined
    out[i] = (high << 4) | low
  }
  return out
}

function hexValue(code: number): number {
  if (code >= 48 && code <= 57) return code - 48
  return code >= 97 && code <= 102 ? code - 87 : -1
}

/** Padded RFC 4648 base64 of exactly `length` bytes, canonical; undefined for anything else. */
export function fromBase64(text: string, length: number): Uint8Array | undefined {
  if (text.length !== Math.ceil(length / 3) * 4) return undefined
  const padding = (3 - (length % 3)) % 3
  const out = new Uint8Array(length)
  let at = 0
  for (let i = 0; i < text.length; i += 4) {
    let word = 0
    for (let j = 0; j < 4; j++) {
      const isPadding = i + j >= text.length - padding
      const code = text.charCodeAt(i + j)
      const value = isPadding ? (code === 61 ? 0 : -1) : base64Value(code)
      if (value < 0) return undefined
      word = (word << 6) | value
    }
    for (let shift = 16; shift >= 0; shift -= 8) {
      const byte = (word >> shift) & 255
      if (at < length) out[at++] = byte
      else if (byte !== 0) return undefined
    }
  }
  return out
}

function base64Value(code: number): number {
  if (code >= 65 && code <= 90) return code - 65
  if (code >= 97 && code <= 122) return code - 71
  if (code >= 48 && code <= 57) return code + 4
  if (code === 43) return 62
  return code === 47 ? 63 : -1
}
