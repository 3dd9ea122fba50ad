/** What an account has of a NEP-141 token: one record per account and token it holds. */
import { storageRead, storageRemove, storageWrite } from '@research-hub/compiler/host'
import { pack, unpack } from '../state/record.js'
import { recordBytes } from '../state/records.js'
import type { TokenIndex } from '../state/totals.js'

export type TokenCredit = {
  readonly amount: bigint
  /** Whether its bytes count in the account's storage; a payment put back after the record went does not. */
  readonly isCharged: boolean
}

const layout = '116'
const version = 1

export function loadTokenCredit(token: TokenIndex, accountId: string): TokenCredit | undefined {
  const bytes = storageRead(keyOf(token, accountId))
  if (bytes === undefined) return undefined
  const record = unpack(layout, bytes)
  return { isCharged: record[1] === 1, amount: record[2] }
}

export function saveTokenCredit(
  token: TokenIndex,
  accountId: string,
  { amount, isCharged }: TokenCredit,
): void {
  storageWrite(keyOf(token, accountId), pack(layout, [version, isCharged ? 1 : 0, amount]))
}

export function removeTokenCredit(token: TokenIndex, accountId: string): void {
  storageRemove(keyOf(token, accountId))
}

export function tokenCreditBytes(token: TokenIndex, accountId: string): bigint {
  return recordBytes(keyOf(token, accountId), pack(layout, [version, 1, 0n]))
}

function keyOf(token: TokenIndex, accountId: string): string {
  return `b:${token}:${accountId}`
}
