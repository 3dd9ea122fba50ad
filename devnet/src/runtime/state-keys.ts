import { borshPublicKey } from '../primitives/keys.js'
import type { AccountId, GlobalContractId, PublicKey } from '../primitives/types.js'

/** Trie columns of nearcore (`trie_key::col`). */
const column = {
  account: 0,
  contractCode: 1,
  accessKey: 2,
  contractData: 9,
  globalContractCode: 18,
} as const
const separator = 0x2c
const encoder = new TextEncoder()

export function accountKey(accountId: AccountId): Uint8Array {
  return join(column.account, encoder.encode(accountId))
}

export function codeKey(accountId: AccountId): Uint8Array {
  return join(column.contractCode, encoder.encode(accountId))
}

/** The column byte stands again as separator between account and key. */
export function accessKeyPrefix(accountId: AccountId): Uint8Array {
  return join(column.accessKey, encoder.encode(accountId), Uint8Array.of(column.accessKey))
}

export function accessKeyKey(accountId: AccountId, publicKey: PublicKey): Uint8Array {
  return concat([accessKeyPrefix(accountId), borshPublicKey(publicKey)])
}

export function dataKey(accountId: AccountId, key: Uint8Array): Uint8Array {
  return join(column.contractData, encoder.encode(accountId), Uint8Array.of(separator), key)
}

export function globalCodeKey(id: GlobalContractId): Uint8Array {
  return id.kind === 'codeHash'
    ? join(column.globalContractCode, Uint8Array.of(0), id.codeHash)
    : join(column.globalContractCode, Uint8Array.of(1), encoder.encode(id.accountId))
}

function join(first: number, ...parts: readonly Uint8Array[]): Uint8Array {
  return concat([Uint8Array.of(first), ...parts])
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}
