/** Base58 with Bitcoin's alphabet, for NEAR key strings. Pure. */
const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

/** Exactly 32 bytes, canonical; undefined for anything else. */
export function decodeBase58Key(text: string): Uint8Array | undefined {
  if (text.length < 32 || text.length > 44) return undefined
  let value = 0n
  let zeros = 0
  for (let i = 0; i < text.length; i++) {
    const digit = alphabet.indexOf(text.charAt(i))
    if (digit < 0) return undefined
    if (value === 0n && digit === 0) zeros++
    value = value * 58n + BigInt(digit)
  }
  const out = new Uint8Array(32)
  let at = 31
  for (; value > 0n; value >>= 8n) {
    if (at < 0) return undefined
    out[at--] = Number(value & 255n)
  }
  return at + 1 === zeros ? out : undefined
}

export function encodeBase58Key(bytes: Uint8Array): string {
  let value = 0n
  for (const byte of bytes) value = (value << 8n) | BigInt(byte)
  let text = ''
  for (; value > 0n; value /= 58n) text = alphabet.charAt(Number(value % 58n)) + text
  for (let i = 0; i < bytes.length && bytes[i] === 0; i++) text = `1${text}`
  return text
}
