/** Registry of the NEP-141 tokens a contract accepts. Only tokens its owner has vetted can enter. */
import { storageRead, storageWrite } from '@research-hub/compiler/host'
import { accountId, type Decoder } from '../wire/decode.js'
import { fail } from '../wire/fail.js'
import { nearId } from '../wire/token-name.js'
import { record, text, u16 } from './record.js'
import { near, type TokenIndex } from './totals.js'

export const indexRecord = record({ index: u16 })
export const idRecord = record({ tokenId: text })
const maxTokens = 1000
const countKey = 'k#'

/** Index of `"NEAR"` or of a registered token. */
export function tokenIndex(tokenId: string): TokenIndex {
  return tokenId === nearId ? near : registeredToken(tokenId)
}

/** The same, undefined when no such token is registered. */
export function findToken(tokenId: string): TokenIndex | undefined {
  if (tokenId === nearId) return near
  const bytes = storageRead(`k:${tokenId}`)
  return bytes === undefined ? undefined : indexRecord.decode(bytes).index
}

/** Index of a token by the account id of its contract: never NEAR's, whatever the account is called. */
export function registeredToken(accountId: string): TokenIndex {
  const bytes = storageRead(`k:${accountId}`)
  return bytes === undefined
    ? fail('ERR_UNKNOWN_TOKEN', accountId)
    : indexRecord.decode(bytes).index
}

/** `"NEAR"` or the account id of a registered token. */
export function tokenId(index: TokenIndex): string {
  if (index === near) return nearId
  const bytes = storageRead(`K:${index}`)
  return bytes === undefined ? fail('ERR_UNKNOWN_TOKEN', index) : idRecord.decode(bytes).tokenId
}

/** Adds a token and returns its index; tokens stay for ever, so that credits in them do too. */
export function addToken(id: string): TokenIndex {
  if (storageRead(`k:${id}`) !== undefined) fail('ERR_TOKEN_KNOWN', id)
  const index = tokenCount() + 1
  if (index > maxTokens) fail('ERR_TOKEN_LIMIT', maxTokens)
  const bytes = indexRecord.encode({ index })
  storageWrite(countKey, bytes)
  storageWrite(`k:${id}`, bytes)
  storageWrite(`K:${index}`, idRecord.encode({ tokenId: id }))
  return index
}

export function tokenCount(): number {
  const bytes = storageRead(countKey)
  return bytes === undefined ? 0 : indexRecord.decode(bytes).index
}

/** Decodes `"NEAR"` or the account id of a registered token to its index. */
export const token: Decoder<TokenIndex, string> = (value, name) =>
  value === nearId ? near : registeredToken(accountId(value, name))
