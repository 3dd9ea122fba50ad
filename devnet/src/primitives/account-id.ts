import { rustCharacter } from './rust-text.js'
import type { AccountId } from './types.js'

const pattern = /^(?:[a-z0-9]+[-_])*[a-z0-9]+(?:\.(?:[a-z0-9]+[-_])*[a-z0-9]+)*$/

/** NEAR's account id rules: 2 to 64 characters, lower case, single separators between. */
export function isAccountId(text: string): text is AccountId {
  return text.length >= 2 && text.length <= 64 && pattern.test(text)
}

/** What near-account-id says of a text that is no account id (`ParseAccountError`). */
export function accountIdProblem(text: string): string {
  return `invalid value: "${text}", the Account ID ${accountIdFault(text)}`
}

function accountIdFault(text: string): string {
  const length = Buffer.byteLength(text)
  if (length < 2) return 'is too short'
  if (length > 64) return 'is too long'
  let isAfterSeparator = true
  let index = 0
  let last = ''
  for (const character of text) {
    last = character
    const isSeparator = '-_.'.includes(character)
    if (!isSeparator && !/[a-z0-9]/.test(character))
      return `contains an invalid character ${rustCharacter(character)} at index ${index}`
    if (isSeparator && isAfterSeparator) break
    isAfterSeparator = isSeparator
    index++
  }
  const at = Math.min(index, [...text].length - 1)
  return `has a redundant separator ${rustCharacter(last)} at index ${at}`
}

export type AccountIdKind =
  | 'named'
  | 'near-implicit'
  | 'eth-implicit'
  | 'deterministic'
  | 'universal'

/** First protocol version in which ids of universal accounts are more than names (NEP-655). */
export const universalAccountsSince = 88

/** What kind of account an id can only be; tested in nearcore's order. */
export function accountIdKind(accountId: AccountId, protocolVersion: number): AccountIdKind {
  if (/^0x[0-9a-f]{40}$/.test(accountId)) return 'eth-implicit'
  if (/^[0-9a-f]{64}$/.test(accountId)) return 'near-implicit'
  if (/^0s[0-9a-f]{40}$/.test(accountId)) return 'deterministic'
  if (protocolVersion >= universalAccountsSince && isUniversalId(accountId)) return 'universal'
  return 'named'
}

/** `0u` and 52 Crockford base-32 digits, the last of which holds one bit. */
export function isUniversalId(accountId: AccountId): boolean {
  return /^0u[0-9a-hjkmnp-tv-z]{51}[0g]$/.test(accountId)
}

/** True when `child` is exactly one label below `parent`. */
export function isSubAccountOf(child: AccountId, parent: AccountId): boolean {
  if (!child.endsWith(`.${parent}`)) return false
  return !child.slice(0, -(parent.length + 1)).includes('.')
}
