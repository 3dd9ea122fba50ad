import { hash } from 'node:crypto'

/** One-shot hashing to a string is about three times as fast as a hash object and its buffer. */
const digestEncoding = 'binary'

export function sha256(...parts: readonly Uint8Array[]): Uint8Array {
  const [first] = parts
  const message = parts.length === 1 && first !== undefined ? first : Buffer.concat(parts)
  return bytesOfKey(hash('sha256', message, digestEncoding))
}

/** Bytes as a map key: one character a byte. */
export function bytesKey(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}

export function bytesOfKey(key: string): Uint8Array {
  const { buffer, byteOffset, length } = Buffer.from(key, 'latin1')
  return new Uint8Array(buffer, byteOffset, length)
}
