/** Registry of the NEP-141 tokens a contract accepts. Only tokens its owner has vetted can enter. */
import { blockTimestamp, storageRead, storageWrite } from '@research-hub/compiler/host'
import { accountId, type Decoder } from '../wire/decode.js'
import { fail } from '../wire/fail.js'
import { dayNs } from '../wire/time.js'
import { nearId } from '../wire/token-name.js'
import { record, text, u16, u64 } from './record.js'
import { near, type TokenIndex } from './totals.js'

/** A token's index and since when it counts; under the count's key the last index, and when the first was added. */
export const indexRecord = record({ index: u16, fromNs: u64 })
export const idRecord = record({ tokenId: text })
const maxTokens = 1000
const countKey = 'k#'
/** Those of the first day are there from the beginning; later ones have notice, for who would rather leave. */
const setUpNs = dayNs
const noticeNs = 3n * dayNs

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

/** The same of a token that counts already: before that nobody holds it and none of it is taken. */
export function countingToken(accountId: string): TokenIndex {
  const bytes = storageRead(`k:${accountId}`) ?? fail('ERR_UNKNOWN_TOKEN', accountId)
  const { index, fromNs } = indexRecord.decode(bytes)
  const now = blockTimestamp()
  return now < fromNs ? fail('ERR_TOKEN_EARLY', accountId, fromNs, now) : index
}

/** `"NEAR"` or the account id of a registered token. */
export function tokenId(index: TokenIndex): string {
  if (index === near) return nearId
  const bytes = storageRead(`K:${index}`)
  return bytes === undefined ? fail('ERR_UNKNOWN_TOKEN', index) : idRecord.decode(bytes).tokenId
}

/** Adds a token, which counts from `fromNs` on; tokens stay for ever, so that credits in them do too. */
export function addToken(id: string): { readonly index: TokenIndex; readonly fromNs: bigint } {
  if (storageRead(`k:${id}`) !== undefined) fail('ERR_TOKEN_KNOWN', id)
  const nowNs = blockTimestamp()
  const bytes = storageRead(countKey)
  const last = bytes === undefined ? { index: 0, fromNs: nowNs } : indexRecord.decode(bytes)
  const index = last.index + 1
  if (index > maxTokens) fail('ERR_TOKEN_LIMIT', maxTokens)
  const fromNs = nowNs < last.fromNs + setUpNs ? nowNs : nowNs + noticeNs
  storageWrite(countKey, indexRecord.encode({ index, fromNs: last.fromNs }))
  storageWrite(`k:${id}`, indexRecord.encode({ index, fromNs }))
  storageWrite(`K:${index}`, idRecord.encode({ tokenId: id }))
  return { index, fromNs }
}

export function tokenCount(): number {
  const bytes = storageRead(countKey)
  return bytes === undefined ? 0 : indexRecord.decode(bytes).index
}

/** Decodes `"NEAR"` or the account id of a registered token to its index. */
export const token: Decoder<TokenIndex, string> = (value, name) =>
  value === nearId ? near : registeredToken(accountId(value, name))
