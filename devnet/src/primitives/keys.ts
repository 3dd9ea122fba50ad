import { sha3_256 } from '@noble/hashes/sha3.js'
import { decodeBase58, encodeBase58 } from './base58.js'
import type { KeyType, PublicKey, Signature } from './types.js'

const tags: Readonly<Record<KeyType, number>> = {
  ed25519: 0,
  secp256k1: 1,
  'ml-dsa-65': 2,
  'ml-dsa-65-hash': 3,
}
const publicLengths: Readonly<Record<KeyType, number>> = {
  ed25519: 32,
  secp256k1: 64,
  'ml-dsa-65': 1952,
  'ml-dsa-65-hash': 32,
}
const signatureLengths: Readonly<Record<KeyType, number>> = {
  ed25519: 64,
  secp256k1: 65,
  'ml-dsa-65': 3309,
  'ml-dsa-65-hash': 0,
}

/** Types of keys that sign; the tag space of handles (`ml-dsa-65-hash`) is apart from theirs. */
const keyTypes: readonly KeyType[] = ['ed25519', 'secp256k1', 'ml-dsa-65']
const handleTypes: readonly KeyType[] = ['ed25519', 'secp256k1', 'ml-dsa-65-hash']

export function keyTypeOfTag(tag: number): KeyType | undefined {
  return keyTypes.find((type) => tags[type] === tag)
}

/** The type of a key as state files it. */
export function handleTypeOfTag(tag: number): KeyType | undefined {
  return handleTypes.find((type) => tags[type] === tag)
}

const hashDomain = new TextEncoder().encode('near:ml-dsa-65-pubkey-hash:v1')

/** What state files a key under: the key itself, or for ML-DSA-65 a hash of it. */
export function keyHandle(key: PublicKey): PublicKey {
  if (key.keyType !== 'ml-dsa-65') return key
  const data = sha3_256.create().update(hashDomain).update(key.data).digest()
  return { keyType: 'ml-dsa-65-hash', data }
}

/** Length of a key as state files it, tag included: an ML-DSA-65 key takes no more than others. */
export function keyHandleLength(key: PublicKey): number {
  return 1 + (key.keyType === 'ml-dsa-65' ? 32 : key.data.length)
}

export function isPostQuantum({ keyType }: PublicKey | Signature): boolean {
  return keyType === 'ml-dsa-65'
}

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
  const parsed = parsePrefixed(text, keyTypes)
  return parsed?.data.length === publicLengths[parsed?.keyType ?? 'ed25519'] ? parsed : undefined
}

/** Like {@link parsePublicKey}, and also `ml-dsa-65-hash:<base58>`, as key lists show such keys. */
export function parseKeyHandle(text: string): PublicKey | undefined {
  const parsed = parsePrefixed(text, [...keyTypes, 'ml-dsa-65-hash'])
  return parsed?.data.length === publicLengths[parsed?.keyType ?? 'ed25519'] ? parsed : undefined
}

export function formatPublicKey(key: PublicKey): string {
  return `${key.keyType}:${encodeBase58(key.data)}`
}

export function formatSignature(signature: Signature): string {
  return `${signature.keyType}:${encodeBase58(signature.data)}`
}

/** Tag byte and key. */
export function borshPublicKey(key: PublicKey): Uint8Array {
  const bytes = new Uint8Array(1 + key.data.length)
  bytes[0] = tags[key.keyType]
  bytes.set(key.data, 1)
  return bytes
}

export function parseBorshPublicKey(bytes: Uint8Array): PublicKey | undefined {
  const keyType = keyTypeOfTag(bytes[0] ?? 255)
  if (keyType === undefined || bytes.length !== publicLengths[keyType] + 1) return undefined
  return { keyType, data: bytes.slice(1) }
}

/** An ML-DSA-65 key takes 2,666 digits; decoding is quadratic, so nothing much longer is read. */
const longestKeyText = 2_700

function parsePrefixed(text: string, types: readonly KeyType[]): PublicKey | undefined {
  if (text.length > longestKeyText) return undefined
  const colon = text.indexOf(':')
  const name = colon < 0 ? 'ed25519' : text.slice(0, colon)
  const keyType = types.find((type) => type === name)
  if (keyType === undefined) return undefined
  try {
    return { keyType, data: decodeBase58(text.slice(colon + 1)) }
  } catch {
    return undefined
  }
}
