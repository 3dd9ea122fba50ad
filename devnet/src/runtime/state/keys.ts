import { bytesKey, bytesOfKey } from '../../primitives/hash.js'
import { handleTypeOfTag, keyHandle, keyTag, publicKeyLength } from '../../primitives/keys.js'
import type { AccountId, GlobalContractId, PublicKey } from '../../primitives/types.js'

/** Trie columns of nearcore (`trie_key::col`). */
const column = {
  account: 0,
  contractCode: 1,
  accessKey: 2,
  contractData: 9,
  globalContractCode: 18,
  globalContractNonce: 19,
} as const
const separator = 0x2c
const encoder = new TextEncoder()
const decoder = new TextDecoder()

export function accountKey(accountId: AccountId): Uint8Array {
  return bytesOfKey(accountName(accountId))
}

/** The key as it stands in maps: account ids are ASCII. */
export function accountName(accountId: AccountId): string {
  return `\u0000${accountId}`
}

export function codeKey(accountId: AccountId): Uint8Array {
  return join(column.contractCode, encoder.encode(accountId))
}

/** The column byte stands again as separator between account and key. */
export function accessKeyPrefix(accountId: AccountId): Uint8Array {
  return join(column.accessKey, encoder.encode(accountId), Uint8Array.of(column.accessKey))
}

export function accessKeyKey(accountId: AccountId, publicKey: PublicKey): Uint8Array {
  return bytesOfKey(accessKeyName(accountId, publicKey))
}

/** The key as it stands in maps. */
export function accessKeyName(accountId: AccountId, publicKey: PublicKey): string {
  const { keyType, data } = keyHandle(publicKey)
  const tag = String.fromCharCode(keyTag(keyType))
  return `\u0002${accountId}\u0002${tag}${bytesKey(data)}`
}

/** Nonces of a gas key stand below the key itself, two bytes of index each. */
export function gasKeyNonceKey(
  accountId: AccountId,
  publicKey: PublicKey,
  nonceIndex: number,
): Uint8Array {
  const index = Uint8Array.of(nonceIndex & 255, nonceIndex >> 8)
  return concat([accessKeyKey(accountId, publicKey), index])
}

/** The key of an access key's row, or undefined for the row of a gas key's nonce. */
export function keyOfAccessKeyRow(bytes: Uint8Array): PublicKey | undefined {
  const keyType = handleTypeOfTag(bytes[0] ?? 255)
  if (keyType === undefined || bytes.length !== publicKeyLength(keyType) + 1) return undefined
  return { keyType, data: bytes.slice(1) }
}

export function dataKey(accountId: AccountId, key: Uint8Array): Uint8Array {
  return join(column.contractData, encoder.encode(accountId), Uint8Array.of(separator), key)
}

export function globalCodeKey(id: GlobalContractId): Uint8Array {
  return globalKey(column.globalContractCode, id)
}

/** What a trie key of an account stands for. */
export type AccountRecord = { readonly accountId: AccountId } & (
  | { readonly kind: 'account' | 'contractCode' }
  | { readonly kind: 'accessKey'; readonly publicKey: PublicKey }
  | { readonly kind: 'gasKeyNonce'; readonly publicKey: PublicKey; readonly nonceIndex: number }
  | { readonly kind: 'data'; readonly key: Uint8Array }
)

/** Reads a trie key; undefined when it is not one of an account. */
export function accountRecordOf(trieKey: Uint8Array): AccountRecord | undefined {
  const rest = trieKey.subarray(1)
  switch (trieKey[0]) {
    case column.account:
      return { kind: 'account', accountId: decoder.decode(rest) }
    case column.contractCode:
      return { kind: 'contractCode', accountId: decoder.decode(rest) }
    case column.accessKey:
      return keyRecordOf(rest)
    case column.contractData: {
      const end = rest.indexOf(separator)
      return {
        kind: 'data',
        accountId: decoder.decode(rest.subarray(0, end)),
        key: rest.slice(end + 1),
      }
    }
    default:
      return undefined
  }
}

function keyRecordOf(rest: Uint8Array): AccountRecord | undefined {
  const end = rest.indexOf(column.accessKey)
  const accountId = decoder.decode(rest.subarray(0, end))
  const row = rest.subarray(end + 1)
  const whole = keyOfAccessKeyRow(row)
  if (whole !== undefined) return { kind: 'accessKey', accountId, publicKey: whole }
  const publicKey = keyOfAccessKeyRow(row.subarray(0, -2))
  const [low = 0, high = 0] = row.subarray(-2)
  return publicKey === undefined
    ? undefined
    : { kind: 'gasKeyNonce', accountId, publicKey, nonceIndex: low + 256 * high }
}

/** How often a global contract was deployed. */
export function globalNonceKey(id: GlobalContractId): Uint8Array {
  return globalKey(column.globalContractNonce, id)
}

function globalKey(first: number, id: GlobalContractId): Uint8Array {
  return id.kind === 'codeHash'
    ? join(first, Uint8Array.of(0), id.codeHash)
    : join(first, Uint8Array.of(1), encoder.encode(id.accountId))
}

function join(first: number, ...parts: readonly Uint8Array[]): Uint8Array {
  return concat([Uint8Array.of(first), ...parts])
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
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
