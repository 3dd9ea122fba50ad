import { fromHex, toHex } from './hex.js'

const base58Alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

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
