/** What an account has of a NEP-141 token: one record per account and token it holds. */
import { storageRead, storageRemove, storageWrite } from '@research-hub/compiler/host'
import { bool, type RecordOf, record, u128, version } from './record.js'
import { recordBytes } from './records.js'
import type { TokenIndex } from './totals.js'

export const creditRecord = record({
  version: version(1),
  /** Whether its bytes count in the account's storage; a payment put back after the record went does not. */
  isCharged: bool,
  amount: u128,
})
export type TokenCredit = RecordOf<typeof creditRecord>

export function loadTokenCredit(token: TokenIndex, accountId: string): TokenCredit | undefined {
  const bytes = storageRead(keyOf(token, accountId))
  return bytes === undefined ? undefined : creditRecord.decode(bytes)
}

export function saveTokenCredit(token: TokenIndex, accountId: string, credit: TokenCredit): void {
  storageWrite(keyOf(token, accountId), creditRecord.encode(credit))
}

export function removeTokenCredit(token: TokenIndex, accountId: string): void {
  storageRemove(keyOf(token, accountId))
}

export function tokenCreditBytes(token: TokenIndex, accountId: string): bigint {
  return recordBytes(keyOf(token, accountId), creditRecord.encode({ isCharged: true, amount: 0n }))
}

function keyOf(token: TokenIndex, accountId: string): string {
  return `b:${token}:${accountId}`
}
