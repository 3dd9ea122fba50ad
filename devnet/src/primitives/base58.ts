/** Base58 of any length; the usual library stops at what a hash or a classical key needs. */
import { base58 } from '@scure/base'

const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
const shortBytes = 128
const shortText = 180
/** 58 to the tenth: ten digits a division. */
const chunk = 430_804_206_899_405_824n
const chunkDigits = 10

export function encodeBase58(bytes: Uint8Array): string {
  if (bytes.length <= shortBytes) return base58.encode(bytes)
  let zeros = 0
  while (bytes[zeros] === 0) zeros++
  let value = BigInt(`0x0${Buffer.from(bytes).toString('hex')}`)
  const digits: string[] = []
  while (value > 0n) {
    let low = value % chunk
    value /= chunk
    for (let i = 0; i < chunkDigits && (value > 0n || low > 0n); i++) {
      digits.push(alphabet[Number(low % 58n)] ?? '')
      low /= 58n
    }
  }
  return '1'.repeat(zeros) + digits.reverse().join('')
}

/** Throws on characters that are not base58. */
export function decodeBase58(text: string): Uint8Array {
  if (text.length <= shortText) return base58.decode(text)
  let value = 0n
  for (const letter of text) {
    const digit = alphabet.indexOf(letter)
    if (digit < 0) throw new Error('not base58')
    value = value * 58n + BigInt(digit)
  }
  const hex = value.toString(16)
  const body = value === 0n ? '' : hex.padStart(hex.length + (hex.length % 2), '0')
  const zeros = /^1*/.exec(text)?.[0].length ?? 0
  return new Uint8Array(Buffer.concat([Buffer.alloc(zeros), Buffer.from(body, 'hex')]))
}
