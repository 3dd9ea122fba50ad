import { base58 } from '@scure/base'
import type { KeyType, PublicKey, Signature } from './types.js'

const tags: Readonly<Record<KeyType, number>> = { ed25519: 0, secp256k1: 1, 'ml-dsa-65': 2 }
const publicLengths: Readonly<Record<KeyType, number>> = {
  ed25519: 32,
  secp256k1: 64,
  'ml-dsa-65': 1952,
}
const signatureLengths: Readonly<Record<KeyType, number>> = {
  ed25519: 64,
  secp256k1: 65,
  'ml-dsa-65': 3309,
}

export function keyTypeOfTag(tag: number): KeyType | undefined {
  return keyTypes.find((type) => tags[type] === tag)
}

const keyTypes: readonly KeyType[] = ['ed25519', 'secp256k1', 'ml-dsa-65']

export function keyTag(type: KeyType): number {
  return tags[type]
}

export function publicKeyLength(type: KeyType): number {
  return publicLengths[type]
}

export function signatureLength(type: KeyType): number {
  return signatureLengths[type]
}

/** `ed25519:<base58>`; without a prefix the key is ed25519. Undefined when malformed. */
export function parsePublicKey(text: string): PublicKey | undefined {
  const parsed = parsePrefixed(text)
  return parsed?.data.length === publicLengths[parsed?.keyType ?? 'ed25519'] ? parsed : undefined
}

export function formatPublicKey(key: PublicKey): string {
  return `${key.keyType}:${base58.encode(key.data)}`
}

export function formatSignature(signature: Signature): string {
  return `${signature.keyType}:${base58.encode(signature.data)}`
}

/** Tag byte and key. */
export function borshPublicKey(key: PublicKey): Uint8Array {
  return Uint8Array.of(tags[key.keyType], ...key.data)
}

export function parseBorshPublicKey(bytes: Uint8Array): PublicKey | undefined {
  const keyType = keyTypeOfTag(bytes[0] ?? 255)
  if (keyType === undefined || bytes.length !== publicLengths[keyType] + 1) return undefined
  return { keyType, data: bytes.slice(1) }
}

function parsePrefixed(text: string): PublicKey | undefined {
  const colon = text.indexOf(':')
  const name = colon < 0 ? 'ed25519' : text.slice(0, colon)
  const keyType = keyTypes.find((type) => type === name)
  if (keyType === undefined) return undefined
  try {
    return { keyType, data: base58.decode(text.slice(colon + 1)) }
  } catch {
    return undefined
  }
}
